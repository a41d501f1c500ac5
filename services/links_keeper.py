"""What linking, marks and what members say about themselves keep about a person."""

from typing import Any

from sqlalchemy import Connection

from storage import digests, links, preferences


class LinksKeeper:
    """A person's link, tickets and marks, their region and team, and what they were written."""

    tables = ("links", "link_tickets", "marks", "preferences", "digest_lines")

    def export(self, tx: Connection, member_id: int) -> dict[str, Any]:
        """The linked account, when addresses were asked for, every mark, what was said, and every line of digests."""
        link, said = links.of(tx, member_id), preferences.of(tx, member_id)
        return {
            "link": link
            and {
                "account_id": str(link.account_id),
                "name": link.name,
                "avatar": link.avatar,
                "linked_at": link.linked_at.isoformat(),
            },
            "link_tickets": links.tickets_of(tx, member_id),
            "marks": links.marks_kept(tx, member_id),
            "preferences": {
                "region": said.region,
                "team": said.team,
                "digests": said.digests,
                "digests_closed_at": said.closed_at and said.closed_at.isoformat(),
                "digests_last_at": said.last_at and said.last_at.isoformat(),
            },
            "digest_lines": digests.about(tx, member_id),
        }

    def erase(self, tx: Connection, member_id: int) -> None:
        """Forget all of it: no book needs any."""
        links.forget(tx, member_id)
        digests.erase(tx, member_id)
