"""Words for acts of violence and their effects, English and Arabic.

These lists find words; they say nothing of lawfulness. Words of judgement ("massacre", "war
crime", "genocide") are content of a claim and no act, so they are not here.

Generic words ("attack", "strike", "raid", "targeted", "bombed") name no means. They become, in
this order: the act of a specific word in the same sentence; the act that a weapon of the same
sentence implies (`BY_WEAPON`); an airstrike where aircraft are named; a ground attack where those
said to have done it fight on the ground (`ON_GROUND`); else `UNSPECIFIED_ATTACK`.
"Bombardment" is the word for artillery and stays shelling unless aircraft are named; "bombed" and
"bombing" say nothing of how the bomb came there. "Explosion" stays an explosive device.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from onrecord.lang.fold import fold
from onrecord.lang.phrases import Phrases, folded, listed
from onrecord.model.vocab import Act, WeaponKind


class Part(StrEnum):
    """What a form of a cue is."""

    NOUN = "noun"
    BASE = "base"  # bomb, bombs, نـ/يقصف: present or infinitive
    PAST = "past"  # bombed: past tense or participle; the sentence tells
    ING = "ing"
    ACTIVE = "active"  # Arabic perfect or imperfect, active
    PASSIVE = "passive"  # Arabic passive that the letters show ("تعرضت لقصف")


@dataclass(frozen=True, slots=True)
class ActCue:
    """A word or phrase that names an act. `generic`: it names no means."""

    act: Act
    part: Part
    generic: bool = False


_VOWELS: Final = "aeiou"


def _forms(base: str) -> Iterator[tuple[str, Part]]:
    """Forms of an English verb; of a phrase the first word is inflected, after an adverb."""
    adverb, _, verb = base.partition(" ")
    if adverb.endswith("ly") and verb:
        for form, part in _forms(verb):
            yield f"{adverb} {form}", part
        return
    if adverb in {"gang", "carpet", "barrel", "air"} and verb:
        for form, part in _forms(verb):
            yield f"{adverb} {form}", part
        return
    if base.endswith(")"):  # "steal (stole, stolen, stealing)"
        head, _, rest = base[:-1].partition(" (")
        head, _, tail = head.partition(" ")
        tail = f" {tail}" if tail else ""
        *pasts, ing = listed(rest.replace(",", "|"))
        yield head + tail, Part.BASE
        yield f"{head}s{tail}", Part.BASE
        for past in pasts:
            yield past + tail, Part.PAST
        yield ing + tail, Part.ING
        return
    head, _, tail = base.partition(" ")
    tail = f" {tail}" if tail else ""
    doubled = head.endswith("+")  # "raid" gives "raided", but "rob+" "robbed"
    head = head.rstrip("+")
    stem = head + head[-1] if doubled else head
    if head.endswith("e"):
        past, ing, third = f"{head}d", f"{head[:-1]}ing", f"{head}s"
    elif head.endswith("y") and head[-2] not in _VOWELS:
        past, ing, third = f"{head[:-1]}ied", f"{head}ing", f"{head[:-1]}ies"
    else:
        past, ing = f"{stem}ed", f"{stem}ing"
        third = f"{head}es" if head.endswith(("s", "sh", "ch", "x")) else f"{head}s"
    yield head + tail, Part.BASE
    yield third + tail, Part.BASE
    yield past + tail, Part.PAST
    yield ing + tail, Part.ING


_VERBS: Final[dict[Act, str]] = {
    Act.AIRSTRIKE: "bomb|drop+ barrel bombs|drop+ bombs|drop+ a barrel bomb|drop+ cluster bombs|"
    "drop+ explosive barrels|bombard from the air|air raid|carpet bomb|barrel bomb|strafe",
    Act.SHELLING: "shell|bombard|mortar|pound",
    Act.MISSILE_OR_ROCKET: "rocket|fire rockets at|fire missiles at|launch rockets at",
    Act.GROUND_ATTACK: "storm|ambush",
    Act.SHOOTING: "shoot (shot, shooting)|shoot dead (shot, shooting)|shoot at (shot, shooting)|"
    "gun+ down|open fire|fire over|machinegun+|snipe|riddle",
    Act.IED_OR_MINE: "blow up (blew, blown, blowing)|dynamite|mine+ the road|detonate|boobytrap+",
    Act.CHEMICAL_ATTACK: "gas+",
    Act.EXECUTION: "execute|behead|assassinate|murder|lynch|summarily execute|"
    "decapitate|slay (slew, slain, slaying)|kill execution style",
    Act.TORTURE: "torture|beat (beat, beaten, beating)|mutilate|electrocute|flog+",
    Act.ABDUCTION_DETENTION: "detain|arrest|abduct|kidnap+|kidnap|seize hostages|round up|"
    "take hostage (took, taken, taking)|imprison|jail|arbitrarily detain|"
    "take prisoner (took, taken, taking)|capture|hold hostage (held, holding)",
    Act.ENFORCED_DISAPPEARANCE: "forcibly disappear",
    Act.SIEGE_BLOCKADE: "besiege|blockade|lay siege to (laid, laying)",
    Act.FORCED_DISPLACEMENT: "forcibly displace|displace by force|forcibly transfer+|deport|expel+|"
    "evict|force out|uproot|drive out (drove, driven, driving)",
    Act.DESTRUCTION_OF_PROPERTY: "demolish|bulldoze|raze|vandalize|vandalise|ransack",
    Act.ARSON: "burn down (burned, burnt, burning)|torch|set fire to (set, setting)|"
    "set ablaze (set, setting)|burn (burned, burnt, burning)",
    Act.PILLAGE: "loot|pillage|plunder|rob+|steal (stole, stolen, stealing)|confiscate",
    Act.SEXUAL_VIOLENCE: "rape|gang rape|sexually assault|sexually abuse",
    Act.CHILD_RECRUITMENT: "recruit children|forcibly recruit|recruit minors|recruit boys",
}
_GENERIC_VERBS: Final = (
    "fire on|fire at|fire upon|attack|target|raid|assault|explode|go off (went, gone, going)|"
    "hit (hit, hitting)|strike (struck, stricken, striking)"
)
_NOUNS: Final[dict[Act, str]] = {
    Act.AIRSTRIKE: "airstrike|air strike|air raid|aerial bombardment|air bombardment|"
    "aerial bombing|aerial attack|air attack|bombing run|warplane strike|barrel bombing|"
    "airstrikes|air strikes|air raids|aerial attacks|air attacks|bombing raid|bombing raids|"
    "aerial bombardments|aerial strikes|aerial strike|raids by warplanes|double tap strike",
    Act.SHELLING: "shelling|artillery fire|mortar fire|mortar attack|mortar attacks|bombardment|"
    "bombardments|artillery attack|artillery attacks|artillery bombardment|artillery barrage|"
    "shellfire|tank fire|artillery strike|artillery strikes|artillery shelling",
    Act.MISSILE_OR_ROCKET: "rocket fire|rocket attack|rocket attacks|missile attack|missile strike|"
    "missile attacks|missile strikes|rocket strike|rocket strikes|rocket barrage",
    Act.DRONE_STRIKE: "drone strike|drone strikes|drone attack|drone attacks|uav strike",
    Act.GROUND_ATTACK: "ambush|ambushes|ground assault|ground offensive|armed assault|"
    "armed incursion|grenade attack|grenade attacks|knife attack|stabbing|stabbings",
    Act.SHOOTING: "shooting|shootings|gunfire|gun attack|sniper fire|machinegun fire|"
    "machine gun fire|sniping|drive by shooting|gunshots|armed attack|armed attacks",
    Act.IED_OR_MINE: "car bomb|car bombs|car bombing|car bombings|suicide bombing|"
    "suicide bombings|bomb attack|bomb attacks|bomb explosion|bomb explosions|bomb blast|"
    "bomb blasts|roadside bomb|roadside bombs|dynamite attack|dynamite attacks|mine explosion|"
    "landmine explosion|explosive device|explosive devices|bomb attempt|suicide attack|"
    "dynamiting|time bomb|booby trap|bomb went off|bomb exploded|bombs exploded|mine exploded",
    Act.CHEMICAL_ATTACK: "chemical attack|chemical attacks|chemical weapons attack|gas attack|"
    "chlorine attack|sarin attack|chemical strike|poison gas attack",
    Act.EXECUTION: "execution|executions|assassination|assassinations|murder|murders|"
    "beheading|beheadings|slaying|slayings|homicide|lynching",
    Act.TORTURE: "torture|beatings|ill treatment|mutilation",
    Act.ABDUCTION_DETENTION: "detention|arrest|arrests|abduction|abductions|kidnapping|kidnappings|"
    "kidnaping|arrest campaign|hostage taking|capture of",
    Act.ENFORCED_DISAPPEARANCE: "enforced disappearance|enforced disappearances|"
    "forced disappearance|forced disappearances",
    Act.SIEGE_BLOCKADE: "siege|blockade|besiegement|blockades|sieges",
    Act.OBSTRUCTION_OF_AID: "obstruction of aid|denial of aid|blocking of aid|aid obstruction|"
    "obstruction of humanitarian aid|denial of humanitarian access",
    Act.FORCED_DISPLACEMENT: "forced displacement|forced evacuation|forced transfer|deportation|"
    "deportations|forcible displacement|expulsion|expulsions|forcible transfer|evictions",
    Act.DESTRUCTION_OF_PROPERTY: "demolition|demolitions|home demolitions|sabotage|razing",
    Act.ARSON: "arson|arson attack|arson attacks|torching|burning of",
    Act.PILLAGE: "looting|pillage|pillaging|plunder|robbery|robberies|theft|bank robbery",
    Act.SEXUAL_VIOLENCE: "rape|rapes|sexual violence|sexual assault|gang rape",
    Act.CHILD_RECRUITMENT: "child recruitment|recruitment of children|recruitment of minors|"
    "use of child soldiers",
    Act.HUMAN_SHIELDING: "human shield|human shields|human shielding",
}
_GENERIC_NOUNS: Final = (
    "attack|attacks|strike on|strikes on|strikes against|strike against|raid|raids|targeting of|"
    "assault|assaults|bombing|bombings|bombing campaign|explosion|explosions|blast|blasts|raid on|"
    "detonation|"
    "killing|killings|strike|strikes"
)
_GENERIC_OF: Final = {
    "explosion": Act.IED_OR_MINE,
    "explosions": Act.IED_OR_MINE, "blast": Act.IED_OR_MINE, "blasts": Act.IED_OR_MINE,
    "fire on": Act.SHOOTING, "fire at": Act.SHOOTING, "fire upon": Act.SHOOTING,
    "detonation": Act.IED_OR_MINE, "explode": Act.IED_OR_MINE, "go off": Act.IED_OR_MINE,
}  # fmt: skip
_AID_OBJECTS: Final = (
    "aid|aid convoys|humanitarian aid|aid convoy|relief|food|medicine|medical supplies|"
    "humanitarian assistance|humanitarian access|food and medicine|relief convoys|"
    "the delivery of aid|aid deliveries|the entry of aid|aid from|aid workers|the aid|"
    "medical evacuations|humanitarian convoys|relief supplies"
)
_AID_VERBS: Final = (
    "prevent|block|obstruct|hinder|deny (denied, denying)|stop+|halt|bar+|restrict|impede|refuse"
)
_ARABIC_NOUNS: Final[dict[Act, str]] = {
    Act.AIRSTRIKE: "غارة|غارات|غارة جوية|غارات جوية|قصف جوي|القصف الجوي|ضربة جوية|ضربات جوية|"
    "غارتين|غارتان|غارتين جويتين|البراميل المتفجرة",
    Act.SHELLING: "قصف|قصف مدفعي|القصف المدفعي|قصف عنيف|قذائف مدفعية|قصف بالمدفعية",
    Act.MISSILE_OR_ROCKET: "قصف صاروخي|القصف الصاروخي|هجوم صاروخي|ضربة صاروخية|ضربات صاروخية",
    Act.DRONE_STRIKE: "هجوم بطائرة مسيرة|ضربة بطائرة مسيرة|غارة بطائرة مسيرة|قصف بطائرة مسيرة|"
    "هجوم بطائرات مسيرة",
    Act.SHOOTING: "إطلاق نار|إطلاق النار|رصاص قناص|إطلاق رصاص|إطلاق الرصاص",
    Act.IED_OR_MINE: "تفجير|تفجيرات|انفجار|انفجارات|سيارة مفخخة|عبوة ناسفة|لغم|ألغام|تفجيرين",
    Act.CHEMICAL_ATTACK: "هجوم كيماوي|هجوم كيميائي|الهجوم الكيماوي|الهجوم الكيميائي|قصف كيماوي|"
    "هجوم بالغاز",
    Act.EXECUTION: "إعدام|إعدامات|إعدام ميداني|اغتيال|ذبح|تصفية|إعدامات ميدانية|اغتيالات",
    Act.TORTURE: "تعذيب|ضرب مبرح",
    Act.ABDUCTION_DETENTION: "اعتقال|اعتقالات|احتجاز|خطف|اختطاف|حملة اعتقالات|توقيف|أسر",
    Act.ENFORCED_DISAPPEARANCE: "إخفاء قسري|الإخفاء القسري|اختفاء قسري|الاختفاء القسري",
    Act.SIEGE_BLOCKADE: "حصار|محاصرة|حصارا",
    Act.OBSTRUCTION_OF_AID: "منع المساعدات|منع دخول المساعدات|عرقلة المساعدات|منع وصول المساعدات|"
    "عرقلة دخول المساعدات|منع إدخال المساعدات|عرقلة وصول المساعدات",
    Act.FORCED_DISPLACEMENT: "تهجير|تهجير قسري|التهجير القسري|ترحيل|ترحيل قسري|نقل قسري|طرد",
    Act.DESTRUCTION_OF_PROPERTY: "هدم|تجريف|تخريب",
    Act.ARSON: "حرق|إحراق",
    Act.PILLAGE: "نهب|سرقة|سلب|تعفيش|مصادرة",
    Act.SEXUAL_VIOLENCE: "اغتصاب|عنف جنسي|اعتداء جنسي",
    Act.CHILD_RECRUITMENT: "تجنيد الأطفال|تجنيد أطفال|تجنيد القاصرين",
    Act.HUMAN_SHIELDING: "دروع بشرية|درعا بشريا|دروعا بشرية",
    Act.GROUND_ATTACK: "اقتحام|كمين|مداهمة",
}
_ARABIC_GENERIC_NOUNS: Final = "هجوم|هجمات|اعتداء|استهداف|ضربة|ضربات|هجومين|اعتداءات|هجوما"
_ARABIC_VERBS: Final[dict[Act, str]] = {
    Act.SHELLING: "قصف|قصفت|قصفوا|يقصف|تقصف|يقصفون",
    Act.AIRSTRIKE: "أغار|أغارت|شنت غارات|شن غارات|ألقت براميل|ألقى براميل|ألقت برميلا",
    Act.SHOOTING: "أطلق النار|أطلقت النار|أطلقوا النار|أطلق الرصاص|أطلقت الرصاص|يطلق النار|"
    "فتح النار|"
    "فتحت النار|فتحوا النار|أطلق مسلحون النار|أطلقت قوات النار|قنص|قنصت",
    Act.IED_OR_MINE: "فجر|فجرت|فجروا|انفجر|انفجرت",
    Act.EXECUTION: "أعدم|أعدمت|أعدموا|اغتال|اغتالت|ذبح|ذبحت|ذبحوا|صفت|اغتالوا",
    Act.TORTURE: "عذب|عذبت|عذبوا",
    Act.ABDUCTION_DETENTION: "اعتقل|اعتقلت|اعتقلوا|يعتقل|تعتقل|احتجز|احتجزت|احتجزوا|خطف|خطفت|خطفوا|"
    "اختطف|اختطفت|اختطفوا|أوقفت|أسر|أسرت",
    Act.SIEGE_BLOCKADE: "حاصر|حاصرت|حاصروا|يحاصر|تحاصر|فرضت حصارا|فرض حصارا|تفرض حصارا",
    Act.OBSTRUCTION_OF_AID: "منعت دخول المساعدات|منعت وصول المساعدات|منعت المساعدات|"
    "منعت إدخال المساعدات|منع دخول المساعدات|عرقلت دخول المساعدات|عرقلت وصول المساعدات|"
    "تمنع دخول المساعدات|منعت قوافل المساعدات|منعوا دخول المساعدات",
    Act.FORCED_DISPLACEMENT: "هجر|هجرت|هجروا|رحل قسرا|رحلت|طرد|طردت|طردوا|هجر قسرا|هجرت قسرا",
    Act.DESTRUCTION_OF_PROPERTY: "هدم|هدمت|هدموا|جرف|جرفت|دمر|دمرت|دمروا",
    Act.ARSON: "أحرق|أحرقت|أحرقوا|أضرم النار|أضرمت النار|أضرموا النار",
    Act.PILLAGE: "نهب|نهبت|نهبوا|سرق|سرقت|سرقوا|صادرت|سلب",
    Act.SEXUAL_VIOLENCE: "اغتصب|اغتصبت|اغتصبوا",
    Act.CHILD_RECRUITMENT: "جندت أطفالا|جند أطفالا|جندت الأطفال",
    Act.GROUND_ATTACK: "اقتحم|اقتحمت|اقتحموا|داهم|داهمت|داهموا|يقتحم",
}
_ARABIC_GENERIC_VERBS: Final = (
    "هاجم|هاجمت|هاجموا|استهدف|استهدفت|استهدفوا|يستهدف|تستهدف|يستهدفون|ضرب|ضربت|طال|طالت"
)
_ARABIC_PASSIVES: Final[dict[Act, str]] = {
    Act.SHELLING: "تعرض لقصف|تعرضت لقصف|تعرض للقصف|تعرضت للقصف",
    Act.TORTURE: "تعرض للضرب|تعرضت للضرب|تعرضوا للضرب|تعرض للتعذيب|تعرضوا للتعذيب",
    Act.ABDUCTION_DETENTION: "تعرض للاعتقال|تعرض للخطف|اعتقلوا",
}


def _english() -> Iterator[tuple[str, ActCue]]:
    for act, verbs in _VERBS.items():
        for verb in listed(verbs):
            for form, part in _forms(verb):
                named = Act.UNSPECIFIED_ATTACK if verb == "bomb" else act
                yield form, ActCue(named, part, generic=verb in {"bomb", "bombard"})
    yield "hanged", ActCue(Act.EXECUTION, Part.PAST)
    for verb in listed(_GENERIC_VERBS):
        for form, part in _forms(verb):
            act = _GENERIC_OF.get(verb.split(" (")[0], Act.UNSPECIFIED_ATTACK)
            yield form, ActCue(act, part, generic=True)
    for act, nouns in _NOUNS.items():
        for noun in listed(nouns):
            yield noun, ActCue(act, Part.NOUN, generic=noun.startswith("bombardment"))
    for noun in listed(_GENERIC_NOUNS):
        act = _GENERIC_OF.get(noun, Act.UNSPECIFIED_ATTACK)
        yield noun, ActCue(act, Part.NOUN, generic=True)
    for verb in listed(_AID_VERBS):
        for form, part in _forms(verb):
            for obj in listed(_AID_OBJECTS):
                yield f"{form} {obj}", ActCue(Act.OBSTRUCTION_OF_AID, part)


def _imperfect(verbs: str) -> Iterator[str]:
    """Imperfect and passive forms of listed Arabic perfects ("قصف": "يقصف", "نقصف", "يقصفون")."""
    for verb in listed(verbs):
        head, _, rest = fold(verb).partition(" ")
        if head.endswith(("وا", "ت")) or head[0] in "يتن" or len(head) < 3:  # noqa: PLR2004
            continue
        derived = head[0] == "ا" and len(head) > 3  # noqa: PLR2004  ("احرق", "اعتقل", "استهدف")
        stem = head[1:] if derived else head
        tail = f" {rest}" if rest else ""
        for form in (f"ي{stem}", f"ت{stem}", f"ن{stem}", f"ي{stem}ون", f"ت{stem}ون"):
            yield form + tail
        if not derived and len(head) == 4 and head[1] == "ا":  # noqa: PLR2004  ("حاصر": "حوصر")
            for form in (
                f"{head[0]}و{head[2:]}",
                f"{head[0]}و{head[2:]}ت",
                f"{head[0]}و{head[2:]}وا",
            ):
                yield form + tail


_BARE_SHELLING: Final = "قصف"  # shelling, or bombing where aircraft are named


def _arabic() -> Iterator[tuple[str, ActCue]]:
    for table, part in ((_ARABIC_VERBS, Part.ACTIVE), (_ARABIC_PASSIVES, Part.PASSIVE)):
        for act, verbs in table.items():
            forms = _imperfect(verbs) if part is Part.ACTIVE else ()
            for verb in (*listed(verbs), *forms):
                yield verb, ActCue(act, part, generic=_BARE_SHELLING in fold(verb))
    for verb in (*listed(_ARABIC_GENERIC_VERBS), *_imperfect(_ARABIC_GENERIC_VERBS)):
        yield verb, ActCue(Act.UNSPECIFIED_ATTACK, Part.ACTIVE, generic=True)
    for act, nouns in _ARABIC_NOUNS.items():
        for noun in listed(nouns):
            yield noun, ActCue(act, Part.NOUN, generic=noun == _BARE_SHELLING)
    for noun in listed(_ARABIC_GENERIC_NOUNS):
        yield noun, ActCue(Act.UNSPECIFIED_ATTACK, Part.NOUN, generic=True)


def _of(*, nouns: bool) -> Phrases[ActCue]:
    return Phrases(
        (phrase, cue)
        for phrase, cue in (*_english(), *_arabic())
        if (cue.part is Part.NOUN) == nouns
    )


# One word can be in both ("attack", "shelling", "قصف"); the words beside it tell which is meant.
ACT_VERBS: Final[Phrases[ActCue]] = _of(nouns=False)
ACT_NOUNS: Final[Phrases[ActCue]] = _of(nouns=True)

BOMB_WORDS: Final = frozenset(
    listed("bomb|bombs|grenade|grenades|dynamite|explosive|explosives|molotov|mine|mines|landmines")
)
BOMB_VERBS: Final = frozenset(
    listed("placed|planted|threw|hurled|lobbed|tossed|placing|planting|throwing|hurling|lobbing")
)
# Verbs whose act is named by a word further on ("أطلق قناص النار", "fired two mortars").
LED_BY: Final[tuple[tuple[frozenset[str], frozenset[str], Act], ...]] = (
    (
        folded(listed("fire|fires|fired|firing|lobbed|launched|launching")),
        folded(listed("mortar|mortars|shells|artillery")),
        Act.SHELLING,
    ),
    (
        folded(listed("fire|fires|fired|firing|launched|launching|launches")),
        folded(listed("rocket|rockets|missile|missiles")),
        Act.MISSILE_OR_ROCKET,
    ),
    (
        folded(listed("recruit|recruits|recruited|recruiting|enrolled|enlisted|conscripted")),
        folded(listed("child|children|boys|girls|minors|schoolboys|pupils|teenagers|under")),
        Act.CHILD_RECRUITMENT,
    ),
    (
        folded(listed("use|uses|used|using")),
        folded(listed("shields|shield")),
        Act.HUMAN_SHIELDING,
    ),
    (folded(listed("set|sets|setting")), folded(listed("ablaze|fire|alight")), Act.ARSON),
    (
        folded(listed("ألقى|ألقت|ألقوا|يلقي|تلقي|إلقاء")),
        folded(listed("قنابل|قنبلة|قنبلتين|براميل|برميل|برميلين|برميلا")),
        Act.AIRSTRIKE,
    ),
    (
        folded(listed("جند|جندت|جندوا|يجند|تجند")),
        folded(listed("أطفال|أطفالا|طفل|طفلا|فتيان|فتى|قاصرين|تلاميذ")),
        Act.CHILD_RECRUITMENT,
    ),
    (
        frozenset(listed("اطلق|اطلقت|اطلقوا|تطلق|يطلق|يطلقون|فتح|فتحت")),
        frozenset({"النار", "الرصاص"}),
        Act.SHOOTING,
    ),
    (
        frozenset(listed("forced|forcing|compelled|compelling|ordered")),
        frozenset(listed("leave|flee|depart")),
        Act.FORCED_DISPLACEMENT,
    ),
    (
        frozenset(listed("driving|drove|driven|drives")),
        frozenset(listed("homes|houses")),
        Act.FORCED_DISPLACEMENT,
    ),
    (
        folded(listed("أخرجوه|أخرجوا|أخرجوهم|أخرجونا|أخرجنا|أجبروا|أجبرونا|أجبرت|أجبر|يجبر|تجبر")),
        folded(listed("القوة|قوة|المغادرة|الرحيل|الخروج|النزوح|مغادرة")),
        Act.FORCED_DISPLACEMENT,
    ),
    (
        folded(listed("ضربونا|ضربوه|ضربوهم|ضربوها|ضربني|ضربوني|ضربوا|يضربون|يضربوننا|ضربنا|ضربه")),
        folded(listed("العصي|عصي|السياط|الهراوات|هراوات|الكابلات|كابلات|أعقاب|الأحزمة")),
        Act.TORTURE,
    ),
    (
        frozenset(listed("سقط|سقطت|سقوط|اطلق|اطلقت|اطلاق|تطلق|يطلق|نطلق|يطلقون")),
        frozenset(listed("قذيفه|قذايف|هاون")),
        Act.SHELLING,
    ),
    (
        frozenset(listed("سقط|سقطت|اطلق|اطلقت")),
        frozenset(listed("صاروخ|صواريخ|صاروخان|صاروخين")),
        Act.MISSILE_OR_ROCKET,
    ),
)
# The same, where those who act stand before the verb: guards, not a patient, "took an ambulance".
LED_BY_AGENTS: Final[tuple[tuple[frozenset[str], frozenset[str], Act], ...]] = (
    (
        frozenset(listed("took|takes|taking|seized|seizes|seizing|commandeered")),
        frozenset(
            listed(
                "ambulance|ambulances|truck|trucks|car|cars|vehicle|vehicles|boats|livestock|cattle"
            )
        ),
        Act.PILLAGE,
    ),
    (
        frozenset(listed("blocked|blocks|blocking|block|closed|closing")),
        frozenset(listed("road|roads|highway|highways|crossing|crossings")),
        Act.SIEGE_BLOCKADE,
    ),
    (
        frozenset(listed("stopped|stops|stopping|halted|turned|sent")),
        frozenset(listed("food|flour|relief|medicine|medicines|aid|supplies")),
        Act.OBSTRUCTION_OF_AID,
    ),
)
AID_WORDS: Final = frozenset(
    listed("aid|humanitarian|flour|medicine|medicines|مساعدات|اغاثه|المساعدات|طحين|ادويه|اغذيه")
)
AID_VERBS: Final[Phrases[Part]] = Phrases(
    (
        *(
            (form, part)
            for verb in ("prevent", "block", "obstruct", "hinder", "impede", "bar+")
            for form, part in _forms(verb)
        ),
        *((verb, Part.ACTIVE) for verb in listed("منع|منعت|منعوا|عرقل|عرقلت|تمنع|يمنع|تعرقل")),
    )
)

# What falls on a place, and the verbs for it ("five shells had landed among the stalls").
FALLING: Final = frozenset(listed("fell|landed|rained|crashed"))
FALLEN: Final[dict[str, Act]] = {
    word: act
    for act, words in (
        (Act.SHELLING, "shell|shells|mortar|mortars"),
        (Act.MISSILE_OR_ROCKET, "rocket|rockets|missile|missiles"),
    )
    for word in listed(words)
}

# Phrases that hold an act's word but name no act against people or their things.
NOT_ACTS: Final[Phrases[bool]] = Phrases(
    (phrase, True)
    for phrase in listed(
        """heart attack|heart attacks|panic attack|asthma attack|verbal attack|verbal attacks
        verbally attacked|target date|sales target|cyber attack|cyber attacks
        cyberattack|photo shoot|shooting star|shooting range|film shooting|shell company
        general strike|hunger strike|labor strike|labour strike|went on strike|on strike
        execution of the plan|execution of the project|execution of the budget|executed the plan
        executed the agreement|execution of the agreement|execution of the program
        heavily targeted by|strike a deal|struck a deal|struck a balance|strike a balance
        strike an agreement|struck an agreement|hit by a recession|hit the headlines|arrest warrant
        hit by inflation|bombing suspect|attack helicopter|attack helicopters|attack aircraft
        bomb squad|bomb disposal|bomb shelter|bomb shelters|bomb threat|bomb scare|raided the fridge
        price explosion|population explosion|explosion of joy|explosion in demand|under arrest
        house arrest|cardiac arrest|shot at goal|shot put|penalty shot|beat the record|beat the team
        hit a record|struck by lightning|hit by a car|earthquake hit|storm hit|storm surge|hit rock
        gas station|gas stations|gas prices|natural gas|cooking gas|gas|gases|mortar|mortars|rocket
        rockets|shell|shells|storm|storms|mine|mines|assault rifle|assault rifles|burns|jail|jails
        attack munition|attack munitions|capture the|storming of the|shells fired|pound|pounds|torch
        torches|raids on the fridge
        seized|on fire|فجر اليوم|فجر أمس|فجر يوم|فجر الأحد|فجر الاثنين|فجر الإثنين|فجر الثلاثاء
        فجر الأربعاء|فجر الخميس|فجر الجمعة|فجر السبت|فجر ذلك|فجر ذات|حجز|ضرب مثلا|ضرب المثل"""
    )
)
# What the means or the agent says of a generic word's act (rule in the head of this file).
BY_WEAPON: Final[dict[WeaponKind, Act]] = {
    WeaponKind.AIR_DROPPED_BOMB: Act.AIRSTRIKE,
    WeaponKind.BARREL_BOMB: Act.AIRSTRIKE,
    WeaponKind.ARTILLERY: Act.SHELLING,
    WeaponKind.MORTAR: Act.SHELLING,
    WeaponKind.ROCKET: Act.MISSILE_OR_ROCKET,
    WeaponKind.MISSILE: Act.MISSILE_OR_ROCKET,
    WeaponKind.DRONE: Act.DRONE_STRIKE,
    WeaponKind.CHEMICAL: Act.CHEMICAL_ATTACK,
    WeaponKind.MINE: Act.IED_OR_MINE,
    WeaponKind.EXPLOSIVE_DEVICE: Act.IED_OR_MINE,
    WeaponKind.FIREARM: Act.SHOOTING,
    WeaponKind.FIRE: Act.ARSON,
}
AIRCRAFT: Final = folded(
    listed(
        "warplane|warplanes|jet|jets|helicopter|helicopters|aircraft|airplanes|planes|طيران|طائرات|"
        "طائره|مروحيات|مقاتلات|airforce|bombers|مروحيه"
    )
)
# "Captured", "shot" and "burning" beside these words speak of a picture or of a fire that is there.
PICTURES: Final = frozenset(
    listed(
        """footage|video|videos|photo|photos|photograph|photographs|picture|pictures|image|images|
        clip|clips|camera|cameras|film|scene|director|documentary|selfie|drawing|painting"""
    )
)
PICTURED: Final = frozenset(listed("captured|captures|capture|capturing|shot|shoots|shooting"))
FIRES: Final = frozenset(listed("fire|fires|flames|candles|smoke|blaze|wreckage|debris"))
# Those who fight on the ground: what they are said to have attacked was attacked on the ground.
ON_GROUND: Final = folded(
    listed(
        """soldiers|soldier|troops|infantry|gunmen|gunman|militiamen|fighters|guerrillas|commandos|
        paratroopers|tanks|riflemen|horsemen|جنود|جندي|مسلحون|مسلحين|مسلح|مقاتلون|مقاتلي|مقاتلين|
        مقاتلو|مشاه|دبابات|عناصر"""
    )
)
