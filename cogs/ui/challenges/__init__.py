"""Challenges as people see them: the landing card, submissions and their gallery, voting, boards and results."""

from typing import TYPE_CHECKING

from cogs.ui.late import loader

if TYPE_CHECKING:
    from cogs.ui.challenges import board as board
    from cogs.ui.challenges import closing as closing
    from cogs.ui.challenges import editing as editing
    from cogs.ui.challenges import gallery as gallery
    from cogs.ui.challenges import judging as judging
    from cogs.ui.challenges import landing as landing
    from cogs.ui.challenges import making as making
    from cogs.ui.challenges import mine as mine
    from cogs.ui.challenges import officers as officers
    from cogs.ui.challenges import publishing as publishing
    from cogs.ui.challenges import results as results
    from cogs.ui.challenges import signs as signs
    from cogs.ui.challenges import sponsors as sponsors
    from cogs.ui.challenges import submitting as submitting

__getattr__ = loader(__name__)
