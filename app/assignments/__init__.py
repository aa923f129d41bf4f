"""What can be asked of somebody, until when, and whether they have done it: pure, and told apart from who asks."""
