"""MUC-4 documents to windows with role labels, and to what the whole document tells of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from tokenizers import Tokenizer

from onrecord.extract.neural.roles import BEGIN, INSIDE, OUT, Node, folded
from onrecord.extract.neural.windows import Window, windows
from onrecord.extract.reading import ROLES, STAGES, STATUSES, TYPES
from training.attribution.data import LINE

UNSEEN = -100  # a word that teaches nothing
SLOTS = ("perp_ind", "perp_org", "target", "victim", "weapon")
Key = tuple[int, int, int]  # an entity: role, number of the template, number in it


@dataclass
class Gold:
    """What is right of one node: its entities, its templates, their types and statuses."""

    entities: set[Key] = field(default_factory=set)
    templates: set[int] = field(default_factory=set)
    types: set[str] = field(default_factory=set)
    statuses: set[str] = field(default_factory=set)


@dataclass
class Report:
    """A document and its gold. Words are numbered over all windows."""

    id: str
    windows: list[Window]
    labels: list[list[int]]  # (words, roles): OUT, BEGIN, INSIDE or UNSEEN
    judged: list[float]  # relevance, types, stages
    nodes: list[Node]
    golds: list[Gold]

    @property
    def size(self) -> int:
        """Pieces of all windows."""
        return sum(len(window.pieces) for window in self.windows)


def report(row: dict, tokenizer: Tokenizer, limit: int) -> Report:
    """The document of one line of the corpus.

    Its date line is read as at run time, but teaches nothing. Words that describe a named victim
    teach nothing about described victims.
    """
    text = row["text"]
    held = list(windows(text, [m.span() for m in LINE.finditer(text)], tokenizer, limit))
    words = [word for window in held for word in window.words]
    labels = [[OUT if start >= row["body_start"] else UNSEEN] * len(ROLES) for start, _ in words]
    runs: dict[tuple[int, int, int], Gold] = defaultdict(Gold)
    for role, key, start, end, template, entity in _fillers(row):
        covered = [i for i, (a, b) in enumerate(words) if a < end and b > start]
        if not covered or labels[covered[0]][role] == UNSEEN:
            continue
        if key is None:
            for i in covered:
                labels[i][role] = UNSEEN
            continue
        gold = runs[role, covered[0], covered[-1]]
        gold.entities.add(key)
        gold.templates.add(key[1])
        gold.types |= {name.lower() for name in template["incident_type"]}
        gold.statuses |= {name.lower() for name in entity.get("confidence", ())}
    for role, first, last in sorted(runs, key=lambda run: run[2] - run[1]):  # the longest win
        for i in range(first, last + 1):
            labels[i][role] = INSIDE
        labels[first][role] = BEGIN
    nodes, golds = _nodes(text, words, runs)
    return Report(row["id"], held, labels, _judged(row["templates"]), nodes, golds)


def _fillers(row: dict) -> Iterator[tuple[int, Key | None, int, int, dict, dict]]:
    """Role, entity, start, end, template and entry of every string; no entity: to be left out."""
    for number, template in enumerate(row["templates"]):
        for slot in SLOTS:
            for count, entity in enumerate(template[slot]):
                name = slot
                if slot == "victim":
                    name = "victim_named" if entity["named"] else "victim_described"
                role = ROLES.index(name)
                for spans in entity["spans"]:
                    for start, end in spans:
                        yield role, (role, number, count), start, end, template, entity
                for spans in entity.get("description_spans", ()):
                    for start, end in spans:
                        described = ROLES.index("victim_described")
                        yield described, None, start, end, template, entity


def _nodes(
    text: str, words: list[tuple[int, int]], runs: dict[tuple[int, int, int], Gold]
) -> tuple[list[Node], list[Gold]]:
    by_words: dict[tuple[int, tuple[str, ...]], list[tuple[int, int, int]]] = defaultdict(list)
    for role, first, last in sorted(runs):
        said = folded(text[words[first][0] : words[last][1]])
        by_words[role, said].append((role, first, last))
    nodes, golds = [], []
    for (role, said), held in by_words.items():
        nodes.append(Node(role, said, tuple((first, last) for _, first, last in held)))
        gold = Gold()
        for run in held:
            gold.entities |= runs[run].entities
            gold.templates |= runs[run].templates
            gold.types |= runs[run].types
            gold.statuses |= runs[run].statuses
        golds.append(gold)
    return nodes, golds


def _judged(templates: list[dict]) -> list[float]:
    types = {name.lower() for template in templates for name in template["incident_type"]}
    stages = {name.lower() for template in templates for name in template["stage"]}
    return [
        float(bool(templates)),
        *(float(name in types) for name in TYPES),
        *(float(name in stages) for name in STAGES),
    ]


def statuses(gold: Gold) -> list[float]:
    """The statuses of an organisation as numbers."""
    return [float(name in gold.statuses) for name in STATUSES]


def types(gold: Gold) -> list[float]:
    """The types of incident of a node as numbers."""
    return [float(name in gold.types) for name in TYPES]
