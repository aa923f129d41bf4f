"""What trainers do: groups, what is set for them, who needs a word. `access` alone decides who may see what."""
