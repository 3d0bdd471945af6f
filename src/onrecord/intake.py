"""Takes sources into a case: files, what containers hold, what addresses answer.

add       paths -> captures                      one transaction a source or item of a container
fetch     addresses -> captures                  the same
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import KW_ONLY, dataclass, replace
from pathlib import Path

from onrecord.errors import InputError, OnrecordError, SourceUnreadableError
from onrecord.model.fixity import RECOGNISED, Capture, CustodyEvent, Failure, Handling
from onrecord.preserve.browser import Renderer
from onrecord.preserve.capture import (
    capture,
    capture_fetched,
    capture_item,
    capture_recognised,
    capture_rendered,
)
from onrecord.preserve.containers import OPENERS, items
from onrecord.preserve.fetch import Fetcher
from onrecord.preserve.handling import settings_digest
from onrecord.preserve.items import Item
from onrecord.preserve.limits import MAX_DEPTH
from onrecord.preserve.ocr import RECOGNISABLE, Recogniser
from onrecord.preserve.sources import find
from onrecord.preserve.warcs import warc_items
from onrecord.seams import Clock
from onrecord.store.case import Case
from onrecord.wire.custody import captured_detail

UNNAMED = "unnamed"  # the actor of a custody event when no collector was given


def failure(stage: str, origin: str, error: OnrecordError) -> Failure:
    """The record of something that could not be processed."""
    return Failure(stage, origin, type(error).__name__, str(error))


@dataclass(frozen=True, slots=True)
class Added:
    """What came of one file found under a named path, or of one item inside it."""

    origin: str
    capture: Capture | None  # `None`: it failed
    new: bool
    failure: Failure | None = None


def add(
    case: Case,
    paths: Iterable[Path],
    *,
    clock: Clock,
    collector: str | None,
    strict: bool = False,
    handling: Handling | None = None,
) -> Iterator[Added]:
    """Capture every file under `paths`, one transaction each, and tell what came of it.

    Raises: SourceMissing for a path that does not exist, before anything is captured; with
    `strict`, the error of the first file that cannot be captured.
    """
    named = [found for path in paths for found in find(path)]
    take = Taking(case, clock, collector, strict=strict, handling=handling)
    for found in named:
        try:
            taken = capture(
                found, case.objects.put, case.objects.open, clock=clock, collector=collector
            )
        except InputError as error:
            yield take.failed("capture", found.origin, error)
            continue
        yield from take.kept(taken)


@dataclass(frozen=True, slots=True)
class Taking:
    """Puts captures into a case, opens containers, and records what fails."""

    case: Case
    clock: Clock
    collector: str | None
    _: KW_ONLY
    strict: bool = False
    handling: Handling | None = None

    def failed(self, stage: str, origin: str, error: InputError) -> Added:
        """Record a failure. Raises: with `strict`, the error itself."""
        if self.strict:
            raise error
        made = failure(stage, origin, error)
        note = CustodyEvent(
            self.clock.now(),
            self.clock.name,
            self.collector or UNNAMED,
            "failed",
            detail=f"{stage} {origin}",
        )
        self.case.add_failure(made, note)
        return Added(origin, None, new=False, failure=made)

    def kept(self, taken: Capture, depth: int = 1) -> Iterator[Added]:
        """Add a capture, then what is inside it if it is a container.

        A container held already is opened again: an interrupted run may have left items out.
        """
        taken = replace(taken, handling=self.handling, settings=settings_digest())
        note = CustodyEvent(
            taken.captured_at,
            self.clock.name,
            self.collector or UNNAMED,
            "captured",
            taken.sha256,
            captured_detail(taken),
        )
        yield Added(taken.origin, taken, new=self.case.add_capture(taken, note))
        if taken.method not in OPENERS:
            return
        if depth > MAX_DEPTH:
            error = SourceUnreadableError(
                "a container inside a container inside a container is not opened",
                taken.origin,
                advice="It is kept whole; take it out and add it by itself",
            )
            yield self.failed("unpack", taken.origin, error)
            return
        with self.case.objects.open(taken.sha256) as stream:
            for item in items(taken, stream):
                yield from self._item(item, taken, depth)

    def fetched(
        self, url: str, fetcher: Fetcher, renderer: Renderer | None = None
    ) -> Iterator[Added]:
        """Fetch an address: its archive, certificates, what the last answer holds, a picture."""
        objects = self.case.objects
        try:
            got = fetcher.fetch(url)
        except InputError as error:
            yield self.failed("fetch", url, error)
            return
        with got.warc:
            warc, certificates = capture_fetched(
                got, objects.put, clock=self.clock, collector=self.collector
            )
        for taken in (warc, *certificates):
            yield from self.kept(taken)
        with objects.open(warc.sha256) as stream:
            for item in warc_items(stream, url, size=warc.size):
                if item.member == got.member and item.refused is None:
                    page = replace(item, origin=url, retrieval=warc.retrieval)
                    yield from self._item(page, warc, 0, told=got.problem is not None)
        if got.problem is None:
            self.settled("fetch", url)
        else:
            partial = SourceUnreadableError(
                got.problem, url, advice="What came is kept; fetch it again to try once more"
            )
            yield self.failed("fetch", url, partial)
        if renderer is not None:
            yield from self._rendered(url, warc, renderer)

    def settled(self, stage: str, origin: str) -> None:
        """Take back the failures of a step that has now succeeded."""
        actor = self.collector or UNNAMED
        detail = f"{stage} {origin}"
        note = CustodyEvent(self.clock.now(), self.clock.name, actor, "retried", detail=detail)
        self.case.settle_failures(stage, origin, note)

    def _rendered(self, url: str, fetched: Capture, renderer: Renderer) -> Iterator[Added]:
        try:
            rendered = renderer.render(url)
        except InputError as error:
            yield self.failed("render", url, error)
            return
        self.settled("render", url)
        store = self.case.objects.put
        for taken in capture_rendered(rendered, fetched, store, clock=self.clock):
            yield from self.kept(taken)

    def _item(
        self, item: Item, container: Capture, depth: int, *, told: bool = False
    ) -> Iterator[Added]:
        """Add one item; `told`: what is wrong with it is recorded by the caller."""
        objects = self.case.objects
        try:
            made, problems = capture_item(
                item,
                container,
                objects.put,
                objects.open,
                clock=self.clock,
                open_fetched=depth == 0,
            )
        except InputError as error:
            yield self.failed("unpack", item.origin, error)
            return
        yield from self.kept(made, depth + 1)
        for problem in () if told else problems:
            partial = SourceUnreadableError(
                problem,
                made.origin,
                advice="What could be unpacked is kept, and so is the container, whole",
            )
            yield self.failed("unpack", made.origin, partial)


def recognise(
    case: Case,
    recogniser: Recogniser,
    *,
    clock: Clock,
    collector: str | None,
    strict: bool = False,
    step: Callable[[str, int, int], None] = lambda _name, _done, _total: None,
) -> Iterator[Added]:
    """Have the words in pictures and scans of the case recognised, and tell what came of each.

    Each object is looked at once; those whose words are held already are passed over. What has a
    text layer, or is no picture, gives nothing. Raises: with `strict`, the first error.
    """
    held = case.captures()
    done = {item.container for item in held if item.method == RECOGNISED}
    known = {item.sha256 for item in held if item.id in done}
    first = {item.sha256: item for item in reversed(held) if item.to_be_read}
    todo = [item for sha256, item in sorted(first.items()) if sha256 not in known]
    take = Taking(case, clock, collector, strict=strict)
    for number, item in enumerate(todo, start=1):
        media = item.media_type_sniffed
        try:
            body = case.objects.read(item.sha256) if media in RECOGNISABLE else b""
            words = recogniser.recognise(body, media, item.origin) if body else None
        except InputError as error:
            yield take.failed("recognise", item.origin, error)
        else:
            if words is not None:
                take.settled("recognise", item.origin)
                made = capture_recognised(words, item, case.objects.put, clock=clock)
                yield from take.kept(made)
        step("recognising", number, len(todo))


def fetch(
    case: Case,
    urls: Iterable[str],
    fetcher: Fetcher,
    *,
    clock: Clock,
    collector: str | None,
    strict: bool = False,
    again: bool = False,
    handling: Handling | None = None,
    renderer: Renderer | None = None,
    step: Callable[[str, int, int], None] = lambda _name, _done, _total: None,
) -> Iterator[Added]:
    """Fetch every address into the case and tell what came of it, archive and page.

    Addresses fetched before are passed over, unless `again`; so a run that was stopped goes on.
    Those that failed are tried again. `renderer` shows each as a browser does. `step` is told how
    many are done. Raises: with `strict`, the first error.
    """
    wanted = list(dict.fromkeys(urls))
    failed = {failed.subject for failed in case.failures() if failed.stage == "fetch"}
    held = {item.origin for item in case.captures() if item.method == "http"} - failed
    take = Taking(case, clock, collector, strict=strict, handling=handling)
    for done, url in enumerate(wanted, start=1):
        if again or url not in held:
            yield from take.fetched(url, fetcher, renderer)
        step("fetching", done, len(wanted))
