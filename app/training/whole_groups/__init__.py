"""What whoever leads a group sees of all who are in it, read at once."""
