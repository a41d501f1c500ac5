"""What members do: credits and pots, points and loot, challenges, requests, raids, and leaving for good."""

import itertools
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any, Final

from benchmarks.load.town import Guild, Person, message
from benchmarks.soak.clock import Clock
from benchmarks.soak.contests import Contests
from benchmarks.soak.members import Members, Open
from playground.warcraft_logs import DemoWarcraftLogs, Log, Pull

REALM: Final = "Silvermoon"
_PRESS_AGAIN: Final = 0.4
_SALES: Final = ("open", "sealed", "second_price")
_WANTS: Final = ("bis", "upgrade", "minor", "offspec", "pass")

Act = Callable[[Guild], Awaitable[None]]


class Acts:
    """Each act picks who does it and on what; `leavers` are people whom nobody needs and who will be erased."""

    def __init__(self, members: Members, logs: DemoWarcraftLogs, clock: Clock) -> None:
        self.members = members
        self.contests = Contests(members)
        self._logs = logs
        self._clock = clock
        self._leavers = {guild.id: list(guild.people[8:]) for guild in members.people.town.guilds}
        self._nights = itertools.count(1)
        self.mix: Sequence[tuple[int, Act]] = (
            (8, self.grant),
            (5, self.open_pot),
            (30, self.join_pot),
            (2, self.leave_pot),
            (4, self.open_auction),
            (18, self.bid),
            (4, self.open_decision),
            (14, self.answer),
            (5, self.award_item),
            (5, self.award_points),
            (2, self.start_challenge),
            (6, self.hand_in),
            (6, self.vote),
            (5, self.ask),
            (4, self.approve),
            (3, self.raid),
            (2, self.leave_for_good),
            (8, self.look),
            (10, self.contests.step),
        )

    async def one(self, guild: Guild) -> None:
        """Somebody of that guild does something, or presses something again."""
        members = self.members
        if members.prompts and members.dice.random() < _PRESS_AGAIN:
            await members.confirm(members.prompts.pop(members.dice.randrange(len(members.prompts))))
            return
        weights = [weight for weight, _ in self.mix]
        (act,) = members.dice.choices([act for _, act in self.mix], weights)
        await act(guild)

    def _somebody(self, guild: Guild) -> Person:
        return self.members.dice.choice(guild.people[1:8])

    async def grant(self, guild: Guild, whom: Person | None = None, amount: int = 500) -> None:
        """A leader grants credits."""
        why = self.members.token("for a raid")
        deed = self.members.journal.expect("grant", "SELECT count(*) FROM transactions WHERE note = ?", why)
        given: dict[str, Any] = {"member": whom or self._somebody(guild), "amount": amount, "reason": why}
        await self.members.slash(guild.boss, "wallet grant", deed, "Credits granted", **given)

    async def open_pot(self, guild: Guild, tickets: int | None = None) -> None:
        """An officer opens a pot that closes soon or is soon full."""
        dice, name = self.members.dice, self.members.token("Pot")
        deed = self.members.journal.expect("pot", "SELECT count(*) FROM pots WHERE name = ?", name)
        closes, most = f"in {dice.choice((10, 20, 60))} minutes", tickets or dice.choice((8, 20))
        given = {"name": name, "cost": 5, "max_tickets": most, "max_per_user": 4, "closes": closes}
        await self.members.slash(guild.boss, "pot create", deed, "Open · locks", **given)

    async def join_pot(self, guild: Guild, who: Person | None = None, tickets: int | None = None) -> None:
        """Somebody asks for tickets, and buys them now or later; at once, where it is said how many."""
        members, who = self.members, who or self._somebody(guild)
        found = members.look_up("SELECT id FROM pots WHERE guild_id = ? AND state = 'open'", guild.id)
        if not found:
            return
        (pot,) = members.dice.choice(found)
        asked = await members.slash(who, "pot join", pot=str(pot), tickets=tickets or members.dice.randint(1, 4))
        key = next((one.rpartition(":")[2] for one in asked.ids("pot:v1:buy:")), "")
        deed = members.journal.expect("tickets", 'SELECT count(*) FROM pot_stakes WHERE "key" = ?', key)
        prompt = members.prompt(asked, "pot:v1:buy:", deed, r"You hold [\d,]+ of [\d,]+;")
        if prompt is not None and tickets is not None:
            await members.confirm(prompt)
        else:
            await self._confirm_or_wait(prompt)

    async def leave_pot(self, guild: Guild) -> None:
        """Somebody takes their tickets back."""
        members, who = self.members, self._somebody(guild)
        for post, custom_id in members.posts(guild, "pot:v1:leave:")[:1]:
            asked = await members.press(who, message(post.id, post.channel_id, post.content), custom_id)
            await members.press_on(asked, "pot:v1:leave-now:")

    async def open_auction(self, guild: Guild) -> None:
        """An officer opens an auction of a few minutes."""
        dice, item = self.members.dice, self.members.token("Blade")
        deed = self.members.journal.expect("auction", "SELECT count(*) FROM auctions WHERE item = ?", item)
        given = {"item": item, "type": dice.choice(_SALES), "min_bid": 10, "minutes": dice.randint(2, 12)}
        await self.members.slash(guild.boss, "auction open", deed, "auction · ends", **given)

    async def bid(self, guild: Guild) -> None:
        """Somebody bids; the key of a bid is the interaction's id."""
        members, who = self.members, self._somebody(guild)
        found = members.look_up("SELECT id, highest FROM auctions WHERE guild_id = ? AND state = 'open'", guild.id)
        if not found:
            return
        auction, highest = members.dice.choice(found)
        amount = (highest or 1000) // 100 + members.dice.choice((0, 0, 1, 5))
        asked = members.people.slash(who, "auction bid", auction=str(auction), amount=amount)
        deed = members.journal.expect("bid", 'SELECT count(*) FROM auction_bids WHERE "key" = ?', str(asked.id))
        await members.answered(asked)
        deed.told(members.word(asked, "You lead|Your bid on"))

    async def open_decision(self, guild: Guild) -> None:
        """An officer opens a decision for the council."""
        item = self.members.token("Shield")
        deed = self.members.journal.expect("decision", "SELECT count(*) FROM decisions WHERE item = ?", item)
        given = {"item": item, "gp": "15", "closes": f"in {self.members.dice.choice((5, 15))} minutes"}
        await self.members.slash(guild.boss, "loot open", deed, "Open · 0 answers", **given)

    async def answer(self, guild: Guild) -> None:
        """Somebody says what they want it for."""
        members, who = self.members, self._somebody(guild)
        found = members.posts(guild, "decision:v1:answer:")
        if not found:
            return
        post, custom_id = members.dice.choice(found)
        decision = int(custom_id.split(":")[3])
        wanted = f"decision:v1:answer:{decision}:{members.dice.choice(_WANTS)}"
        sql = (
            "SELECT count(*) FROM decision_responses JOIN members ON members.id = member_id "
            "WHERE decision_id = ? AND user_id = ?"
        )
        known = members.look_up(sql, decision, who.user_id)
        deed = members.journal.expect("answer", sql, decision, who.user_id)
        asked = await members.press(who, message(post.id, post.channel_id, post.content), wanted)
        # Who answered before is in the books, whatever becomes of the change.
        if known == [(0,)]:
            word = members.word(asked, "your answer is")
            if word.name == "DONE":
                deed.told(word)

    async def award_item(self, guild: Guild) -> None:
        """The council's leader hands an item out."""
        members = self.members
        found = members.look_up("SELECT id FROM decisions WHERE guild_id = ? AND state = 'open'", guild.id)
        if not found:
            return
        (decision,) = members.dice.choice(found)
        why = members.token("a fit")
        given: dict[str, Any] = {"decision": str(decision), "winner": self._somebody(guild), "reason": why}
        asked = await members.slash(guild.boss, "loot award", **given)
        sql = "SELECT count(*) FROM point_batches WHERE reason = ?"
        deed = members.journal.expect("item", sql, why)
        await self._confirm_or_wait(members.prompt(asked, "decision:v1:give:", deed, r"has it\."))

    async def award_points(self, guild: Guild) -> None:
        """An officer gives points to the raid."""
        members, why = self.members, self.members.token("raid night")
        crowd = " ".join(one.mention for one in guild.people[1:8])
        pool, option = members.dice.choice((("epgp", "ep"), ("dkp", "points")))
        given: dict[str, Any] = {option: "40", "reason": why, "members": crowd}
        asked = await members.slash(guild.boss, f"{pool} award", **given)
        deed = members.journal.expect("points", "SELECT count(*) FROM point_batches WHERE reason = ?", why)
        await self._confirm_or_wait(members.prompt(asked, "points:v1:give:", deed, "Points awarded|already done"))

    async def start_challenge(self, guild: Guild) -> None:
        """An officer drafts and publishes a challenge of some hours."""
        members, title = self.members, self.members.token("Draw a pet")
        form = await members.slash(guild.boss, "challenge create", starts="now", closes="in 3 hours")
        if form.modal is None:
            return
        deed = members.journal.expect("challenge", "SELECT count(*) FROM challenges WHERE title = ?", title)
        draft = await members.send(form, Title=title, Prompt="Show us your pet.")
        deed.told(members.word(draft, "Draft"))
        sql = "SELECT count(*) FROM challenges WHERE title = ? AND published_at IS NOT NULL"
        deed = members.journal.expect("publishing", sql, title)
        await self._confirm_or_wait(members.prompt(draft, "challenge:v1:publish:", deed, "It is published"))

    async def hand_in(self, guild: Guild) -> None:
        """Somebody hands something in."""
        members, who, title = self.members, self._somebody(guild), self.members.token("A cat")
        sql = "SELECT id FROM challenges WHERE guild_id = ? AND published_at IS NOT NULL AND completed_at IS NULL"
        found = members.look_up(sql, guild.id)
        if not found:
            return
        form = await members.slash(who, "challenge submit", challenge=str(members.dice.choice(found)[0]))
        if form.modal is None:
            return
        deed = members.journal.expect("submission", "SELECT count(*) FROM submissions WHERE title = ?", title)
        asked = await members.send(form, Title=title, Description="A cat.")
        deed.told(members.word(asked, "Handed in|already handed in"))

    async def vote(self, guild: Guild) -> None:
        """Somebody looks through a gallery and votes."""
        members, who = self.members, self._somebody(guild)
        sql = "SELECT id FROM challenges WHERE guild_id = ? AND published_at IS NOT NULL AND completed_at IS NULL"
        for (challenge,) in members.look_up(sql, guild.id)[:1]:
            asked = await members.slash(who, "challenge gallery", challenge=str(challenge), sort="random")
            if found := asked.ids("challenge:v1:vote:"):
                submission = int(found[0].split(":")[3])
                sql = (
                    "SELECT count(*) FROM challenge_votes JOIN members ON members.id = voter_id "
                    "WHERE submission_id = ? AND user_id = ? AND taken_back_at IS NULL"
                )
                deed = members.journal.expect("vote", sql, submission, who.user_id)
                good = r"\d+ votes?\n|already voted"
                await self._confirm_or_wait(members.prompt(asked, "challenge:v1:vote:", deed, good))

    async def ask(self, guild: Guild) -> None:
        """Somebody asks for credits."""
        why = self.members.token("for the model")
        deed = self.members.journal.expect("request", "SELECT count(*) FROM credit_requests WHERE reason = ?", why)
        given = {"amount": 5, "reason": why}
        await self.members.slash(self._somebody(guild), "request ai-credit", deed, "You ask for", **given)

    async def approve(self, guild: Guild) -> None:
        """An officer approves a request, on its card."""
        members = self.members
        found = members.posts(guild, "request:v1:approve:")
        if not found:
            return
        post, custom_id = members.dice.choice(found)
        number = int(custom_id.rpartition(":")[2])
        sql = "SELECT count(*) FROM credit_requests WHERE id = ? AND state = 'approved'"
        deed = members.journal.expect("approval", sql, number)
        asked = await members.press(guild.boss, message(post.id, post.channel_id, post.content), custom_id)
        if (word := members.word(asked, "Approved|approved|granted")).name != "REFUSED":
            deed.told(word)

    async def raid(self, guild: Guild) -> None:
        """An officer imports a raid's log, which pays everybody who was there."""
        members, code = self.members, f"night{next(self._nights):011d}"
        began = self._clock.now() - timedelta(hours=3)
        players = [(_raider(one), REALM) for one in guild.people[1:8]]
        everybody = range(1, len(players) + 1)
        pulls = [Pull(3009, "Vexie", 4, 8, 6, everybody, kill=True), Pull(3011, "Rik", 5, 20, 8, everybody, kill=True)]
        self._logs.add(Log(code, f"Night {code}", "Undermine", began, players, pulls))
        asked = await members.slash(guild.boss, "raid import", report=code)
        deed = members.journal.expect("raid", "SELECT count(*) FROM raid_reports WHERE code = ?", code)
        await self._confirm_or_wait(members.prompt(asked, "raid:v1:apply:", deed, "Raid imported|Done before"))

    async def leave_for_good(self, guild: Guild) -> None:
        """Somebody comes, gets credits, and wants to be forgotten."""
        members, leavers = self.members, self._leavers[guild.id]
        if not leavers:
            return
        who = leavers.pop()
        await self.grant(guild, who, 20)
        asked = await members.slash(who, "privacy erase")
        sql = "SELECT 1 - count(*) FROM members WHERE user_id = ?"
        deed = members.journal.expect("erasure", sql, who.user_id)
        prompt = members.prompt(asked, "privacy:v1:erase-now", deed, "Nothing here leads to you")
        if prompt is not None:
            await members.confirm(prompt)

    async def look(self, guild: Guild) -> None:
        """Somebody looks at something; nothing changes."""
        command = self.members.dice.choice(("wallet history", "epgp standings", "leaderboard", "pot lobby", "stats"))
        await self.members.slash(self._somebody(guild), command)

    async def _confirm_or_wait(self, prompt: Open | None) -> None:
        if prompt is None:
            return
        if self.members.dice.random() < _PRESS_AGAIN:
            self.members.prompts.append(prompt)
        else:
            await self.members.confirm(prompt)


def _raider(who: Person) -> str:
    """The name of somebody's character in raids: letters only."""
    return "Raider" + "".join(chr(97 + int(digit)) for digit in str(who.user_id % 1000))


async def settle_in(acts: Acts, guild: Guild) -> None:
    """What a guild sets up on its first day, with nothing going wrong."""
    members, boss = acts.members, guild.boss
    news = f"<#{guild.news}>"
    for name, value in (("guild.announcements", news), ("guild.officers_channel", news), ("clan.backfill", "no")):
        await members.slash(boss, "settings set", name=name, value=value)
    for number, who in enumerate(guild.people[1:8]):
        await acts.grant(guild, who, 5000)
        await members.slash(boss, "clan add", name=f"P{guild.id // 1000 % 1000} {number}", member=who)
        await members.slash(who, "raid character", name=_raider(who), realm=REALM)
    await members.slash(boss, "clan schedule", times="06:00, 18:00")
    crowd = " ".join(one.mention for one in guild.people[1:8])
    for pool, option in (("dkp", "points"), ("epgp", "ep")):
        given: dict[str, Any] = {option: "5000", "reason": "a start", "members": crowd}
        asked = await members.slash(boss, f"{pool} award", **given)
        await members.press_on(asked, "points:v1:give:")
    await acts.open_pot(guild, 8)
    for who in guild.people[1:3]:
        await acts.join_pot(guild, who, 4)
