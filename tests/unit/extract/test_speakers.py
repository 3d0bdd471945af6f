"""Who a claim's speaker is, as far as an invented report itself says: one case each."""

import pytest

from unit.extract.claim_tables import attributed

# what it shows, text, index of the claim, speaker, role (None: not asked)
NAMED = [
    (
        "pronoun, man",
        "Doran Pell, the mayor, said the well was dry. He said help was late.",
        1,
        "Doran Pell",
        None,
    ),
    (
        "pronoun, woman",
        "Ms. Ilsa Morrow said the road was cut. She added that two lorries burned.",
        1,
        "Ilsa Morrow",
        None,
    ),
    (
        "pronoun after the words",
        "Doran Pell said the well was dry. “Nobody came,” he said.",
        1,
        "Doran Pell",
        None,
    ),
    (
        "possessive title",
        "Doran Pell said the well was dry. Pell warned that more would leave.",
        1,
        "Doran Pell",
        None,
    ),
    (
        "surname with title",
        "Captain Rune Abarra said shells fell. Capt. Abarra said nobody fired back.",
        1,
        "Rune Abarra",
        None,
    ),
    (
        "title before the name",
        "Defence Minister Taro Vint said the bridge stood.",
        0,
        "Taro Vint",
        "Defence Minister",
    ),
    (
        "office after the name",
        "Taro Vint, the defence minister, said the bridge stood.",
        0,
        "Taro Vint",
        "the defence minister",
    ),
    (
        "office after a verb",
        "The bridge stood, said Taro Vint, the defence minister.",
        0,
        "Taro Vint",
        "the defence minister",
    ),
    (
        "role alone leads to its one holder",
        "Taro Vint, the defence minister, said the bridge stood. The minister said it was guarded.",
        1,
        "Taro Vint",
        None,
    ),
    (
        "mayor alone leads to its one holder",
        "Mayor Doran Pell said the well was dry. The mayor said help was late.",
        1,
        "Doran Pell",
        None,
    ),
    (
        "two holders of a role stay unresolved",
        "Minister Taro Vint said it stood. Minister Al Ro said it fell. The minister said it bent.",
        2,
        "The minister",
        None,
    ),
    ("role without any holder", "The mayor said the well was dry.", 0, "The mayor", None),
    (
        "full name comes later",
        "Pell said the well was dry. Doran Pell said help was late.",
        0,
        "Doran Pell",
        None,
    ),
    (
        "spokesman with his name",
        "Army spokesman Sev Orrin said no shell was fired.",
        0,
        "Sev Orrin",
        "Army spokesman",
    ),
    (
        "spokeswoman for a body",
        "Lena Tosk, a spokeswoman for the Red Council, said the talks failed.",
        0,
        "Lena Tosk",
        "a spokeswoman for the Red Council",
    ),
    (
        "unnamed spokesman",
        "A spokesman for the Northern Pact said the talks failed.",
        0,
        "A spokesman for the Northern Pact",
        None,
    ),
    (
        "ministry in a statement",
        "The Ministry of Health said in a statement that nine people died.",
        0,
        "The Ministry of Health",
        None,
    ),
    (
        "it after a body",
        "The Northern Pact said the talks failed. It said the Guard had left.",
        1,
        "The Northern Pact",
        None,
    ),
    (
        "they after a group",
        "Residents said shells fell at dawn. They said nobody was warned.",
        1,
        "Residents",
        None,
    ),
    ("activists", "Activists said shells fell at dawn.", 0, "Activists", None),
    (
        "local activists",
        "Local activists reported that the market burned.",
        0,
        "Local activists",
        None,
    ),
    (
        "according to an observatory",
        "Nine people died, according to the SOHR.",
        0,
        "the SOHR",
        None,
    ),
    (
        "according to a full name",
        "Nine people died, according to Doran Pell, the mayor.",
        0,
        "Doran Pell",
        "the mayor",
    ),
    (
        "according to, first",
        "According to the Civil Watch, nine people died.",
        0,
        "the Civil Watch",
        None,
    ),
    (
        "unnamed with description",
        "A nurse who asked not to be named said the ward was hit.",
        0,
        "A nurse who asked not to be named",
        None,
    ),
    ("unnamed official", "A senior official said the ward was hit.", 0, "A senior official", None),
    (
        "unnamed, on condition",
        "An officer who spoke on condition of anonymity said it fell.",
        0,
        "An officer who spoke on condition of anonymity",
        None,
    ),
    ("two witnesses", "Two witnesses said the ward was hit.", 0, "Two witnesses", None),
    (
        "relative",
        "Hara Venn, whose brother was taken, said the men wore masks.",
        0,
        "Hara Venn",
        None,
    ),
    ("age", "Hara Venn, 41, said the men wore masks.", 0, "Hara Venn", None),
    (
        "doctor",
        "Dr. Hara Venn said the ward was hit. Venn said the lights went out.",
        1,
        "Hara Venn",
        None,
    ),
    (
        "kin keep their own name",
        "Hara Venn said the men wore masks. Her brother Olin Venn said they took a van.",
        1,
        "Olin Venn",
        None,
    ),
    (
        "pronoun of the other sex is not tied",
        "Ms. Ilsa Morrow said the road was cut. He said it was open.",
        1,
        "He",
        None,
    ),
    ("who", "Amal Odeh, who said shells fell, left at noon.", 0, "Amal Odeh", None),
]

# what it shows, text, speaker, through
CHAINS = [
    (
        "agency quotes a ministry",
        "The Harbour Wire quoted the ministry as saying that the bridge stood.",
        "the ministry",
        "The Harbour Wire",
    ),
    (
        "radio, citing an officer",
        "The bridge fell, Radio Olmar reported, citing an army officer.",
        "an army officer",
        "Radio Olmar",
    ),
    (
        "said that another denied",
        "Doran Pell said that the army had denied that it fired.",
        "the army",
        "Doran Pell",
    ),
    ("told the agency", "“Nobody came,” Doran Pell told the Harbour Wire.", "Doran Pell", None),
]


@pytest.mark.parametrize(
    ("text", "at", "who", "role"), [row[1:] for row in NAMED], ids=[row[0] for row in NAMED]
)
def test_the_speaker_is_the_fullest_the_report_gives(
    text: str, at: int, who: str, role: str | None
) -> None:
    found = attributed(text)[at]
    assert found.who == who
    if role is not None:
        assert found.role == role


@pytest.mark.parametrize(
    ("text", "who", "through"), [row[1:] for row in CHAINS], ids=[row[0] for row in CHAINS]
)
def test_words_handed_on_keep_every_speaker(text: str, who: str, through: str | None) -> None:
    found = next(one for one in attributed(text) if one.who == who)
    passed = found.claim.attribution.through
    assert (passed.speaker.value if passed and passed.speaker else None) == through
