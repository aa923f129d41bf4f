"""What admins, trainers and learners do with groups; each in a transaction of the caller’s."""
