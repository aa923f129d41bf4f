"""One assignment, for whoever leads the group."""
