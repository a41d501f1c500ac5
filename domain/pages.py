"""Pages: which one is meant, and how many there are."""


def turned_to(page: int, total: int, size: int) -> tuple[int, int]:
    """The nearest page that there is, from 1, and of how many; nothing at all is one empty page."""
    pages = max(1, -(-total // size))
    return min(max(page, 1), pages), pages
