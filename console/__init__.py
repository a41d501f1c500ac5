"""The operator's face: the command line, its checks, the log, and what is said when something is wrong."""
