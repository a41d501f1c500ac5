"""Discord's face: slash commands, one cog a feature; a cog method parses, asks one service and answers."""
