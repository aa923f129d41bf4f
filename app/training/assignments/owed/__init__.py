"""What of all that is set is owed by whom."""
