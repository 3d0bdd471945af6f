"""Who said what in Arabic: one invented sentence or page for each pitfall."""

import pytest

from onrecord.model.vocab import ClaimKind, Stance
from unit.extract.claim_tables import attributed, said

# text, speaker, words of attribution, content, form
SINGLE = [
    (
        "قال المحافظ إن القذائف سقطت على السوق.",
        ("المحافظ", "قال", "القذائف سقطت على السوق", "indirect"),
    ),
    (
        "وقال المحافظ إنّ القذائف سقطت على السوق.",
        ("المحافظ", "وقال", "القذائف سقطت على السوق", "indirect"),
    ),
    (
        "المحافظ قال إن القذائف سقطت على السوق.",
        ("المحافظ", "قال", "القذائف سقطت على السوق", "indirect"),
    ),
    (
        "ذكرت مديرية الصحة في بيان أن سبعة أشخاص أصيبوا.",
        ("مديرية الصحة", "ذكرت", "سبعة أشخاص أصيبوا", "indirect"),
    ),
    (
        "أوضح مدير المشفى يوم الأحد أن القسم أغلق.",
        ("مدير المشفى", "أوضح", "القسم أغلق", "indirect"),
    ),
    (
        "أشار المدير إلى أن الطريق مقطوع.",
        ("المدير", "أشار", "الطريق مقطوع", "indirect"),
    ),
    (
        "شدد المحافظ على ضرورة فتح الطريق.",
        ("المحافظ", "شدد", "ضرورة فتح الطريق", "indirect"),
    ),
    (
        "حذرت النقابة من كارثة في المخيم.",
        ("النقابة", "حذرت", "كارثة في المخيم", "indirect"),
    ),
    (
        "طالبت اللجنة بوقف القصف فوراً.",
        ("اللجنة", "طالبت", "بوقف القصف فوراً", "indirect"),
    ),
    (
        "دعا رئيس البلدية إلى فتح المعابر.",
        ("رئيس البلدية", "دعا", "فتح المعابر", "indirect"),
    ),
    (
        "اتهم المجلس الجيش بقصف المدرسة.",
        ("المجلس", "اتهم", "الجيش بقصف المدرسة", "indirect"),
    ),
    (
        "نفى الجيش استهداف السوق.",
        ("الجيش", "نفى", "استهداف السوق", "indirect"),
    ),
    (
        "قال المحافظ: «لن نترك المدينة».",
        ("المحافظ", "قال", "«لن نترك المدينة»", "direct"),
    ),
    (
        'قالت الممرضة: "لم يبق لنا دواء".',
        ("الممرضة", "قالت", '"لم يبق لنا دواء"', "direct"),
    ),
    (
        "قالت الممرضة: “لم يبق لنا دواء”.",
        ("الممرضة", "قالت", "“لم يبق لنا دواء”", "direct"),
    ),
    (
        "«لم يبق لنا دواء»، قالت الممرضة.",
        ("الممرضة", "قالت", "«لم يبق لنا دواء»", "direct"),
    ),
    (
        "قال المحافظ إن القصف «جريمة لن تنسى» وإن السوق دمر.",
        ("المحافظ", "قال", "القصف «جريمة لن تنسى» وإن السوق دمر", "mixed"),
    ),
    (
        "وفق شهود عيان، سقطت ثلاث قذائف على السوق.",
        ("شهود عيان", "وفق", "سقطت ثلاث قذائف على السوق", "indirect"),
    ),
    (
        "سقطت ثلاث قذائف على السوق، بحسب ناشطين.",
        ("ناشطين", "بحسب", "سقطت ثلاث قذائف على السوق", "indirect"),
    ),
    (
        "نُقل عن مسؤول محلي أن الجسر دمر.",
        ("مسؤول محلي", "نُقل عن", "الجسر دمر", "indirect"),
    ),
    (
        "نفى ناطق باسم الاتحاد البلدي علمه بأي هدنة.",
        ("ناطق باسم الاتحاد البلدي", "نفى", "علمه بأي هدنة", "indirect"),
    ),
    (
        "وثقت لجنة أهالي الغائبين احتجاز ثلاثة رعاة.",
        ("لجنة أهالي الغائبين", "وثقت", "احتجاز ثلاثة رعاة", "indirect"),
    ),
    (
        "أبلغنا حارس المدرسة أن الباب كسر.",
        ("حارس المدرسة", "أبلغنا", "الباب كسر", "indirect"),
    ),
    (
        "ممرضتان قالتا لنا: «لم يبق ضماد».",
        ("ممرضتان", "قالتا", "«لم يبق ضماد»", "direct"),
    ),
    (
        "كان الجسر سليماً صباحاً، كما قال المختار.",
        ("المختار", "كما", "كان الجسر سليماً صباحاً", "indirect"),
    ),
    (
        "سقطت قذيفة على البيدر، على ما أفاد الدفاع المدني.",
        ("الدفاع المدني", "على", "سقطت قذيفة على البيدر", "indirect"),
    ),
    (
        "اعترف عريف في اللواء الثامن بإحراق الحقل.",
        ("عريف في اللواء الثامن", "اعترف", "بإحراق الحقل", "indirect"),
    ),
    (
        "جاء في تقرير البعثة أن البئر ملوثة.",
        ("تقرير البعثة", "جاء في", "البئر ملوثة", "indirect"),
    ),
    (
        "الشرطة: المداهمة استندت إلى شكوى.",
        ("الشرطة", ":", "المداهمة استندت إلى شكوى", "indirect"),
    ),
    (
        "الحارس عم يقول في حدا تحت الردم",
        ("الحارس", "يقول", "في حدا تحت الردم", "indirect"),
    ),
    (
        "سمعت من سائق الحافلة أن المعبر أغلق.",
        ("سائق الحافلة", "سمعت", "المعبر أغلق", "indirect"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), SINGLE, ids=[text for text, _ in SINGLE])
def test_one_attribution_is_found_with_its_edges(
    text: str, expected: tuple[str, str, str, str]
) -> None:
    (only,) = said(text)
    assert (only.who, only.cue, only.what, only.form) == expected


def test_participle_takes_the_speaker_of_the_sentence() -> None:
    first, second = said("قال المحافظ إن الجسر دمر، مضيفاً أن خمسة مدنيين قتلوا.")
    assert (first.what, second.what) == ("الجسر دمر", "خمسة مدنيين قتلوا")
    assert (second.who, second.cue) == ("المحافظ", "مضيفاً")


def test_verb_without_subject_leads_to_the_last_speaker() -> None:
    text = "قال المحافظ إن الجسر دمر. وأضاف أن الطريق مقطوع."
    _, second = said(text)
    assert (second.who, second.words) == ("المحافظ", "وأضاف")
    named = second.claim.attribution.named_at
    assert named is not None
    assert named.start == text.index("المحافظ")


def test_verb_of_the_other_gender_leads_past_the_last_speaker() -> None:
    first, second, third = said(
        "قالت الممرضة إن الدواء نفد. قال سائق إن الطريق مقطوع. وتضيف أن الجرحى ينتظرون."
    )
    assert (first.who, second.who, third.who) == ("الممرضة", "سائق", "الممرضة")


def test_words_handed_on_inside_a_telling_are_a_layer() -> None:
    (only,) = said("أخبرني جاري، نقلاً عن حارس الجسر، أن الشاحنات عادت.")
    through = only.claim.attribution.through
    assert (only.who, only.what) == ("حارس الجسر", "الشاحنات عادت")
    assert through is not None
    assert through.speaker is not None
    assert through.speaker.value == "جاري"


def test_marked_passive_names_nobody_though_someone_spoke_before() -> None:
    _, second = said("قال المختار إن الجسر دمر. وذُكر أن الحارس نجا.")
    assert (second.who, second.form) == (None, "unattributed")


def test_title_and_name_are_told_apart() -> None:
    (only,) = said("أكد قائد الدفاع المدني سهيل طرنب أن الحريق أخمد.")
    assert (only.who, only.role) == ("سهيل طرنب", "قائد الدفاع المدني")


def test_what_a_speaker_is_follows_as_the_role() -> None:
    (only,) = said("قال والد الطفل، وهو نجار في الخمسين، إن الباب كان مقفلاً.")
    assert (only.who, only.role) == ("والد الطفل", "وهو نجار في الخمسين")


def test_asking_whether_is_no_claim() -> None:
    assert not attributed("سألتها إن كان أحد قد حذرهم.")


def test_verb_without_any_speaker_names_nobody() -> None:
    (only,) = said("وأضاف أن الطريق مقطوع.")
    assert (only.who, only.form) == (None, "unattributed")


def test_surname_leads_to_the_fullest_name_and_its_title() -> None:
    _, second = said(
        "قال الناطق باسم المجلس سامر الحداد إن الجسر دمر. وأضاف الحداد أن الطريق مقطوع."
    )
    assert second.who is not None
    assert second.who.endswith("سامر الحداد")
    assert second.words == "الحداد"


def test_passive_without_source_is_unattributed() -> None:
    (only,) = said("أُفيد بأن الجسر دمر.")
    assert (only.who, only.form, only.what) == (None, "unattributed", "الجسر دمر")


def test_agency_that_hands_on_words_is_kept_as_a_layer() -> None:
    (only,) = said("نقلت الوكالة عن الوزارة قولها إن الجسر دمر.")
    assert (only.who, only.what) == ("الوزارة", "الجسر دمر")
    through = only.claim.attribution.through
    assert through is not None
    assert through.speaker is not None
    assert through.speaker.value == "الوكالة"


def test_two_speakers_joined_by_and_are_kept_apart() -> None:
    first, second = said("نفت الوزارة أن تكون قواتها قصفت السوق، واتهم المجلس الجيش بقصف المدرسة.")
    assert (first.who, first.claim.stance) == ("الوزارة", Stance.DENIES)
    assert (second.who, second.what) == ("المجلس", "الجيش بقصف المدرسة")


def test_denial_keeps_the_denied_content() -> None:
    (only,) = said("نفى الناطق أن يكون الجيش قد قصف السوق.")
    assert (only.claim.stance, only.claim.kind) == (Stance.DENIES, ClaimKind.DENIAL)
    assert only.what == "يكون الجيش قد قصف السوق"


def test_words_that_are_also_prepositions_mark_no_speech() -> None:
    (only,) = said("مر الموكب عبر الطريق الشرقي بين القريتين.")
    assert only.form == "own_voice"


def test_quotation_without_cue_is_of_the_speaker_before_it() -> None:
    found = attributed("دعا المحافظ إلى فتح الطريق. «لم نعد نستطيع دفن موتانا في المدينة».")
    assert [one.who for one in found] == ["المحافظ", "المحافظ"]
    assert found[1].form == "direct"


def test_introduced_paragraph_belongs_to_the_one_who_said() -> None:
    found = attributed("قال المحافظ في بيان:\n«لم نعد نستطيع دفن موتانا في المدينة».")
    assert [(one.who, one.form) for one in found] == [("المحافظ", "direct")]


def test_odd_mark_does_not_swallow_what_follows() -> None:
    found = said("قال المحافظ: «لن نترك المدينة. أغلق السوق أمس.\nالطريق مفتوح.")
    assert found[-1].what == "الطريق مفتوح."
    assert found[-1].form == "own_voice"


def test_sentence_without_attribution_is_the_publishers_claim() -> None:
    (only,) = said("سقطت قذيفة على السوق وقتلت طفلين.")
    assert (only.form, only.claim.kind) == ("own_voice", ClaimKind.CASUALTY)


def test_vowel_signs_stay_in_the_quoted_words() -> None:
    (only,) = said("أكّدَ المحافظُ أنَّ الجسرَ دُمِّر.")
    assert (only.words, only.what) == ("المحافظُ", "الجسرَ دُمِّر")


def test_both_scripts_on_one_page_are_read() -> None:
    found = said("The mayor said the bridge was closed.\nقال المحافظ إن الجسر أغلق.")
    assert [one.who for one in found] == ["The mayor", "المحافظ"]


def test_demand_without_subject_is_of_the_speaker_before() -> None:
    _, second = said("قال المجلس إن الجسر دمر، وطالب بفتح المعبر.")
    assert (second.who, second.what) == ("المجلس", "بفتح المعبر")


def test_part_of_a_group_is_the_speaker() -> None:
    (only,) = said("أكد أربعة من الأهالي أن الجسر دمر.")
    assert only.who == "أربعة من الأهالي"


def test_doubt_is_a_claim_with_its_own_stance() -> None:
    first, second = said("شكك المجلس في وقوع الهجوم، وقال إن الجسر سليم.")
    assert (first.who, first.claim.stance) == ("المجلس", Stance.DOUBTS)
    assert (second.who, second.what) == ("المجلس", "الجسر سليم")


def test_words_ascribed_to_somebody_are_kept_as_a_layer() -> None:
    (only,) = said('نسب المتحدث إلى الأسير قوله: "قيل لنا أطلقوا أولاً".')
    assert (only.who, only.what) == ("الأسير", '"قيل لنا أطلقوا أولاً"')
    assert only.claim.attribution.through is not None
