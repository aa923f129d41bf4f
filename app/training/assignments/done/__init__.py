"""What subjects have done, as far as what is set for them asks."""
