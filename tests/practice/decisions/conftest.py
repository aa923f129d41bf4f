"""Plays of the tests’ own small course."""

from tests.author.conftest import content, finish, settings

__all__ = ["content", "finish", "settings"]
