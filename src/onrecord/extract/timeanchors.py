"""What is known at one point of a document about the time its next words may point from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from onrecord.extract.timeperiods import Range
from onrecord.model.vocab import Basis, Precision
from onrecord.model.when import When

UNPLACED: Final = When(None, None, Precision.UNPLACED, Basis.RELATIVE)
UNREADABLE: Final = When(None, None, Precision.UNPLACED, Basis.STATED)
NEAR_FUTURE_DAYS = 31  # a date without year may lie this far after its anchor


@dataclass(slots=True)
class Anchors:
    """What is known at one point of a document; changed as its expressions are read in order."""

    published: date | None
    history: bool  # the text tells of times long before it was published
    narrative: Range | None = None
    narrative_block: int = -1  # start of the block that set it
    block: int = -1
    ahead: bool = False  # the words before speak of what is still to come
    beside: date | None = None  # a date that stands in apposition, a comma before the words
    year_behind: tuple[int, int] | None = None  # year and month that close a range begun here

    def speaking(self) -> date | None:
        """The day from which "yesterday" is said."""
        if self.published is not None and not self.history:
            return self.published
        told = self.told()
        return told if self.published is None or self.history else None

    def told(self) -> date | None:
        """The last day named, if it was named as a day."""
        if self.narrative is not None and self.narrative[0] == self.narrative[1]:
            return self.narrative[0]
        return None

    def year_for(self, month: int, day: int = 1) -> int | None:
        """The year of a date that names none."""
        if self.year_behind is not None:  # "from 26 June to 4 August 1952"
            year, closing = self.year_behind
            return year if month <= closing else year - 1
        here = self.narrative is not None and self.narrative_block == self.block
        if self.narrative is not None and (here or self.history or self.published is None):
            start = self.narrative[0]
            year = start.year + (1 if start.month - month > 8 else 0)  # noqa: PLR2004 - Dec → Jan
            if self.published is None or self.history:
                return year
            return min(year, self._year_by_publication(self.published, month, day))
        if self.published is None:
            return None
        return self._year_by_publication(self.published, month, day)

    def _year_by_publication(self, published: date, month: int, day: int) -> int:
        """The last such day that is past or near; where the words look ahead, the next."""
        if self.ahead:
            return published.year + ((month, day) < (published.month, published.day))
        latest = published + timedelta(days=NEAR_FUTURE_DAYS)
        return latest.year - ((month, day) > (latest.month, latest.day))


def group(match: re.Match[str], name: str) -> str | None:
    """What a pattern took for `name`; `None` if it has no such part."""
    return match.groupdict().get(name)
