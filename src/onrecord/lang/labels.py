"""Words in names of parties: what kind of body they name, and whether they judge it.

The lists hold words, never parties: the same word is treated alike whoever is called by it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from onrecord.lang.countries import countries
from onrecord.lang.fold import fold
from onrecord.lang.names import MAX_NAME_CHARS, has_title, without_titles
from onrecord.lang.sides import in_english, without_owner
from onrecord.model.vocab import PartyKind

_SPLIT = re.compile(r"\s+")
_PUNCTUATION = re.compile(r"[^\w\s&]", re.UNICODE)
_LATIN_ARTICLE = re.compile(r"^(?:the|an?|our|its|their|his|her|my|your)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"^(?:our|its|their|his|her|my|your)\s", re.IGNORECASE)
_SPEAKS_FOR = re.compile(
    r"^(?:an?|the|its|their|another|one)?\s*(?:[a-z]+\s+)?spokes(?:man|woman|person|people|men)"
    r"\s+(?:for|of)\s+(?=\S)|^(?:ال)?(?:متحدث|ناطق)(?:ة)?(?:\s+(?:ال)?رسمي(?:ة)?)?\s+باسم\s+(?=\S)",
    re.IGNORECASE,
)
# "(speaks for) the Council N N": bodies carry the article, given names hardly ever do
_BODY_THEN_PERSON = re.compile(r"^(?:ال\S+\s+){1,4}((?!ال)\S+\s+\S+)$")
_DESCRIBED_PERSON = re.compile(
    r"^(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Oo]ur|[Mm]y)\s+(?:[a-z-]+,?\s+){1,3}((?:[A-Z][\w’'-]+\s+){1,3}"
    r"[A-Z][\w’'-]+)$"
)
_THEN_DESCRIBED = re.compile(r"^([^,،]{3,80})[,،]\s")
_RELATIVE = re.compile(r",\s+(?:which|who|that|whose|where)\s")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
MAX_LABEL_WORDS = 30
MIN_ARABIC_PLURAL = 6  # letters; shorter words in -un and -in are often names
MAX_PERSON_WORDS = 6
MAX_ARABIC_PERSON_WORDS = 4


def _set(words: str) -> frozenset[str]:
    return frozenset(fold(word.replace("+", " ")) for word in words.split())


# Words that judge the body they name. "militia" and "gang" stand beside "regime": each of them is
# what an opponent says, whichever side that is.
_JUDGING = _set(
    "regime regimes terrorist terrorists terror gang gangs thug thugs junta mercenary mercenaries "
    "occupier occupiers occupying occupation invader invaders puppet puppets usurper usurpers "
    "criminal criminals killers murderers murderous brutal savage barbaric genocidal butcher "
    "butchers tyrant dictator dictatorship rogue bandits outlaws traitors takfiri infidel "
    "infidels enemy aggressor aggressors militia militias henchmen hordes stooges lackeys "
    "proxy proxies "
    "نظام النظام ارهابي ارهابيه ارهابيين ارهابيون الارهابي الارهابيه الارهابيين الارهابيون الارهاب "
    "عصابه عصابات العصابه العصابات مرتزقه المرتزقه احتلال الاحتلال المحتل المحتله المحتلين غزاه "
    "الغزاه عميله العميله عملاء العملاء مجرم مجرمين المجرم المجرمين المجرمه الاجراميه الاجرامي "
    "شبيحه الشبيحه فلول طاغيه الطاغيه سفاح السفاح الدكتاتور دكتاتور تكفيري تكفيريين التكفيريه "
    "التكفيريين العدو المعتدي المعتدين ميليشيا ميليشيات مليشيا مليشيات الميليشيا الميليشيات "
    "المليشيا المليشيات خوارج الخوارج كفار الكفار اذناب الكيان المتمردين"
)
_SO_CALLED = re.compile(r"^(?:so[- ]called|self[- ](?:styled|proclaimed)|ما (?:يسمى|تسمى|يسمي))\b")

_STATE = _set(
    "government ministry minister ministers army police parliament presidency state republic "
    "gendarmerie intelligence navy cabinet embassy municipality governorate court prosecutor "
    "kremlin pentagon coastguard authorities "
    "حكومه الحكومه وزاره الوزاره جيش الجيش شرطه الشرطه برلمان البرلمان ريسه رياسه الرياسه دوله "
    "الدوله جمهوريه الجمهوريه المخابرات الاستخبارات سلطات السلطات محكمه المحكمه السفاره البلديه"
)
_STATE_PHRASES = ("air force", "armed forces", "national guard", "security forces", "سلاح الجو",
                  "القوات الجويه", "القوات المسلحه", "الامن العام")  # fmt: skip
_ARMED = _set(
    "forces force brigade brigades battalion battalions militia militias front faction factions "
    "division regiment corps legion rebels rebel fighters insurgents guerrillas troops soldiers "
    "squad unit gunmen warplanes aircraft jets artillery guard guards patrol column command "
    "قوات القوات كتيبه كتايب كتاءب لواء الويه جبهه الجبهه فصيل فصايل فصاءل الفصايل الفصاءل فيلق "
    "الفيلق فرقه الفرقه حركه مسلحين مسلحون مقاتلين مقاتلون ثوار الثوار متمردين متمردون "
    "حرس الحرس ميليشيا ميليشيات مليشيا مليشيات سرايا طيران الطيران مدفعيه المدفعيه الطايرات طايرات"
)
_BODY = _set(
    "council coalition committee commission network observatory organisation organization "
    "organizations organisations agency association union party centre center foundation office "
    "group society institute university hospital bureau department directorate service services "
    "defence defense movement alliance news media press newspaper times post tv radio channel "
    "watch international crescent cross assembly initiative forum campaign charity trust fund "
    "programme program authority administration board federation congress league bank company "
    "corporation mission team delegation secretariat journal website agencies ngo "
    "مجلس المجلس ايتلاف الايتلاف اءتلاف لجنه اللجنه شبكه الشبكه مرصد المرصد منظمه المنظمه منظمات "
    "وكاله الوكاله جمعيه الجمعيه اتحاد الاتحاد حزب الحزب مركز المركز موسسه الموسسه مكتب المكتب "
    "هييه الهييه هيءه مديريه المديريه دايره دفاع الدفاع تجمع التجمع تحالف التحالف صحيفه الصحيفه "
    "قناه القناه راديو اذاعه موقع الموقع مستشفي المستشفي جامعه الجامعه تنظيم التنظيم اداره "
    "الاداره حمله المفوضيه صندوق برنامج بعثه البعثه فريق الفريق"
)
_GROUP = _set(
    "activists activist residents resident witnesses witness eyewitnesses eyewitness sources "
    "source locals local officials official civilians people villagers doctors doctor medics medic "
    "survivors survivor relatives relative family families rescuers rescuer volunteers journalists "
    "reporters experts analysts observers refugees teachers nurses protesters demonstrators "
    "workers staff many some others everyone critics lawyers monitors reports report "
    "ناشطون ناشطين الناشطون الناشطين نشطاء النشطاء سكان السكان اهالي الاهالي شهود الشهود شاهد "
    "مصادر المصادر مصدر المصدر مدنيون مدنيين مسوولون مسوولين اطباء الاطباء طبيب مسعفون مسعفين "
    "ناجون ناجين ذوو اقارب متطوعون متطوعين صحفيون صحفيين خبراء مراقبون مراقبين لاجيون نازحون عيان "
    "المتحدث المتحدثه الناطق الناطقه المسوول مسوول"
)

_MINOR = _set("of the for and in on to de la a an by s من في علي عن و ل ب")
_GENERIC = _STATE | _ARMED | _BODY | _MINOR | _set("security military national local regional")
# Words for people and means of a side: they do not tell which side.
_MEANS = (
    _ARMED
    | _GROUP
    | _MINOR
    | _set(
        "army military security air warplane jet helicopter helicopters planes plane drones drone "
        "bombers gunners pilots men members commanders commander armed الجيش جيش عناصر "
        "جنود الجنود جندي رجال قذايف طيار طيارين مقاتلات عناصره حرس الحرس"
    )
)

# Words for what belongs to a body and is none itself.
_ARMS = _set(
    "warplane warplanes aircraft jet jets plane planes helicopter helicopters drone drones bomber "
    "bombers pilots gunners artillery troops soldiers forces fighters men members unit units "
    "commander commanders patrol column قوات القوات طيران الطيران مدفعيه المدفعيه الطايرات طايرات "
    "جنود الجنود مقاتلين مقاتلون عناصر مسلحين مسلحون"
)
_BODIES = (_STATE | _ARMED | _BODY) - _ARMS
MAX_FORMS = 4  # of one side's names that are shown


def body_spoken_for(label: str) -> str:
    """The body that "a spokesman for …" speaks for; any other label without its relative clause."""
    cut = _RELATIVE.split(label.strip()[:MAX_NAME_CHARS], maxsplit=1)[0]
    body = _SPEAKS_FOR.sub("", cut, count=1).strip()
    named = _BODY_THEN_PERSON.match(body) if body != cut else None
    return _person_in((named.group(1) if named else body) or label)


def _person_in(label: str) -> str:
    """N N for "The actor N N" and "N N, a ferryman"; any other label as it is."""
    for found in (_DESCRIBED_PERSON.match(label), _THEN_DESCRIBED.match(label)):
        if found and party_kind(found.group(1)) is PartyKind.PERSON:
            return found.group(1)
    return label


def generic(label: str) -> bool:
    """Whether a label names a kind of body and no single one ("the Council", "the army")."""
    return _GENERIC.issuperset(words_of(label))


@functools.lru_cache(maxsize=4096)
def side_words(label: str) -> frozenset[str]:
    """The words that tell whose side a label means, countries as codes; none if it tells nothing.

    "aircraft of the Provisional Council" and "the Council" share theirs, and so do common words of
    Arabic and English. A hint, never an identity.
    """
    words = (word.removesuffix(" s") for word in words_of(label))
    codes = _country_codes()
    told = {codes.get(word, in_english(word)) for word in words if word not in _MEANS}
    return frozenset() if own_people(label) else frozenset(told - _MEANS)


def own_people(label: str) -> bool:
    """Whether a label means people or means of whoever speaks ("its aircraft", "our gunners")."""
    owned = without_owner(label)
    return owned is not None and bool(words_of(owned)) and _MEANS.issuperset(words_of(owned))


def sides_may_agree(left: str, right: str) -> bool:
    """Whether two labels may mean one side: nested words, or nothing told that can be compared."""
    first, second = side_words(left), side_words(right)
    if not first or not second or first <= second or second <= first:
        return True
    if bool(_ARABIC.search(left)) == bool(_ARABIC.search(right)):
        return False
    return any(_ARABIC.search(word) for word in first | second)  # a name of which nothing is known


def seem_one_side(left: str, right: str) -> bool:
    """Whether the words of one label lie in the other's ("the Council", "the Council's jets")."""
    first, second = _side_name(left), _side_name(right)
    return bool(first and second) and (first <= second or second <= first)


def sides_shown(labels: Iterable[str]) -> dict[str, str]:
    """For each label the labels taken to name one side with it, the fullest first, joined by "; ".

    "the Council's aircraft" goes with "aircraft of the Provisional Council" where that is the only
    fuller name. Another kind of body ("the Council Guard") and words that judge stand alone.
    """
    told = {label: frozenset() if judges(label) else _side_name(label) for label in labels}
    groups: dict[object, list[str]] = {}
    for label, words in told.items():
        fuller = {other for other in told.values() if words < other}
        longest = {one for one in fuller if not any(one < other for other in fuller)}
        if words and len(longest) == 1 and not _BODIES & (min(longest, key=sorted) - words):
            groups.setdefault(min(longest, key=sorted), []).append(label)
        else:
            groups.setdefault(words or label, []).append(label)
    shown = {}
    for group in groups.values():
        forms = sorted(group, key=lambda label: (-len(told[label]), -len(label), label))
        joined = "; ".join(forms[:MAX_FORMS]) + ("; …" if len(forms) > MAX_FORMS else "")
        shown.update(dict.fromkeys(group, joined))
    return shown


@functools.lru_cache(maxsize=4096)
def _side_name(label: str) -> frozenset[str]:
    """The words that name a side and its kind of body, without those for its people and means."""
    if own_people(label):
        return frozenset()
    words = (word.removesuffix(" s") for word in words_of(label))
    codes = _country_codes()
    told = {codes.get(word, in_english(word)) for word in words}
    return frozenset(told - _ARMS - _MINOR)


def words_of(label: str) -> tuple[str, ...]:
    """The folded words of a label, without a leading article and punctuation."""
    plain = _PUNCTUATION.sub(" ", _LATIN_ARTICLE.sub("", label.strip()))
    return tuple(_SPLIT.split(fold(plain))[:MAX_LABEL_WORDS]) if plain.strip() else ()


def judges(label: str) -> bool:
    """Whether the words of a label judge the party they name ("the … regime", "gangs")."""
    return bool(_JUDGING.intersection(words_of(label))) or bool(
        _SO_CALLED.match(_LATIN_ARTICLE.sub("", label.strip().casefold()))
    )


def described(label: str) -> bool:
    """Whether a label describes people without naming them ("activists", "a doctor", "سكان")."""
    words = words_of(label)
    if not words:
        return True
    if _ARABIC.search(label):
        plural = len(words[0]) >= MIN_ARABIC_PLURAL and words[0].endswith(("ون", "ين"))
        return words[0] in _GROUP or plural
    rest = _LATIN_ARTICLE.sub("", label.strip())
    if _POSSESSIVE.match(label.strip()) and not any(char.isupper() for char in rest):
        return True  # "our gunners"
    if rest[:1].islower() and not any(char.isupper() for char in rest):
        return True  # "two residents", "rebels"
    return words[-1] in _GROUP and not any(word[:1].isupper() for word in rest.split()[1:])


def party_kind(label: str) -> PartyKind:
    """What a label seems to name, by its words alone."""
    words = words_of(label)
    folded = " ".join(words)
    if described(label):
        if _STATE.intersection(words):
            return PartyKind.STATE_BODY
        return PartyKind.ARMED_GROUP if _ARMED.intersection(words) else PartyKind.GROUP
    if has_title(label) and _looks_personal(without_titles(label)):
        return PartyKind.PERSON
    if folded in _country_words()[0] or any(phrase in folded for phrase in _STATE_PHRASES):
        return PartyKind.STATE_BODY
    if _STATE.intersection(words):
        return PartyKind.STATE_BODY
    if _ARMED.intersection(words):
        of_state = bool(_country_words()[1].intersection(words))
        return PartyKind.STATE_BODY if of_state else PartyKind.ARMED_GROUP
    if _BODY.intersection(words) or folded.isdigit():
        return PartyKind.ORGANISATION
    return PartyKind.PERSON if _looks_personal(label) else PartyKind.ORGANISATION


def _looks_personal(label: str) -> bool:
    words = label.split()
    if not 1 < len(words) <= MAX_PERSON_WORDS or _LATIN_ARTICLE.match(label):
        return False
    if _ARABIC.search(label):
        return len(words) <= MAX_ARABIC_PERSON_WORDS and not fold(words[0]).startswith("ال")
    particles = {"al", "el", "bin", "ibn", "ben", "van", "von", "de", "der", "di", "da", "la", "du"}
    named = [word for word in words if word.casefold() not in particles]
    return (
        len(named) > 1
        and all(word[:1].isupper() or "-" in word[:4] for word in named)
        and not any(len(word) > 1 and word.isupper() and "." not in word for word in named)
    )


@functools.cache
def _country_codes() -> dict[str, str]:
    found: dict[str, str] = {}
    for country in countries():
        for name in (country.name, *country.names, *country.adjectives, *country.arabic):
            if len(words_of(name)) == 1:
                found.setdefault(words_of(name)[0], country.code)
    return found


@functools.cache
def _country_words() -> tuple[frozenset[str], frozenset[str]]:
    names, adjectives = set(), set()
    for country in countries():
        names |= {fold(name) for name in (country.name, *country.names, *country.arabic)}
        adjectives |= {fold(word) for word in country.adjectives}
        for base in country.arabic_adjectives:
            adjectives |= {fold(a + base + end) for a in ("", "ال") for end in ("", "ة", "ين")}
    return frozenset(names), frozenset(adjectives)
