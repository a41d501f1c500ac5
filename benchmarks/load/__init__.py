"""Load, as a command of its own: the real bot in a process of its own, on a pretend Discord full of busy people."""
