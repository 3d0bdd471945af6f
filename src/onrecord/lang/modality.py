"""Words that decide the standing of an act: denied, feared, called for, hypothetical and so on.

A cue stands before the act it governs in the same clause (`Scope.BEFORE`), within a few words
before it (`Scope.NEAR`), anywhere in its sentence (`Scope.SENTENCE`), or right after it
(`Scope.AFTER`: "the attack being planned").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from onrecord.lang.phrases import Phrases, listed
from onrecord.model.vocab import Modality


class Scope(StrEnum):
    """Where the act stands that a cue governs."""

    BEFORE = "before"
    NEAR = "near"
    AFTER = "after"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class ModalityCue:
    """What a cue makes of the acts in its scope."""

    modality: Modality
    scope: Scope


_CUES: Final[tuple[tuple[Modality, Scope, str], ...]] = (
    (
        Modality.DENIED, Scope.NEAR,
        """not|never|did not|didn't|was not|were not|has not|have not|wasn't|weren't|hasn't|no|
        haven't|had not|do not|does not|doesn't|don't|cannot|neither|nor|hadn't|isn't|aren't|
        is not|are not|nobody|no one|none|لم|لن|لا|ما من|ليس|ليست|لم تكن|لم يكن""",
    ),
    (
        Modality.DENIED, Scope.BEFORE,
        """denied|denies|denying|deny|denial of|rejected claims|rejected accusations|false that|
        rejected allegations|dismissed reports|refuted|refutes|there was no|there were no|
        no evidence of|rejects accusations|rejected the accusation|disavowed|نفى|نفت|ينفي|تنفي|
        نفيه|نفيها|نافيا|أنكر|أنكرت|نفوا|لا صحة|not responsible for|no involvement in|
        no responsibility for|not involved in|had no part in|denied any""",
    ),
    (
        Modality.DENIED, Scope.SENTENCE,
        """is baseless|are baseless|is untrue|are untrue|is false|are false|is a lie|are lies|
        a lie that|not true that|is fabricated|are fabricated|is unfounded|are unfounded|
        without foundation|never happened|never took place|did not happen|did not take place|
        has not happened|at no time|no such attack|no such strike|no such raid|عار عن الصحة|
        عارية عن الصحة|لا أساس له|لا أساس لها|محض افتراء|محض كذب|لم يحدث|لم تحدث|غير صحيح|
        غير صحيحة|كذّب|كذبت|كذبوا|كاذبة|ملفقة|ملفق""",
    ),
    (
        Modality.HYPOTHETICAL, Scope.SENTENCE,
        """remains possible|remain possible|cannot be ruled out|not be ruled out|is conceivable|
        are conceivable|remains likely|would be catastrophic|لا يستبعد|غير مستبعد|غير مستبعدة""",
    ),
    (
        Modality.HYPOTHETICAL, Scope.BEFORE,
        """if|unless|possibility that|possibility of|in case|in the event of|should|whether|
        would|could|might|can|suppose|
        hypothetical|hypothetically|potential|possible|were to|in order to|so as to|aims to|
        pretext to|pretext for|as a pretext|seeks to|seek to|intends to|intend to|intention to|
        plans to|plan to|planned to|planning to|prepares to|preparing to|about to|wants to|
        want to|going to|scheduled to|ready to|able to|capable of|designed to|pretexts to|
        intent to|excuse to|excuse for|justification for|justify|conspiring to|plotting to|
        plot to|plans for|plan for|preparations for|prepare for|preparing for|likely to|will|
        shall|إذا|إن كان|لو|في حال|قد|ربما|سوف|ذريعة ل|بذريعة|كذريعة|تعتزم|يعتزم|تخطط|يخطط|محتمل|
        التحضير|يستعد|تستعد|حال وقوع|wish to|ordered to|orders to|authorized to|instructed to|
        might order|could order|
        would order|may order|no report that|no reports that|no reports of|no indication that|
        no sign that|no word of|the means to|the ability to|القدرة على|قادر على|قادرة على|
        قادرون على|بإمكان|بإمكانها|بإمكانه|يمكن أن|لا أحد يعرف""",
    ),
    (
        Modality.HYPOTHETICAL, Scope.AFTER,
        """being planned|is planned|was planned|being prepared|is being prepared|are planned|
        were planned|محتمل|محتملة|مرتقب|مرتقبة|وشيك|وشيكة|would|could|might""",
    ),
    (
        Modality.THREATENED, Scope.BEFORE,
        """threaten|threatened|threatens|threatening|threat|threats|threat of|threats of|vowed|
        vows|vow|pledged to|swore to|threatened with|هدد|هددت|هددوا|يهدد|تهدد|تهديد|تهديدات|
        توعد|توعدت|يتوعد|مهددا|بتهديد|promised to|promises to|menaced|menaces|menacing|
        ultimatum|or face|أقسم|أقسمت|أقسموا|أنذر|أنذرت|أو مواجهة|لوح|لوحت|تعهد|تعهدت|تتوعد""",
    ),
    (
        Modality.ATTEMPTED, Scope.BEFORE,
        """attempted|attempt to|attempts to|attempted to|tried to|tries to|trying to|failed to|
        attempting to|foiled|thwarted|averted|foil|failed|unsuccessful|botched|attempt on|
        unsuccessfully|sought to|before it could|before they could|before he could|
        before she could|defused|defuse|disarmed|سعى|سعت|سعوا|حاول|حاولت|حاولوا|محاولة|أحبط|أحبطت|
        فشل|فشلت|محاولات|إحباط|
        يحاول""",
    ),
    (
        Modality.ATTEMPTED, Scope.AFTER, ("attempt|attempts|was foiled|was thwarted|were foiled|"
            "failed"),
    ),
    (
        Modality.FEARED, Scope.BEFORE,
        """fear|fears|feared|fearing|afraid|fear of|fears of|warned of|warns of|warning of|danger|
        warn of|warned against|warning against|warned that|warns that|warning that|risk of|avert|
        risks of|danger of|dangers of|concern about|concerned about|concerns about|worried about|
        concern over|prevent|preventing|to prevent|avoid|avoiding|to avoid|risk|at risk of|averting|
        threat of a|خشية|يخشى|تخشى|نخشى|أخشى|يخشون|مخاوف|حذر|حذرت|يحذر|تحذر|محذرا|محذرة|
        خطر|تحذير|تحذيرات|تخوف|خوفا|concern that|concerns that|alarm at|alarm over|prospect of|
        يخاف|تخاف|نخاف|يخافون|الخوف من|قلق من|قلقون من|قلقة من|قلقه من|القلق من|يتخوف|تتخوف""",
    ),
    (
        Modality.CALLED_FOR, Scope.BEFORE,
        """call for|calls for|called for|calling for|call on|calls on|called on|calling on|
        called to|
        called upon|urge|urged|urges|urging|demand|demanded|demands|demanding|appeal|appealed|
        appeals|must|must not|should not|stop|halt|end to|an end to|put an end|ending|stopping|
        halting|cease|cessation of|immediate end|to end|to stop|to halt|ceasefire|refrain from|
        asked to|ban on|prohibit|prohibits|prohibition of|protection from|protect|rejection of|
        right to|condemn any|reject|rejects|need to|obligation to|suspension of|instigate|incite|
        incites|
        incited|inciting|incitement to|exhorted|wants the|want the|
        دعا|دعت|دعوا|يدعو|تدعو|داعيا|داعية|طالب|طالبت|يطالب|تطالب|مطالبا|بوقف|وقف|لوقف|إنهاء|يجب|
        على أن يوقف|أن يوقف|أن توقف|ارفعوا|أوقفوا|حرض|حرضت|يحرض|تحرض|
        ينبغي|حث|حثت|يحث|مناشدة|ناشد|ناشدت|ضرورة|الكف عن|رفع الحصار|فك الحصار|الامتناع عن|حظر""",
    ),
    (
        Modality.BACKGROUND, Scope.BEFORE,
        """film about|film on|film depicting|movie about|documentary about|documentary on|drill|
        novel about|book about|exercise|exercises|simulated|simulating|simulation of|play about|
        training for|trained in|anniversary of|commemorate|commemorated|commemorates|fictional|
        convicted of|sentenced|acquitted|convicted|court ruled|court found|found guilty of|
        series on|        history of|historic|historical|used to|game about|
        exhibition on|exhibition about|guilty of|memory of|remembrance of|law on|
        treaty on|convention on|convention against|definition of|seminar on|conference on|
        play about|play tells|novel tells|opera tells|legend tells|poem tells|the law defines|
        workshop on|training on|ندوة عن|محاضرة عن|مؤتمر عن|ورشة عن|مسرحية|المسرحية|الرواية|الأسطورة|
        القصيدة|اللعبة|لعبة|يعرف القانون|القانون يعرف|lecture on|study of|studies of|research on|
        victims of past|
        فيلم عن|فيلم وثائقي|مسلسل|رواية عن|تمرين|تدريب على|مناورة|مناورات|ذكرى|محكمة|
        أدين|أدانت المحكمة|أدانته|برأت|براءة|حكمت المحكمة|تاريخ|محاكاة|كتاب عن""",
    ),
    (
        Modality.BACKGROUND, Scope.SENTENCE,
        """years ago|decades ago|a decade ago|last century|centuries ago|in the film|in the movie|
        in the novel|in the video game|the series tells|during the drill|during the exercise|
        during an exercise|in a drill|in history|world war|the documentary|the novel|the film|
        the movie|قبل سنوات|قبل عقود|منذ عقود|القرن الماضي|في الفيلم|خلال التمرين|الحرب العالمية|
        خلال المناورات|this drill|the drill|the exercise|court ruling|the ruling|the verdict|
        military objects only|military targets only|only military targets|in the game|in the play|
        in the opera|in this game|film by|movie by|novel by|play by|film shows|film tells|
        film follows|film depicts|novel tells|novel follows|play tells|the striker|the goalkeeper|
        the midfielder|the visitors|
        the referee|
        half time|the penalty|the league|المنتخب|المباراة|المرمى|الدوري|الشوط|حارس المرمى|
        the court ruled|new film|latest film|story is set|the title appears|تمرين|مناورة""",
    ),
)  # fmt: skip


def _rows() -> Iterator[tuple[str, ModalityCue]]:
    for modality, scope, text in _CUES:
        for phrase in listed(text):
            yield phrase, ModalityCue(modality, scope)


def _of(*scopes: Scope) -> Phrases[ModalityCue]:
    return Phrases((phrase, cue) for phrase, cue in _rows() if cue.scope in scopes)


FORWARD: Final = _of(Scope.BEFORE, Scope.NEAR)
AFTERWARD: Final = _of(Scope.AFTER)
ANYWHERE: Final = _of(Scope.SENTENCE)

# Phrases that hold a cue's word but are no cue.
NOT_CUES: Final[Phrases[bool]] = Phrases(
    (phrase, True)
    for phrase in listed(
        """not only|no longer|no fewer than|no less than|not less than|no more than|not just|
        at the end|end of|the end|by the end|as if|even if|no doubt|can not only|last will|
        despite the ceasefire|under the pretext of|in violation of the ceasefire|the ceasefire|
        despite calls|nobody denies|no one denies|does not deny|do not deny|did not deny|
        cannot be denied|nobody disputes|in danger|a state of fear|in fear|call for help|
        phone call|on demand|
        failed to stop|failed to prevent|failed to protect|failed to halt|did not stop|did not only|
        could not|not far|ما لا يقل|لا يقل عن|لا تزال|لا يزال|ما زال|ليس فقط|could hear|لا سيما|
        could be heard|could be seen|can be seen|no time|no warning|not immediately|end up|
        ended up|to no avail|as could|ما لا يزيد|بعد محاولة"""
    )
)

# Words by which a source holds back on who did it.
ALLEGED: Final[Phrases[bool]] = Phrases(
    (phrase, True)
    for phrase in listed(
        """allegedly|alleged|accused of|accused|accuses|accusing|blamed|blames|blaming|blame|
        suspected of|suspected|reportedly|attributed to|attributes|attributed|charged with|
        held responsible|responsible for|يزعم|مزعوم|مزعومة|اتهم|اتهمت|اتهموا|متهما|يتهم|المزعوم|
        المزعومة|يشتبه|يعتقد أن|حملت"""
    )
)
POSSIBLE: Final[Phrases[bool]] = Phrases(
    (phrase, True)
    for phrase in listed(
        """possibly|probably|presumably|presumed|apparently|believed to|may have|might have|
        could have|likely|perhaps|seemingly|thought to|appears to|appeared to|ربما|يرجح|
        يعتقد|على الأرجح|قد يكون|unconfirmed|يحتمل"""
    )
)
ADMITTED: Final[Phrases[bool]] = Phrases(
    (phrase, True)
    for phrase in listed(
        """claimed responsibility|claims responsibility|claiming responsibility|took responsibility|
        claimed credit|admitted|admits|acknowledged|confessed|claimed the|أعلنت مسؤوليتها|
        مسؤوليتها|مسؤوليته|مسؤوليتهم|تبنى|تبنت|أعلن مسؤوليته|اعترف|اعترفت|أقر|أقرت|تبنيها"""
    )
)
ACQUITTED: Final[Phrases[bool]] = Phrases(
    (phrase, True) for phrase in listed("acquitted|exonerated|cleared of|برأت|تبرئة|برئ")
)
AUTHORITY: Final = frozenset(
    listed(
        """police|ministry|government|prosecutor|prosecutors|court|army|military|authorities|
        minister|commission|judge|tribunal|investigators|presidency|governor|mayor|inquiry|شرطه|
        وزاره|حكومه|نيابه|محكمه|جيش|رييس|وزير|محافظ|سلطات|مفوضيه|لجنه"""
    )
)
PURPOSE_LICENSED: Final = frozenset(
    listed(
        """continue|continued|continues|continuing|began|begin|begins|started|starts|proceeded|
        managed|went|used|resorted|helped|returned|dared|came|came out"""
    )
)
