"""The round of an assignment that is under way, of which all lists speak."""
