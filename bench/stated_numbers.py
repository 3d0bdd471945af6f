"""The records of a collection whose number of injured (or killed) stands in their prose.

    python bench/stated_numbers.py GOLD.jsonl.gz FIELD OUT.jsonl

FIELD: civilians_injured or civilians_killed. Kept are records both ends of whose range stand as a
number in a sentence that speaks of that harm; sentences on the compilers' own method do not count.
The evaluator scores OUT against predictions for the same ids. What a compiler makes of "casualties"
or "dozens" is so left out.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from pathlib import Path

_UNITS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)
WORDS = {word: value for value, word in enumerate(re.findall(r"\w+", _UNITS), start=1)}
HARM = {
    "civilians_injured": re.compile(r"injur|wound", re.IGNORECASE),
    "civilians_killed": re.compile(r"kill|dead|death|died|martyr", re.IGNORECASE),
}
METHOD = re.compile(r"Airwars|assessed|methodology")
SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


def numbers(text: str, field: str) -> set[int]:
    """The numbers in the sentences of `text` that speak of the harm."""
    said = [s for s in SENTENCE.split(text) if HARM[field].search(s) and not METHOD.search(s)]
    found: set[int] = set()
    for sentence in said:
        found |= {int(digits) for digits in re.findall(r"\b\d{1,3}\b", sentence)}
        found |= {WORDS[word] for word in re.findall(r"[a-z]+", sentence.lower()) if word in WORDS}
        found |= {1} if re.search(r"\ban?\b", sentence) else set()
    return found


def main() -> None:
    """Write the records kept."""
    source, field, out = sys.argv[1:4]
    with gzip.open(source, "rt", encoding="utf-8") as lines, Path(out).open("w") as kept:
        for line in lines:
            record = json.loads(line)
            stated = record["gold"].get(field)
            if stated and {stated["min"], stated["max"]} <= numbers(record["text"], field):
                kept.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
