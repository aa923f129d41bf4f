"""Workplaces and their groups: who leads them, who has joined, and how one is asked to join."""
