"""The audit log: a reader of events, with the names of whatever they tell of."""
