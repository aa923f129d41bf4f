"""What a list becomes: by a file, in one transaction, or by hand."""
