"""The whole runs of people that a group’s page looks at, of all that they have finished."""
