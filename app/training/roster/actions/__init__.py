"""Personal links, and what becomes of a list when somebody joins, leaves, or never comes."""
