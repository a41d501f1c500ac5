"""The clock's face: a few ticks that ask the services what is due."""
