"""Exact analysis of a scenario: the names that the rest of the house uses."""

from app.scenarios.graph import Cyclic, Graph, TooLarge, explore
from app.scenarios.ranges import Range, Ranges, decisions, path_counts, ranges

__all__ = ["Cyclic", "Graph", "Range", "Ranges", "TooLarge", "decisions", "explore", "path_counts", "ranges"]
