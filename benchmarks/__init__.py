"""The figures to reach, each measured beside its floor in the same run."""
