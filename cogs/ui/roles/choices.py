"""What can be picked while typing a command of roles."""

from discord import app_commands

from cogs.ui.door import Interaction
from domain.errors import NotFound


async def rules(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """The guild's rules."""
    from cogs.ui.roles.rules import rule_choices

    return await rule_choices(interaction, typed)


def rule_id(typed: str) -> int:
    """The number of the rule that was picked; raises `NotFound` for anything else."""
    if not typed.isascii() or not typed.isdigit() or len(typed) > 15:
        raise NotFound("roles.unknown")
    return int(typed)
