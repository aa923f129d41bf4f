"""One member of a group, for whoever leads it: what they have done, as far as they show it."""
