"""One history over everything that groups, assignments and evidence can go through, reckoned a second way."""
