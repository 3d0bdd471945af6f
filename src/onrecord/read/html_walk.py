"""HTML text pieces with their places in the source, in one linear pass.

Not a full HTML parser: no tree is built, so that depth and broken nesting cost nothing and every
piece keeps its offsets. Elements are tracked only as far as kinds of block, hidden parts and
navigation need it. Source: HTML Living Standard, 13.2.5 (tokenization), simplified.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import dataclass, field

from onrecord.errors import SourceUnreadableError
from onrecord.model.vocab import BlockKind
from onrecord.read.limits import MAX_HTML_TOKENS

SPACE = " \t\n\r\f"
LINE_BREAK = -1  # source offset of a character that `<br>` stands for

_NAME = re.compile(r"[a-zA-Z][^\s/>]{0,100}")
_ATTRIBUTE = re.compile(r"[\s/]*([^\s/>=][^\s/>=]{0,200})(?:\s*=\s*)?")
_OPENERS = re.compile(r"<+(?=<)|<")
_UNQUOTED = re.compile(r"[^\s>]*")
_PIECE = re.compile(
    r"[ \t\n\r\f]+|&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,7}|[a-zA-Z][a-zA-Z0-9]{1,31});?"
    r"|[^ \t\n\r\f&]+(?: [^ \t\n\r\f&]+)*|&"
)
_PRE_PIECE = re.compile(
    r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,7}|[a-zA-Z][a-zA-Z0-9]{1,31});?|[^&]+|&"
)
_HIDDEN_STYLE = re.compile(
    r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.IGNORECASE
)
_FURNITURE_WORDS = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation)?|menu|breadcrumbs?|footer|sidebar|share|sharing|social|"
    r"related|cookie|widget|pagination|advert)(?:$|[\s_-])",
    re.IGNORECASE,
)

VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()  # noqa: SIM905
)
RAW = frozenset("script style textarea title xmp iframe noembed noframes".split())  # noqa: SIM905
HIDDEN = frozenset(
    "script style textarea title xmp iframe noembed noframes noscript template svg math object "  # noqa: SIM905
    "audio video canvas select datalist head".split()
)
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "  # noqa: SIM905
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav "
    "ol p pre section summary table tbody td tfoot th thead tr ul head title".split()
)
FURNITURE = frozenset({"nav", "footer", "aside", "menu", "form", "dialog", "button"})
HEAD_TAGS = frozenset(
    {"head", "html", "title", "meta", "link", "base", "script", "style", "noscript", "template"}
)
KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), BlockKind.HEADING),
    **dict.fromkeys(("li", "dt", "dd"), BlockKind.ITEM),
    **dict.fromkeys(("td", "th"), BlockKind.CELL),
    **dict.fromkeys(("figcaption", "caption"), BlockKind.CAPTION),
}
_ENDS = {
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "tr": frozenset({"td", "th", "tr"}),
    "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}),
}
_SCOPES = frozenset({"ul", "ol", "dl", "table", "div", "body", "section", "article"})

Place = tuple[int, int]


@dataclass(slots=True)
class Part:
    """A block in the making. Pieces: characters, source start and end, whether verbatim."""

    kind: BlockKind
    tag: str
    furniture: bool
    pieces: list[tuple[str, int, int, bool]] = field(default_factory=list)
    link_chars: int = 0

    def text(self) -> str:
        """The characters of the block."""
        return "".join(piece[0] for piece in self.pieces)


@dataclass(slots=True)
class Page:
    """What one pass over a page finds, in order. Places are source offsets in characters."""

    parts: list[Part] = field(default_factory=list)
    metas: list[tuple[str, Place]] = field(default_factory=list)  # lower-case name, content
    times: list[Place] = field(default_factory=list)  # `<time datetime>`
    json_ld: list[Place] = field(default_factory=list)
    title: Place | None = None
    language: str | None = None
    depth: int = 0
    tags: int = 0
    weight: int = 0  # sum of the depths of all tags
    table_depth: int = 0


def pieces_of(source: str, start: int, end: int) -> list[tuple[str, int, int, bool]]:
    """The pieces of a run of text: words, one space for a run of space, character references."""
    return [piece for match in _PIECE.finditer(source, start, end) if (piece := _piece(match))]


def _piece(match: re.Match[str]) -> tuple[str, int, int, bool] | None:
    words = match.group()
    if words[0] in SPACE:
        return (" ", match.start(), match.end(), words == " ")
    if words[0] == "&":
        shown = html.unescape(words)
        return (shown, match.start(), match.end(), shown == words) if shown else None
    return (words, match.start(), match.end(), True)


class Walker:
    """One pass over one page; `page` is complete when `walk` returns."""

    def __init__(self, source: str, where: str) -> None:
        self.source = source
        self.where = where
        self.page = Page()
        self.at = 0
        self._tokens = 0
        self._stack: list[tuple[str, int, BlockKind | None]] = []
        self._open: Counter[str] = Counter()
        self._hidden = 0
        self._furniture = 0
        self._links = 0
        self._pre = 0
        self._kinds: list[tuple[BlockKind, str]] = [(BlockKind.PARAGRAPH, "")]
        self._part: Part | None = None

    def walk(self) -> Page:
        """The pieces of the page. Raises: SourceUnreadableError beyond `MAX_HTML_TOKENS`."""
        source, size = self.source, len(self.source)
        while self.at < size:
            self._tokens += 1
            if self._tokens > MAX_HTML_TOKENS:
                raise SourceUnreadableError(
                    "reading HTML",
                    self.where,
                    expected=f"at most {MAX_HTML_TOKENS} tags and pieces of text",
                    found="more",
                    advice="Save the part of the page that matters as its own file",
                )
            mark = source.find("<", self.at)
            mark = size if mark < 0 else mark
            if mark > self.at:
                self._text(self.at, mark)
                self.at = mark
            if mark < size:
                self._markup(mark)
        self._flush()
        return self.page

    def _markup(self, mark: int) -> None:
        source = self.source
        if source.startswith("<!--", mark):
            end = source.find("-->", mark + 4)
            self.at = len(source) if end < 0 else end + 3
        elif source.startswith(("<!", "<?"), mark):
            self.at = self._after(mark)
        elif source.startswith("</", mark) and (name := _NAME.match(source, mark + 2)):
            self.at = self._after(name.end())
            self._end(name.group().lower())
        elif name := _NAME.match(source, mark + 1):
            attributes = self._attributes(name.end())
            self._start(name.group().lower(), attributes)
        else:
            run = _OPENERS.match(source, mark)
            self.at = run.end() if run else mark + 1
            self._text(mark, self.at)

    def _after(self, at: int) -> int:
        end = self.source.find(">", at)
        return len(self.source) if end < 0 else end + 1

    def _attributes(self, at: int) -> dict[str, Place]:
        """The attributes of a start tag from `at`; `self.at` is put behind the tag."""
        source, size = self.source, len(self.source)
        found: dict[str, Place] = {}
        while at < size:
            match = _ATTRIBUTE.match(source, at)
            if match is None:
                self.at = self._after(at)
                return found
            at = match.end()
            place = (at, at)
            if source[match.end(1) : at].strip() == "=" and at < size:
                quote = source[at]
                if quote in "\"'":
                    end = source.find(quote, at + 1)
                    if end < 0:  # an open quote takes the rest of the page
                        self.at = size
                        return found
                    place, at = (at + 1, end), end + 1
                elif unquoted := _UNQUOTED.match(source, at):
                    place, at = unquoted.span(), unquoted.end()
            found.setdefault(match[1].lower(), place)
        self.at = size
        return found

    def _value(self, attributes: dict[str, Place], name: str) -> str:
        place = attributes.get(name)
        return html.unescape(self.source[place[0] : min(place[1], place[0] + 500)]) if place else ""

    def _start(self, name: str, attributes: dict[str, Place]) -> None:
        self.page.tags += 1
        if self._open["head"] and name not in HEAD_TAGS:
            self._pop("head")  # a page may leave out its end
        self._note(name, attributes)
        if name == "br":
            self._break()
        if name in BLOCKS:
            self._flush()
            self._imply(name)
        if name in RAW:
            self._raw(name, attributes)
            return
        if name in VOID:
            return
        flags = self._flags(name, attributes)
        kind = KINDS.get(name)
        self._stack.append((name, flags, kind))
        self._open[name] += 1
        self._count(flags, 1)
        if kind is not None:
            self._kinds.append((kind, name))
        self.page.depth = max(self.page.depth, len(self._stack))
        self.page.weight += len(self._stack)
        if name == "table":
            self.page.table_depth = max(self.page.table_depth, self._open[name])

    def _flags(self, name: str, attributes: dict[str, Place]) -> int:
        links = (name == "a") << 2 | (name == "pre") << 3
        if not attributes:
            return (name in HIDDEN) | (name in FURNITURE) << 1 | links
        hidden = (
            name in HIDDEN
            or "hidden" in attributes
            or bool(_HIDDEN_STYLE.search(self._value(attributes, "style")))
        )
        label = f"{self._value(attributes, 'class')} {self._value(attributes, 'id')}"
        furniture = name in FURNITURE or (
            name not in {"body", "html", "main", "article"}
            and (
                self._value(attributes, "role") in {"navigation", "contentinfo", "search"}
                or bool(_FURNITURE_WORDS.search(label))
            )
        )
        return hidden | furniture << 1 | links

    def _count(self, flags: int, step: int) -> None:
        self._hidden += step * (flags & 1)
        self._furniture += step * (flags >> 1 & 1)
        self._links += step * (flags >> 2 & 1)
        self._pre += step * (flags >> 3 & 1)

    def _note(self, name: str, attributes: dict[str, Place]) -> None:
        if name == "meta" and "content" in attributes:
            for key in ("property", "name", "itemprop"):
                if label := self._value(attributes, key).strip().lower():
                    self.page.metas.append((label, attributes["content"]))
        elif name == "time" and "datetime" in attributes and not self._hidden:
            self.page.times.append(attributes["datetime"])
        elif name == "html" and self.page.language is None:
            self.page.language = self._value(attributes, "lang").strip().lower() or None

    def _raw(self, name: str, attributes: dict[str, Place]) -> None:
        end = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(self.source, self.at)
        place = (self.at, end.start() if end else len(self.source))
        if name == "title" and self.page.title is None and not self._open["svg"]:
            self.page.title = place
        if name == "script" and "ld+json" in self._value(attributes, "type").lower():
            self.page.json_ld.append(place)
        self.at = self._after(end.end()) if end else len(self.source)

    def _imply(self, name: str) -> None:
        """Close what the start of `name` closes by itself."""
        if self._open["p"] and self._stack and self._stack[-1][0] == "p":
            self._pop("p")
        ends = _ENDS.get(name)
        if ends is None:
            return
        for opened, _, _ in self._stack[-1:-9:-1]:
            if opened in ends:
                self._pop(opened)
                break
            if opened in _SCOPES:
                break

    def _end(self, name: str) -> None:
        if name == "br":
            self._break()
        if name in BLOCKS:
            self._flush()
        if self._open[name]:
            self._pop(name)

    def _pop(self, name: str) -> None:
        while self._stack:
            opened, flags, kind = self._stack.pop()
            self._open[opened] -= 1
            self._count(flags, -1)
            if kind is not None:
                self._kinds.pop()
            if opened == name:
                return

    def _break(self) -> None:
        """`<br>` is a line break; the second in a row parts blocks."""
        part = self._part
        if part is None or not part.pieces:
            return
        if part.pieces[-1][0] == " ":
            part.pieces.pop()
        if part.pieces and part.pieces[-1][1] == LINE_BREAK:
            self._flush()
        elif part.pieces:
            part.pieces.append(("\n", LINE_BREAK, LINE_BREAK, False))

    def _text(self, start: int, end: int) -> None:
        if self._hidden:
            return
        if self._part is None:
            kind, tag = self._kinds[-1]
            self._part = Part(kind, tag, self._furniture > 0)
        pieces = self._part.pieces
        if self._pre:
            found = [
                piece
                for match in _PRE_PIECE.finditer(self.source, start, end)
                if (
                    piece := _piece(match)
                    if match.group()[0] == "&"
                    else (match.group(), match.start(), match.end(), True)
                )
            ]
        else:
            found = pieces_of(self.source, start, end)
        for piece in found:
            if piece[0] == " " and (not pieces or pieces[-1][0][-1] in " \n"):
                continue
            pieces.append(piece)
            self._part.link_chars += len(piece[0]) if self._links else 0

    def _flush(self) -> None:
        part, self._part = self._part, None
        if part is None:
            return
        pieces = part.pieces
        while pieces and not pieces[-1][0].strip():
            pieces.pop()
        while pieces and not pieces[0][0].strip():
            pieces.pop(0)
        if pieces:
            self.page.parts.append(part)
