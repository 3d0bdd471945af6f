"""Who said what in English: one invented sentence or page for each pitfall."""

import pytest

from onrecord.model.vocab import BlockKind, Certainty, ClaimKind, Stance
from unit.extract.claim_tables import attributed, said

# text, speaker, words of attribution, content (parts joined by " | "), form
SINGLE = [
    (
        "The minister said that shells fell on the market.",
        ("The minister", "said", "that shells fell on the market", "indirect"),
    ),
    (
        "The council said shells fell on the market.",
        ("The council", "said", "shells fell on the market", "indirect"),
    ),
    (
        '"Shells fell on the market," the mayor said.',
        ("the mayor", "said", '"Shells fell on the market,"', "direct"),
    ),
    (
        "“Shells fell on the market,” said the mayor.",
        ("the mayor", "said", "“Shells fell on the market,”", "direct"),
    ),
    (
        "Shells fell on the market, residents said.",
        ("residents", "said", "Shells fell on the market", "indirect"),
    ),
    (
        'The mayor said: "Shells fell on the market."',
        ("The mayor", "said", '"Shells fell on the market."', "direct"),
    ),
    (
        'The mayor said the strike was "a deliberate act" and must stop.',
        ("The mayor", "said", 'the strike was "a deliberate act" and must stop', "mixed"),
    ),
    (
        "According to the council, five people died.",
        ("the council", "According to", "five people died", "indirect"),
    ),
    (
        "Five people died, according to the council.",
        ("the council", "according to", "Five people died", "indirect"),
    ),
    (
        "The mayor told reporters in Olvar on Monday that the bridge was closed.",
        ("The mayor", "told", "that the bridge was closed", "indirect"),
    ),
    (
        "The mayor told Radio Olvar the bridge was closed.",
        ("The mayor", "told", "the bridge was closed", "indirect"),
    ),
    (
        "The mayor said on Monday that the bridge was closed.",
        ("The mayor", "said", "that the bridge was closed", "indirect"),
    ),
    (
        "On Monday, the mayor said the bridge was closed.",
        ("the mayor", "said", "the bridge was closed", "indirect"),
    ),
    (
        "‘We heard two aircraft,’ the teacher said.",
        ("the teacher", "said", "‘We heard two aircraft,’", "direct"),
    ),
    (
        "'We heard two aircraft,' the teacher said.",
        ("the teacher", "said", "'We heard two aircraft,'", "direct"),
    ),
    (
        "«We heard two aircraft», the teacher said.",
        ("the teacher", "said", "«We heard two aircraft»", "direct"),
    ),
    (
        "The council praised the work of the rescuers.",
        ("The council", "praised", "the work of the rescuers", "indirect"),
    ),
    (
        "The council called for an end to the siege.",
        ("The council", "called for", "an end to the siege", "indirect"),
    ),
    (
        "The council warned of a new wave of displacement.",
        ("The council", "warned of", "a new wave of displacement", "indirect"),
    ),
    (
        "The coalition wants to reopen the road.",
        ("The coalition", "wants", "to reopen the road", "indirect"),
    ),
    (
        "The council expressed hope that the truce will hold.",
        ("The council", "expressed hope", "that the truce will hold", "indirect"),
    ),
    (
        "The army accused the brigade of shelling the school.",
        ("The army", "accused", "the brigade of shelling the school", "indirect"),
    ),
    (
        "The army denied that it had shelled the school.",
        ("The army", "denied", "that it had shelled the school", "indirect"),
    ),
    (
        "The army has repeatedly said that it hit fighters.",
        ("The army", "has repeatedly said", "that it hit fighters", "indirect"),
    ),
    (
        "The lawyers, who met families in Olvar, said that nobody was charged.",
        ("The lawyers, who met families in Olvar", "said", "that nobody was charged", "indirect"),
    ),
    (
        '"We saw it!" the baker said on Sunday.',
        ("the baker", "said", '"We saw it!"', "direct"),
    ),
    (
        'The mayor called the strike "a message to us all".',
        ("The mayor", "called", 'the strike "a message to us all"', "mixed"),
    ),
    (
        "The union pointed out that the wells were poisoned.",
        ("The union", "pointed", "that the wells were poisoned", "indirect"),
    ),
    (
        "Activists say the town was bombed.",
        ("Activists", "say", "the town was bombed", "indirect"),
    ),
    (
        "A source close to the negotiations said the talks had failed.",
        ("A source close to the negotiations", "said", "the talks had failed", "indirect"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), SINGLE, ids=[text for text, _ in SINGLE])
def test_one_attribution_is_found_with_its_edges(
    text: str, expected: tuple[str, str, str, str]
) -> None:
    (only,) = said(text)
    assert (only.who, only.cue, only.what, only.form) == expected


def test_interrupted_quotation_is_one_claim_with_two_spans() -> None:
    (only,) = said('"Five people," he said, "were killed."')
    assert only.what == '"Five people," | "were killed."'
    assert only.form == "direct"


def test_interrupted_indirect_speech_is_one_claim_with_two_spans() -> None:
    (only,) = said("The bridge, the mayor said, was closed to all traffic.")
    assert only.what == "The bridge | was closed to all traffic"


def test_quotation_that_goes_on_after_the_speaker_stays_one_claim() -> None:
    (only,) = said('"The planes came at night," Amal Odeh said. "They did not stop."')
    assert only.what == '"The planes came at night," | "They did not stop."'


def test_participles_that_add_take_the_speaker_of_the_sentence() -> None:
    first, second = said(
        "The mayor said the bridge was closed, adding that the wells had been poisoned."
    )
    assert (first.what, second.what) == (
        "the bridge was closed",
        "that the wells had been poisoned",
    )
    assert second.words == "The mayor"


def test_warning_after_a_quotation_is_a_claim_of_its_own() -> None:
    quote, warning = said('"Nobody can leave," she said, warning of hunger in the town.')
    assert quote.what == '"Nobody can leave,"'
    assert (warning.words, warning.what) == ("she", "hunger in the town")


def test_joined_verbs_share_their_speaker() -> None:
    denial, statement = said("The army denied the report and said it had hit a depot.")
    assert (denial.who, denial.claim.stance) == ("The army", Stance.DENIES)
    assert (statement.who, statement.what) == ("The army", "it had hit a depot")


def test_two_speakers_in_a_sentence_are_kept_apart() -> None:
    first, second = said("Activists say the town was bombed, but the army says it hit a depot.")
    assert (first.who, first.what) == ("Activists", "the town was bombed")
    assert (second.who, second.what) == ("the army", "it hit a depot")


def test_appositive_is_the_role_and_not_the_name() -> None:
    (only,) = said('"Shells fell," Amal Odeh, a doctor at the clinic, said on Monday.')
    assert (only.who, only.words, only.role) == ("Amal Odeh", "Amal Odeh", "a doctor at the clinic")


def test_appositive_after_an_inverted_name_is_the_role() -> None:
    (only,) = said('"Shells fell on us," said Amal Odeh, a doctor.')
    assert (only.who, only.role) == ("Amal Odeh", "a doctor")


def test_title_before_the_name_is_the_role() -> None:
    (only,) = said("President of the Harbour Council Amal Odeh said that the port was shelled.")
    assert (only.who, only.role) == ("Amal Odeh", "President of the Harbour Council")


def test_spokesman_before_a_comma_is_the_role() -> None:
    (only,) = said("The council's spokesman, Karim Doru, said the port was shelled.")
    assert (only.who, only.role) == ("Karim Doru", "The council's spokesman")


def test_surname_and_pronoun_lead_to_the_fullest_name() -> None:
    text = (
        "Commissioner Amal Odeh said that the port was shelled. Odeh called on all sides to stop. "
        "She added that the road was cut."
    )
    first, second, third = said(text)
    assert [one.who for one in (first, second, third)] == ["Amal Odeh"] * 3
    assert [second.words, third.words] == ["Odeh", "She"]
    named = third.claim.attribution.named_at
    assert named is not None
    assert (named.start, named.quote) == (text.index("Amal"), "Amal Odeh")
    assert third.role == "Commissioner"


def test_role_alone_leads_to_its_only_holder() -> None:
    _, second = said(
        "The governor, Karim Doru, said the road was cut. The governor said help was needed."
    )
    assert (second.who, second.words) == ("Karim Doru", "The governor")


def test_pronoun_without_a_named_speaker_stays_a_pronoun() -> None:
    (only,) = said("He said that the port was shelled.")
    assert only.who == "He"
    assert only.claim.attribution.named_at is None


def test_pronoun_is_not_tied_to_a_name_of_the_other_sex() -> None:
    *_, last = said(
        "Mrs. Amal Odeh said the port was shelled. He said that nobody had been warned."
    )
    assert last.who == "He"


def test_two_holders_of_a_surname_are_not_confused() -> None:
    text = "Amal Odeh said shells fell. Karim Odeh said nobody was hurt. Odeh said help came."
    assert attributed(text)[-1].who in {"Odeh", "Karim Odeh"}


def test_groups_keep_their_words() -> None:
    first, second = said(
        "Activists said the town was bombed. Two residents said the school was hit."
    )
    assert (first.who, second.who) == ("Activists", "Two residents")


def test_they_is_the_group_that_spoke_before() -> None:
    _, second = said("The rescuers said five people died. They said the road was cut.")
    assert (second.who, second.words) == ("The rescuers", "They")


def test_quotation_without_cue_is_of_the_speaker_before_it() -> None:
    text = 'Amal Odeh called on all sides to stop. "We cannot bury our dead any more."'
    _, quote = said(text)
    assert (quote.who, quote.form, quote.cue) == ("Amal Odeh", "direct", None)
    assert quote.what == '"We cannot bury our dead any more."'


def test_quotation_without_any_speaker_is_unattributed() -> None:
    (only,) = said('"We cannot bury our dead any more."')
    assert (only.who, only.form) == (None, "unattributed")


def test_quotation_over_paragraphs_is_one_claim() -> None:
    text = (
        'Amal Odeh said: "The planes came at night.\n'
        '"Nobody had warned us.\n'
        '"We lost everything."\n'
        "The market reopened on Monday."
    )
    quote, own = said(text)
    assert quote.what == (
        '"The planes came at night. | "Nobody had warned us. | "We lost everything."'
    )
    assert (quote.who, quote.form) == ("Amal Odeh", "direct")
    assert own.form == "own_voice"


def test_introduced_paragraph_belongs_to_the_one_who_told() -> None:
    text = 'The envoy told reporters in Olvar:\n"Both sides have blocked the road to the camp."'
    found = attributed(text)
    assert [(one.who, one.form) for one in found] == [("The envoy", "direct")]


@pytest.mark.parametrize(
    "text",
    [
        'The mayor said "we heard planes. Then the lights went out in Olvar.',
        'We heard planes," the mayor said. The lights went out in Olvar.',
        "The mayor said “we heard planes. Then the lights went out in Olvar.",
    ],
)
def test_odd_quotation_mark_does_not_swallow_what_follows(text: str) -> None:
    found = said(text + "\nThe road is open.")
    assert found[-1].form == "own_voice"
    assert found[-1].what == "The road is open."
    assert not any("lights" in one.what and "heard" in one.what for one in found)


def test_repair_of_a_quotation_is_recorded() -> None:
    found = said('We heard planes," the mayor said.')
    assert any(one.claim.rule.endswith("+repaired_quote") for one in found)


def test_mixed_kinds_of_marks_close_one_another() -> None:
    (only,) = said('“There is no other road," the mayor said.')
    assert (only.what, only.form) == ('“There is no other road,"', "direct")


def test_nickname_in_marks_is_no_claim() -> None:
    (only,) = said('Karim "the Lamp" Doru said the bridge was closed.')
    assert only.what == "the bridge was closed"
    assert only.words is not None
    assert only.words.startswith("Karim")


def test_scare_quote_is_no_claim_of_somebody() -> None:
    (only,) = said('The so-called "safe zone" was hit at noon.')
    assert only.form == "own_voice"


def test_apostrophes_are_no_quotation() -> None:
    (only,) = said("The residents' homes and the town's wells were hit in the '90s.")
    assert only.form == "own_voice"


def test_quotation_inside_a_quotation_stays_inside() -> None:
    (only,) = said('"They shouted "go home" at us," the baker said.')
    assert only.what == '"They shouted "go home" at us,"'


def test_dash_and_name_after_a_quotation_give_the_speaker() -> None:
    (only,) = said('"Attacks on clinics must stop." – Commissioner Amal Odeh')
    assert (only.who, only.role, only.form) == ("Amal Odeh", "Commissioner", "direct")


def test_from_line_gives_the_speaker_of_the_quoted_paragraph() -> None:
    text = 'And from Amal Odeh:\n"We ask all sides to open the road to the camp."'
    (only,) = attributed(text)
    assert (only.who, only.form) == ("Amal Odeh", "direct")


def test_statement_by_line_gives_the_speaker_of_the_body() -> None:
    text = "Statement by the Harbour Council\nThe port was shelled on Monday. Three ships burned."
    found = attributed(text)
    assert [one.who for one in found] == ["the Harbour Council"] * 2


def test_turns_of_a_transcript_belong_to_the_named_speaker() -> None:
    found = said("ODEH: The planes came at night. Nobody warned us.")
    assert [(one.who, one.what) for one in found] == [
        ("ODEH", "The planes came at night. Nobody warned us.")
    ]


def test_heading_carries_the_claim_of_the_publisher() -> None:
    found = said("Aircraft strike the port of Olvar\nIt happened.", {0: BlockKind.HEADING})
    assert (found[0].form, found[0].what) == ("own_voice", "Aircraft strike the port of Olvar")


def test_furniture_is_not_read() -> None:
    assert said("The mayor said shells fell.", {0: BlockKind.FURNITURE}) == []


def test_sentence_without_attribution_is_the_publishers_claim() -> None:
    (only,) = said("Shells fell on the market and killed five people.")
    assert (only.form, only.who, only.claim.rule) == ("own_voice", None, "own_voice")
    assert only.claim.kind is ClaimKind.CASUALTY


def test_clause_beside_attributed_words_is_the_publishers_claim() -> None:
    text = (
        "The mayor said the bridge was closed after shells had hit the port; three ships were sunk."
    )
    found = said(text)
    assert [one.form for one in found] == ["indirect", "own_voice"]
    assert found[1].what == "three ships were sunk"


def test_attributed_words_are_not_also_the_publishers() -> None:
    found = said("The mayor said in a statement on Monday that the bridge was closed.")
    assert len(found) == 1


def test_quoted_agency_keeps_all_layers() -> None:
    (only,) = said("The agency quoted the ministry as saying that the bridge was hit.")
    assert (only.who, only.what) == ("the ministry", "that the bridge was hit")
    through = only.claim.attribution.through
    assert through is not None
    assert through.speaker is not None
    assert through.speaker.value == "The agency"


def test_told_denial_keeps_all_layers() -> None:
    (only,) = said("The envoy said that the army denied that it had shelled the camp.")
    assert (only.who, only.claim.stance) == ("the army", Stance.DENIES)
    through = only.claim.attribution.through
    assert through is not None
    assert through.speaker is not None
    assert through.speaker.value == "The envoy"


def test_cited_source_speaks_through_the_paper() -> None:
    (only,) = said("The Olvar Post, citing the harbour police, reported that two ships sank.")
    assert only.who == "the harbour police"
    through = only.claim.attribution.through
    assert through is not None
    assert through.speaker is not None
    assert through.speaker.value == "The Olvar Post"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("It was reported that the bridge was hit.", "that the bridge was hit"),
        ("Three men were reportedly killed at the port.", "Three men were | killed at the port"),
        ("The brigade is believed to hold ten men.", "The brigade | to hold ten men"),
    ],
)
def test_statement_of_nobody_named_is_unattributed(text: str, what: str) -> None:
    (only,) = said(text)
    assert (only.form, only.who, only.what) == ("unattributed", None, what)
    assert only.claim.certainty is Certainty.ALLEGED


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The army denied that it shelled the port.", ClaimKind.DENIAL),
        ("The council called on all sides to stop.", ClaimKind.CALL),
        ("The council demanded the release of the teachers.", ClaimKind.DEMAND),
        ("The brigade threatened to burn the mill.", ClaimKind.THREAT),
        ("The council praised the rescuers.", ClaimKind.STATEMENT_BY_PARTY),
        ("A resident said: “We saw two planes above the mill.”", ClaimKind.TESTIMONY),
        ("The army said it acted in response to rocket fire.", ClaimKind.JUSTIFICATION),
        ("The mayor said that five people were killed.", ClaimKind.CASUALTY),
        ("The mayor said that shells fell on the mill as shelling went on.", ClaimKind.INCIDENT),
        ("The mayor said that the talks went on.", ClaimKind.CONTEXT),
        ("The report found that the crater was two metres wide.", ClaimKind.EXPERT_FINDING),
    ],
)
def test_kind_follows_cue_and_content(text: str, kind: ClaimKind) -> None:
    (only,) = said(text)
    assert only.claim.kind is kind


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The army denied that it shelled the port.", Stance.DENIES),
        ("The army did not deny that it shelled the port.", Stance.ASSERTS),
        ("The army said it did not shell the port.", Stance.DENIES),
        ("The army did not say that the port was shelled.", Stance.DENIES),
        ("The army doubts that the port was shelled.", Stance.DOUBTS),
        ("The army said the port was shelled.", Stance.ASSERTS),
        ("The agency reported that the port was shelled.", Stance.REPORTS),
    ],
)
def test_stance_follows_cue_and_negation(text: str, stance: Stance) -> None:
    (only,) = said(text)
    assert only.claim.stance is stance


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("The mayor said the port was shelled.", Certainty.FACTUAL),
        ("The mayor alleged that the port was shelled.", Certainty.ALLEGED),
        ("The mayor said the port may have been shelled.", Certainty.POSSIBLE),
        ("The mayor said the port will be shelled again.", Certainty.FUTURE),
        ("The mayor said that if the port is shelled the ships burn.", Certainty.HYPOTHETICAL),
        ("The brigade vowed to shell the port.", Certainty.FUTURE),
    ],
)
def test_certainty_follows_cue_and_content(text: str, certainty: Certainty) -> None:
    (only,) = said(text)
    assert only.claim.certainty is certainty


def test_authors_own_explanation_is_left_out_of_the_content() -> None:
    found = said("The mayor said shells hit Olvar, which lies 10 km from the border.")
    assert found[0].what == "shells hit Olvar"


def test_noun_forms_are_no_verbs() -> None:
    (only,) = said("The state reports and the council's plans were burned.")
    assert only.form == "own_voice"


def test_name_that_reads_like_a_verb_is_a_name() -> None:
    (only,) = said('"It is a quiet street," Said said.')
    assert (only.words, only.cue) == ("Said", "said")


def test_claims_are_in_order_of_their_content() -> None:
    found = said("Shells fell, the mayor said. The road is open. The council said help came.")
    starts = [one.claim.content[0].start for one in found]
    assert starts == sorted(starts)


def test_same_words_give_the_same_claims_every_time() -> None:
    text = "The mayor said shells fell. She added that the road was cut."
    assert [one.claim.id for one in said(text)] == [one.claim.id for one in said(text)]


@pytest.mark.parametrize(
    ("text", "who", "what"),
    [
        (
            "Four killed as rockets hit Olvar: Council",
            "Council",
            "Four killed as rockets hit Olvar",
        ),
        ("Army: we did not fire on Olvar", "Army", "we did not fire on Olvar"),
        (
            "Brigade took four boys from Olvar - mother",
            "mother",
            "Brigade took four boys from Olvar",
        ),
    ],
)
def test_headline_with_a_label_is_attributed(text: str, who: str, what: str) -> None:
    (only,) = attributed(text)
    assert (only.who, only.what) == (who, what)


def test_listener_is_not_taken_for_the_speaker() -> None:
    text = (
        'The spokesperson, Amal Odeh, told reporters in Olvar:\n"We are alarmed by the shelling."'
    )
    (only,) = attributed(text)
    assert only.who == "Amal Odeh"
