"""What leads change of the list, and what becomes of it when somebody joins, leaves, or never comes."""
