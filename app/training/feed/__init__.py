"""What somebody owes, for their own calendar: one secret address each."""
