"""What can be picked: loot systems, and what becomes of everybody's points."""

from discord import app_commands

from domain.loot import Convert, System

Choices = list[app_commands.Choice[str]]
SYSTEMS: Choices = [
    app_commands.Choice(name=name, value=system.value)
    for name, system in (("DKP", System.DKP), ("EPGP", System.EPGP), ("Loot council", System.COUNCIL))
]
CONVERTS: Choices = [
    app_commands.Choice(name=name, value=convert.value)
    for name, convert in (
        ("keep what everybody has", Convert.KEEP),
        ("turn balances into the new points", Convert.FRESH),
        ("turn all that was earned and spent into the new points", Convert.HISTORY),
    )
]
