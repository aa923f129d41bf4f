"""Trainers, their groups, and who joins them."""
