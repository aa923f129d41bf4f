"""Lessons are read on a course of the tests' own."""

from tests.course import content, settings

__all__ = ["content", "settings"]
