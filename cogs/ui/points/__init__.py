"""Points as people see them: standings, gifts and charges, decay, and taking an act back."""
