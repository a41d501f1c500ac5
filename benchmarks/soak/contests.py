"""Contests from their draft to their winner, one step at a time: the books say which comes next."""

from benchmarks.load.town import Guild
from benchmarks.soak.members import Members


class Contests:
    """The leaders' side: one contest after the other in each guild."""

    def __init__(self, members: Members) -> None:
        self._members = members

    async def step(self, guild: Guild) -> None:
        """Whatever the newest contest needs next; a new one when it is over."""
        sql = "SELECT id, state FROM contests WHERE guild_id = ? ORDER BY id DESC LIMIT 1"
        found = self._members.look_up(sql, guild.id)
        match found:
            case [(contest, "draft")]:
                await self._publish(guild, str(contest))
            case [(contest, "active")] if self._members.dice.random() < 0.4:
                await self._members.slash(guild.boss, "contest end", contest=str(contest))
            case [(contest, "ended")]:
                await self._draw(guild, str(contest))
            case [] | [(_, "drawn" | "cancelled")]:
                await self._draft(guild)
            case _:
                pass

    async def finish(self, guild: Guild) -> None:
        """Draw what is over, and begin nothing."""
        sql = "SELECT id, state FROM contests WHERE guild_id = ? ORDER BY id DESC LIMIT 1"
        match self._members.look_up(sql, guild.id):
            case [(contest, "active")]:
                await self._members.slash(guild.boss, "contest end", contest=str(contest))
            case [(contest, "ended")]:
                await self._draw(guild, str(contest))
            case _:
                pass

    async def _draft(self, guild: Guild) -> None:
        members, name = self._members, self._members.token("Slayer week")
        deed = members.journal.expect("contest", "SELECT count(*) FROM contests WHERE name = ?", name)
        given = {"name": name, "prize": "a cape", "ends": "in 2 hours"}
        await members.slash(guild.boss, "contest create", deed, "is saved as a draft", **given)

    async def _publish(self, guild: Guild, contest: str) -> None:
        members = self._members
        if members.look_up("SELECT count(*) FROM contest_rules WHERE contest_id = ?", int(contest)) == [(0,)]:
            await members.slash(guild.boss, "contest rule-add", contest=contest, type="total_xp", amount=1)
        sql = "SELECT count(*) FROM contests WHERE id = ? AND published_at IS NOT NULL"
        deed = members.journal.expect("contest's publishing", sql, int(contest))
        asked = await members.slash(guild.boss, "contest publish", contest=contest)
        if (word := members.word(asked, "Active|Upcoming|published")).name == "DONE":
            deed.told(word)

    async def _draw(self, guild: Guild, contest: str) -> None:
        """The leader runs the draw, and goes on without those whom the hiscores did not tell."""
        asked = await self._members.slash(guild.boss, "contest draw", contest=contest)
        for start in ("contest:v1:lock:", "contest:v1:draw:"):
            await self._members.press_on(asked, start)
