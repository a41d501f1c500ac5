"""The bot in a browser without a token: an offline Discord, a demo guild, a demo beacon and hiscores."""
