"""A trainer’s first page: who needs a word in all their groups, and the groups themselves."""
