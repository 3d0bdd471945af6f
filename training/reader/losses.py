"""What the role heads are told of their mistakes on whole documents."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from onrecord.extract.neural.windows import Window
from onrecord.extract.reading import ROLES
from training.attribution.losses import padded
from training.reader.data import UNSEEN, Report, statuses, types
from training.reader.model import Reader

TOGETHER = 6  # windows encoded at once, of like length
WEIGHTS = {"roles": 0.5, "whole": 0.06, "types": 0.03, "status": 0.02, "pairs": 0.06}
MOST_NODES = 40
PERP_ORG = ROLES.index("perp_org")
Parts = dict[str, Tensor]


def word_vectors(model: Reader, reports: list[Report]) -> list[Tensor]:
    """Role vectors of the words of each report, in the order of its windows."""
    held: list[tuple[int, int, Window]] = [
        (n, m, window)
        for n, report in enumerate(reports)
        for m, window in enumerate(report.windows)
    ]
    held.sort(key=lambda one: len(one[2].pieces))
    found: dict[tuple[int, int], Tensor] = {}
    for at in range(0, len(held), TOGETHER):
        chunk = held[at : at + TOGETHER]
        pieces, attend = padded([window for _, _, window in chunk])
        *_, vectors = model.states(pieces, attend)
        for row, (n, m, window) in enumerate(chunk):
            found[n, m] = vectors[row, torch.tensor(window.first_piece)]
    return [
        torch.cat([found[n, m] for m in range(len(report.windows))])
        for n, report in enumerate(reports)
    ]


def role_loss(model: Reader, reports: list[Report]) -> Parts:
    """The parts of the loss, by name, each a mean over the reports."""
    sums: Parts = {}
    for report, words in zip(reports, word_vectors(model, reports), strict=True):
        for name, part in _of_report(model, report, words).items():
            sums[name] = sums.get(name, words.new_zeros(())) + part / len(reports)
    return sums


def total(parts: Parts) -> Tensor:
    """The weighted sum."""
    return sum((WEIGHTS[name] * part for name, part in parts.items()), start=torch.zeros(()))


def _of_report(model: Reader, report: Report, words: Tensor) -> Parts:
    gist, scores, judged = model.roles.section(words)
    labels = torch.tensor(report.labels)
    seen = max(1, int((labels[:, 0] != UNSEEN).sum()))
    tags = functional.cross_entropy(
        scores.reshape(-1, 3), labels.reshape(-1), ignore_index=UNSEEN, reduction="sum"
    )
    right = judged.new_tensor(report.judged)
    each = functional.binary_cross_entropy_with_logits(judged, right, reduction="none")
    # relevance counts as much as all types together; stages follow from types
    parts = {"roles": tags / seen, "whole": each[0] + each[1:7].sum() + 0.3 * each[7:].sum()}
    if not report.nodes:
        return parts
    nodes, golds = report.nodes[:MOST_NODES], report.golds[:MOST_NODES]
    fillers = model.roles.fillers(words, gist, nodes)
    parts["types"] = functional.binary_cross_entropy_with_logits(
        model.roles.kind(fillers), fillers.new_tensor([types(gold) for gold in golds])
    ) * len(types(golds[0]))
    parties = [n for n, node in enumerate(nodes) if node.role == PERP_ORG and golds[n].statuses]
    if parties:
        parts["status"] = functional.binary_cross_entropy_with_logits(
            model.roles.status(fillers[parties]),
            fillers.new_tensor([statuses(golds[n]) for n in parties]),
        ) * len(statuses(golds[0]))
    both = [(i, j) for j in range(len(nodes)) for i in range(j)]
    if both:
        pairs = model.roles.pairs(fillers, nodes, both)
        one = [float(bool(golds[i].entities & golds[j].entities)) for i, j in both]
        event = [float(bool(golds[i].templates & golds[j].templates)) for i, j in both]
        alike = torch.tensor([nodes[i].role == nodes[j].role for i, j in both])
        loss = functional.binary_cross_entropy_with_logits(pairs[:, 1], pairs.new_tensor(event))
        if alike.any():
            loss = loss + functional.binary_cross_entropy_with_logits(
                pairs[alike, 0], pairs.new_tensor(one)[alike]
            )
        parts["pairs"] = loss
    return parts
