"""How often pages were opened and prescribed, a month at a time, for those who write them. Nothing of who."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from stegvis.definitions.pages import nearest
from stegvis.library.models import PageUse
from stegvis.people.models import Actor, NotFound, Role

READERS = (Role.EDITOR, Role.LEAD, Role.MANAGER, Role.USER_REPRESENTATIVE)
# Somebody who knows one client of a small team could else tell what that client was given (DESIGN.md, Outcomes).
FEWEST = 5


@dataclass(frozen=True)
class Use:
    """A page in a month. `prescribed` is None where it was between one and four times."""

    slug: str
    title: str
    month: date
    read: int
    prescribed: int | None


def uses(viewer: Actor, *, since: date | None = None) -> Sequence[Use]:
    """Every month and page that has a count, the newest month first, the most read first. One statement.

    Raises NotFound for who has nothing to do with what is written.
    """
    if not viewer.has(*READERS):
        raise NotFound
    rows = PageUse.objects.filter(organisation_id=viewer.organisation_id).select_related("page")
    if since is not None:
        rows = rows.filter(month__gte=since)
    counted: dict[tuple[date, str], dict[str, int]] = {}
    titles: dict[str, str] = {}
    for row in rows:
        counted.setdefault((row.month, row.page.slug), {})[row.what] = row.n
        titles[row.page.slug] = row.page.texts[nearest(viewer.language, row.page.texts)]["title"]
    found = [
        Use(slug, titles[slug], month, n.get(PageUse.What.READ, 0), _shown(n.get(PageUse.What.PRESCRIBED, 0)))
        for (month, slug), n in counted.items()
    ]
    return sorted(found, key=lambda use: (-use.month.toordinal(), -use.read, use.title.casefold()))


def _shown(n: int) -> int | None:
    return None if 0 < n < FEWEST else n
