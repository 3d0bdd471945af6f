"""Statements whose words speak of an act told before in the same document.

"11 people were killed", after "the hospital was bombed", carries the words of both. What is said
of an earlier act is led back to where that act stands; a later date in it is that of the harm or
of the telling ("the hospital gave nine dead on 6 June"), not of the act.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from onrecord.link.items import Item
from onrecord.model.allegation import Allegation

MAX_STEPS = 16  # "which … which …"
MAX_DAYS_LATER = 60  # a death or a figure told later than that names its act anew

At = tuple[str, int]


def grounded(allegations: Iterable[Allegation], items: Mapping[str, Item]) -> dict[str, Item]:
    """The items, each with the place of the earlier act that its words name.

    `allegations`: all of the case, also those that are no item.
    """
    by_id = {allegation.id: allegation for allegation in allegations}
    back: dict[At, At | None] = {}
    for allegation in (by_id[key] for key in sorted(by_id)):
        here, earlier = _spans(allegation)
        if here is not None:
            back.setdefault(here, earlier)
    told: defaultdict[At, list[Item]] = defaultdict(list)
    for key in sorted(items):
        here, _ = _spans(by_id[key])
        if here is not None:
            told[here].append(items[key])
    return {key: _grounded(item, by_id[key], back, told) for key, item in items.items()}


def _grounded(
    item: Item,
    allegation: Allegation,
    back: Mapping[At, At | None],
    told: Mapping[At, list[Item]],
) -> Item:
    _, earlier = _spans(allegation)
    for _ in range(MAX_STEPS):
        further = back.get(earlier) if earlier else None
        if further is None:
            break
        earlier = further
    if earlier is None:
        return item
    roots = told.get(earlier, [])
    if len({(root.dates, root.spots, root.target_words) for root in roots}) > 1:
        return item  # the words tell several acts
    found = replace(item, root=earlier[1])
    if roots and _told_later(allegation, item, roots[0]):
        return replace(found, dates=None, slack_days=0)
    return found


def _told_later(allegation: Allegation, item: Item, root: Item) -> bool:
    """Whether the date belongs to a harm of the act and lies after it."""
    if not item.dates or not root.dates:
        return False
    named_by_harm = any(
        span in allegation.act.spans[:1] for harm in allegation.harms for span in harm.words.spans
    )
    return named_by_harm and 0 < (item.dates[0] - root.dates[1]).days <= MAX_DAYS_LATER


def _spans(allegation: Allegation) -> tuple[At | None, At | None]:
    """Where the act itself stands, and where the earlier act that its words name."""
    starts = [(span.document, span.start) for span in allegation.act.spans]
    own = starts[0] if starts else None
    earlier = next((start for start in starts[1:] if start[1] != starts[0][1]), None)
    return own, earlier
