"""What was changed of an assignment of late, and by whom."""
