"""Who is expected in a group: a list that leads change by hand, or by a file whose difference they review first."""
