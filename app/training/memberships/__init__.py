"""Belonging to a group: joining, leaving, and what its leads then see."""
