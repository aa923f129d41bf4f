"""A board for a group to talk about, and what first answers say of a question: pure."""
