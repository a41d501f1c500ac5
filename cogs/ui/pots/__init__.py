"""Community pots as people see them: the panel, buying and leaving, lobby and history, flags, announcements."""
