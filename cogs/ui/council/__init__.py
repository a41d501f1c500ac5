"""The council as people see it."""
