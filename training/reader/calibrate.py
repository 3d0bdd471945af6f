"""How often a relation of a given score is right, on the articles kept apart from training.

    python -m training.reader.calibrate --corpus FOLDER/polnear --models FOLDER

Prints the knots of a monotone curve from score to probability, a reliability table, and the score
from which precision reaches 80. The knots go into the model card, which run time reads.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from onrecord.extract.attribution import Relation
from onrecord.extract.neural.reader import Reader
from onrecord.extract.neural.windows import WORD
from training.attribution.data import LINE, articles, held_out
from training.reader.files import NAME


def words(text: str, ranges: list) -> set[int]:
    """Starts of the words that the ranges cover."""
    return {m.start() for a, b in ranges for m in WORD.finditer(text, a, b) if m.group().isalnum()}


def overlap(one: set[int], other: set[int]) -> float:
    """Intersection over union; two empty sets agree."""
    return len(one & other) / len(one | other) if one | other else 1.0


def right(text: str, found: list[Relation], gold: list[dict]) -> list[bool]:
    """For each relation, best score first, whether it matches a gold one not matched before."""
    free = [
        (words(text, g["cue"]), words(text, g["source"]), words(text, g["content"])) for g in gold
    ]
    made = {}
    for n in sorted(range(len(found)), key=lambda i: -found[i].score):
        r = found[n]
        cue = words(text, [r.cue])
        source, content = words(text, list(r.source)), words(text, list(r.content))
        hit = next(
            (
                g
                for g in free
                if cue & g[0] and overlap(source, g[1]) >= 0.5 and overlap(content, g[2]) >= 0.5
            ),
            None,
        )
        if hit is not None:
            free.remove(hit)
        made[n] = hit is not None
    return [made[n] for n in range(len(found))]


def monotone(scores: np.ndarray, hits: np.ndarray, least: int = 25) -> list[tuple[float, float]]:
    """Knots (score, share right) of a never falling curve: pool adjacent violators over bins."""
    order = np.argsort(scores)
    bins = [
        [float(scores[part].mean()), float(hits[part].mean()), float(len(part))]
        for part in np.array_split(order, max(1, len(order) // least))
    ]
    pooled: list[list[float]] = []
    for one in bins:
        pooled.append(one)
        while len(pooled) > 1 and pooled[-2][1] >= pooled[-1][1]:
            b, a = pooled.pop(), pooled.pop()
            total = a[2] + b[2]
            both = [(a[k] * a[2] + b[k] * b[2]) / total for k in (0, 1)]
            pooled.append([*both, total])
    return [(round(s, 4), round(p, 4)) for s, p, _ in pooled]


def main() -> None:
    """Read the kept-apart articles and print the curve."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--models", type=Path, required=True)
    args = parser.parse_args()
    with np.load(args.models / f"{NAME}.heads.npz") as held:
        heads = {name: held[name] for name in held.files}
    model = Reader(
        (args.models / f"{NAME}.onnx").read_bytes(),
        (args.models / f"{NAME}.tokenizer.json").read_bytes(),
        heads,
    )
    scores, hits = [], []
    for article in articles(args.corpus / "train.jsonl.gz"):
        if held_out(article["id"]):
            text = article["text"]
            found = list(model.read(text, [m.span() for m in LINE.finditer(text)]).relations)
            scores += [relation.score for relation in found]
            hits += right(text, found, article["attributions"])
    s, h = np.array(scores), np.array(hits, dtype=float)
    order = np.argsort(-s)
    precision = np.cumsum(h[order]) / np.arange(1, len(h) + 1)
    enough = np.nonzero(precision >= 0.80)[0]
    table = [
        {"from": low / 10, "n": int(part.sum()), "right": round(float(h[part].mean()), 3)}
        for low in range(10)
        if (part := (s >= low / 10) & (s < (low + 1) / 10 + (low == 9))).any()
    ]
    made = {
        "relations": len(h), "right": round(float(h.mean()), 4), "knots": monotone(s, h),
        "precise": round(float(s[order][enough[-1]]), 4) if len(enough) else None,
        "reliability": table,
    }  # fmt: skip
    print(json.dumps(made, indent=1))


if __name__ == "__main__":
    main()
