"""What an attributed statement is about, what its speaker does with it, and how firmly."""

from __future__ import annotations

import re

from onrecord.extract.attribution import Found
from onrecord.lang.words import wordset
from onrecord.model.claim import Attribution
from onrecord.model.vocab import Certainty, ClaimKind, Form, Stance

_CASUALTY = re.compile(
    r"\b(?:kill\w*|dead|death toll|deaths|died|dies|wound\w*|injur\w*|casualt\w*|slain|"
    r"lost (?:his|her|their) li(?:fe|ves))\b|قتل|مقتل|قتيل|قتلى|جرح|جريح|ضحايا|استشهد|شهداء|إصاب",
    re.IGNORECASE,
)
_INCIDENT = re.compile(
    r"\b(?:air ?strikes?|strikes?|struck|bomb\w*|shell(?:s|ed|ing)|attack\w*|raid\w*|rockets?|"
    r"missiles?|barrel|fired|shot|explo\w+|detain\w*|arrest\w*|abduct\w*|kidnap\w*|tortur\w*|"
    r"execut(?:ed|ion|ions)|displac\w+|destroy\w*|besieg\w*|siege|loot\w*|burn(?:ed|t|ing)|"
    r"hit|massacre\w*|target(?:ed|ing|s)|cluster|chemical|drone\w*|mortar\w*|artillery|mines?|"
    r"rap(?:ed|e)|assault\w*|crimes?|holocaust)\b"
    r"|قصف|غار|هجوم|استهدف|اعتقل|خطف|اختطف|تعذيب|إعدام|أعدم|تهجير|نزوح|تدمير|حصار|نهب|حرق|مجزرة|قذائف|"
    r"صاروخ|براميل|انفجار|طيران|ضرب|جرائم",
    re.IGNORECASE,
)
_JUSTIFIES = re.compile(
    r"\b(?:in (?:response|retaliation|self-defen[cs]e)|in order to|under the pretext|justif\w+|"
    r"legitimate (?:target|military)|were (?:using|hiding)|was used (?:as|by)|self-defen[cs]e)\b"
    r"|رداً على|ردا على|بذريعة|بحجة|دفاعاً عن",
    re.IGNORECASE,
)
_POSSIBLE = re.compile(
    r"\b(?:may|might|could|possibl[ey]|perhaps|probabl[ey]|likely|appears? to|seems? to|"
    r"suspected|believed to)\b|ربما|يحتمل|قد ي|يبدو|من المرجح",
    re.IGNORECASE,
)
_ALLEGED = re.compile(
    r"\b(?:alleged(?:ly)?|reportedly|so-called|purported\w*)\b|مزعوم|يزعم", re.IGNORECASE
)
_HYPOTHETICAL = re.compile(
    r"^\W*(?:that\W+)?(?:if|unless)\b|\bwould\b|^\W*(?:إذا|لو|في حال)", re.IGNORECASE
)
_FUTURE = re.compile(r"\b(?:will|shall|going to|[’']ll)\b|(?:^|\s)(?:س[يتن]\w+|سوف)", re.IGNORECASE)
_WITNESS = re.compile(
    r"\b(?:resident|witness(?:e)?|survivor|villager|rescuer|father|mother|neighbou?r|local)s?\b|شاهد|شهود|ناج|سكان",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|my|our|us|me)\b|رأينا|سمعنا|رأيت|سمعت|كنا|كنت")
_EXPERT = re.compile(
    r"\b(?:report|study|investigat\w+|expert|analyst|poll|survey|forensic|laborator\w+|"
    r"researcher|commission of inquiry)s?\b|تقرير|تحقيق|خبير|خبراء",
    re.IGNORECASE,
)
_BY_SENSE = {
    "deny": ClaimKind.DENIAL,
    "call": ClaimKind.CALL,
    "demand": ClaimKind.DEMAND,
    "threaten": ClaimKind.THREAT,
    "order": ClaimKind.POLICY_OR_ORDER,
    "justify": ClaimKind.JUSTIFICATION,
    "evaluate": ClaimKind.STATEMENT_BY_PARTY,
    "express": ClaimKind.STATEMENT_BY_PARTY,
    "hope": ClaimKind.STATEMENT_BY_PARTY,
    "want": ClaimKind.STATEMENT_BY_PARTY,
    "plan": ClaimKind.POLICY_OR_ORDER,
    "promise": ClaimKind.STATEMENT_BY_PARTY,
    "refuse": ClaimKind.STATEMENT_BY_PARTY,
    "testify": ClaimKind.TESTIMONY,
}
_DENIED = re.compile(
    r"\b(?:never|not|nobody (?:was|is|were)|no one (?:was|is)|n[’']t) (?:[a-z]+ ){0,2}?"
    r"(?:str(?:ike|uck)|sho[ot]+(?:ing)?|shot|fir(?:e|ed|ing)|bomb\w*|attack\w*|kill\w*|target\w*|hit|"
    r"shell\w*|loot\w*|arrest\w*|detain\w*|tortur\w*|beat\w*|harm\w*|carr(?:y|ied) out|"
    r"responsible|involved|behind (?:the|this)|given weapons|using?|used)\b"
    r"|\b(?:had|has|have) no (?:hand|part|role|knowledge)\b|\bno truth\b|\bkn[eo]ws? of no\b"
    r"|\bthere (?:was|were|is|are) no (?:attack|strike|shelling|ammunition|fighters|such)\b"
    r"|لا صحة|لا علم|لا أساس"
    r"|لم [نتي](?:عتقل|قصف|ضرب|ستهدف|قتل|هاجم|طلق|قتحم|حرق|شن|نفذ)\b"
    r"|لا [نتي](?:طلق|ستهدف|قصف|هاجم)\b|(?:^|\s)ما (?:ضرب|قصف|قتل)",
    re.IGNORECASE,
)
_TELLS = wordset("say stress report testify warn admit suggest")
_DENIAL_CHARS = 400  # of the content looked at for a denial
_PERSONAL = 300  # characters of the content looked at for the first person


def kind(found: Found, words: str, attribution: Attribution) -> ClaimKind:
    """The kind of a claim: first by its cue, then by what it speaks of."""
    by_cue = _BY_SENSE.get(found.sense)
    if by_cue is not None:
        return by_cue
    speaker = attribution.speaker.value if attribution.speaker else ""
    role = attribution.role.value if attribution.role else ""
    who = f"{role} {speaker}"[:400]
    if attribution.form is not Form.OWN_VOICE and _JUSTIFIES.search(words):
        return ClaimKind.JUSTIFICATION
    if _WITNESS.search(who) and _FIRST_PERSON.search(words[:_PERSONAL]):
        return ClaimKind.TESTIMONY
    if _EXPERT.search(who) and found.sense in {"find", "report", "say"}:
        return ClaimKind.EXPERT_FINDING
    if _CASUALTY.search(words):
        return ClaimKind.CASUALTY
    if _INCIDENT.search(words):
        return ClaimKind.INCIDENT
    return ClaimKind.CONTEXT


def stance(found: Found, words: str) -> Stance:
    """What the speaker does with the content; a negated denial asserts, "did not say" denies.

    A content that itself says an act did not happen ("we did not fire") is denied too.
    """
    if found.sense == "deny":
        return Stance.ASSERTS if found.negated else Stance.DENIES
    if found.sense == "doubt" or (found.negated and found.sense == "believe"):
        return Stance.DOUBTS
    if found.negated and found.sense in {"say", "stress", "allege", "report", "testify", "admit"}:
        return Stance.DENIES
    if found.sense in _TELLS and _DENIED.search(words[:_DENIAL_CHARS]):
        return Stance.DENIES
    if found.sense == "report" or found.unattributed:
        return Stance.REPORTS
    return Stance.ASSERTS


def certainty(found: Found, words: str) -> Certainty:
    """How firmly the content is put, by the cue, then by its own words."""
    if found.sense in {"allege", "accuse"}:
        return Certainty.ALLEGED
    if found.sense in {"promise", "plan", "threaten", "want", "call", "demand", "hope", "order"}:
        return Certainty.FUTURE
    head = words[:2000]
    if _ALLEGED.search(head) or found.unattributed:
        return Certainty.ALLEGED
    if _HYPOTHETICAL.search(head):
        return Certainty.HYPOTHETICAL
    if _POSSIBLE.search(head) or found.sense in {"believe", "suggest", "fear", "doubt"}:
        return Certainty.POSSIBLE
    if _FUTURE.search(head):
        return Certainty.FUTURE
    return Certainty.FACTUAL
