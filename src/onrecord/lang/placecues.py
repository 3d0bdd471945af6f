"""Words beside a name that say it is a place, which kind, or another place than the name itself."""

from __future__ import annotations

import re
from typing import Final

from onrecord.lang.fold import fold
from onrecord.model.vocab import PlaceLevel


def _listed(text: str) -> list[str]:
    """The words of a text: long lists read better without quotes."""
    return text.split()


_UNITS: Final = {
    "city": PlaceLevel.CITY, "cities": PlaceLevel.CITY, "town": PlaceLevel.TOWN,
    "towns": PlaceLevel.TOWN, "village": PlaceLevel.VILLAGE, "villages": PlaceLevel.VILLAGE,
    "hamlet": PlaceLevel.VILLAGE, "province": PlaceLevel.PROVINCE,
    "provinces": PlaceLevel.PROVINCE, "governorate": PlaceLevel.PROVINCE,
    "governorates": PlaceLevel.PROVINCE, "oblast": PlaceLevel.PROVINCE,
    "state": PlaceLevel.PROVINCE, "region": None, "area": None, "district": PlaceLevel.DISTRICT,
    "county": PlaceLevel.DISTRICT, "neighbourhood": PlaceLevel.QUARTER,
    "neighborhood": PlaceLevel.QUARTER, "quarter": PlaceLevel.QUARTER,
    "suburb": PlaceLevel.QUARTER, "suburbs": PlaceLevel.QUARTER, "camp": PlaceLevel.QUARTER,
    "countryside": PlaceLevel.PROVINCE, "capital": PlaceLevel.CITY, "municipality": None,
    "port": None, "island": None, "valley": None, "enclave": None, "peninsula": None,
}  # fmt: skip
_ARABIC_UNITS: Final = {
    "مدينة": PlaceLevel.CITY, "مدن": PlaceLevel.CITY, "بلدة": PlaceLevel.TOWN,
    "بلدات": PlaceLevel.TOWN, "قرية": PlaceLevel.VILLAGE, "قرى": PlaceLevel.VILLAGE,
    "محافظة": PlaceLevel.PROVINCE, "ولاية": PlaceLevel.PROVINCE, "حي": PlaceLevel.QUARTER,
    "أحياء": PlaceLevel.QUARTER, "مخيم": PlaceLevel.QUARTER, "منطقة": None, "ناحية": None,
    "قضاء": PlaceLevel.DISTRICT, "مديرية": PlaceLevel.DISTRICT, "إقليم": PlaceLevel.REGION,
    "العاصمة": PlaceLevel.CITY, "ريف": PlaceLevel.PROVINCE,
}  # fmt: skip

_COMPASS = (
    r"(?:north|south|east|west|northern|southern|eastern|western|central|north-?east|north-?west|"
    r"south-?east|south-?west|north-?eastern|north-?western|south-?eastern|south-?western)"
)
DIRECTION: Final = re.compile(
    rf"{_COMPASS}\s$|(?:rural|upper|lower|greater|downtown)\s$", re.IGNORECASE
)
# "5 km south of", "the outskirts of", "rural", "northern": what makes it another place.
RELATION: Final = re.compile(
    rf"(?<!\w)(?:(?:(?:about|around|some|roughly)\s)?(?P<distance>\d{{1,3}}(?:\.\d)?)\s"
    rf"?(?P<unit>km|kms|"
    rf"kilomet(?:er|re)s?|miles?|mi)\s(?:to\sthe\s)?(?:{_COMPASS}\s(?:of\s)?|from\s|out"
    rf"side\s|away\sfrom\s)|"
    rf"(?:to\s)?(?:the\s)?{_COMPASS}(?:\sof)?\s|{_COMPASS}\srural\s|"
    rf"(?:the\s)?(?:{_COMPASS}\s)?(?:outskirts|countryside|suburbs|vicinity|surrounding"
    rf"s|edges?|environs)\sof\s|"
    r"(?:rural|near|outside|greater|just\soutside)\s)(?:the\s)?"
    r"(?:(?:city|town|village|province|governorate|district)\sof\s)?$",
    re.IGNORECASE,
)
RELATION_AFTER: Final = re.compile(
    rf"^(?:'s|’s)?\s(?:{_COMPASS}\s)?(?:countryside|outskirts|suburbs|hinterland)\b", re.IGNORECASE
)
ARABIC_RELATION: Final = re.compile(
    r"(?<!\w)[وفبل]{0,2}(?:(?P<distance>\d{1,3})\s(?P<unit>كم|كيلومتر(?:ا|ات)?)\s(?:إلى\s)?)?"
    r"(?:ريف|ريفي|أرياف|شمالي|شمال|جنوبي|جنوب|شرقي|شرق|غربي|غرب|محيط|أطراف|قرب|ضواحي|م"
    r"شارف|بالقرب\sمن)"
    r"(?:\s(?:شرق|غرب|الشمالي|الجنوبي|الشرقي|الغربي))?\s(?:مدينة\s|بلدة\s|قرية\s|محافظة\s)?$"
)

_UNIT_WORDS = "|".join(sorted(_UNITS, key=lambda w: -len(w)))
UNIT_BEFORE: Final = re.compile(rf"(?<!\w)(?P<unit>{_UNIT_WORDS})(?:\sof|,)?\s$", re.IGNORECASE)
UNIT_AFTER: Final = re.compile(rf"^\s(?P<unit>{_UNIT_WORDS})(?!\w)")
_ARABIC_UNIT_WORDS = "|".join(sorted(_ARABIC_UNITS, key=lambda w: -len(w)))
ARABIC_UNIT_BEFORE: Final = re.compile(
    rf"(?<!\w)(?:[وفبلك]|ال|بال|وال|لل)?(?P<unit>{_ARABIC_UNIT_WORDS})\s$"
)

PREPOSITION: Final = re.compile(
    r"(?<!\w)(?:in|at|near|from|to|into|around|outside|inside|across|throughout|toward|towards|via|"
    r"between|within|leaving|entering|left|reached|reaching|hit|struck|shelled|bombed|besieged|"
    r"attacked|captured|visited|visiting|off|through|over|beyond|against|above|of|for|north|south|"
    r"east|west)\s(?:the\s|downtown\s|nearby\s|neighboring\s|neighbouring\s)?$",
    re.IGNORECASE,
)
STRONG_PREPOSITION: Final = re.compile(
    r"(?<!\w)(?:in|near|into|outside|across|throughout|toward|towards|around|at|from|to|of)\s"
    r"(?:the\s|downtown\s|nearby\s|neighboring\s|neighbouring\s)?$",
    re.IGNORECASE,
)
# Behind these even the name of somebody in the text is a place.
LOCATIVE: Final = re.compile(
    r"(?<!\w)(?:in|near|outside|inside|across|throughout|around|toward|towards)\s"
    r"(?:the\s|downtown\s|nearby\s)?$",
    re.IGNORECASE,
)
# Behind these a facility is where something is, not who acts.
BESIDE: Final = re.compile(
    r"(?<!\w)(?:near|at|in|inside|outside|opposite|behind|beside|around|vicinity\sof|next\sto|hit|"
    r"struck|shelled|bombed|targeted|targeting)\s(?:the\s)?$",
    re.IGNORECASE,
)
# "An Olmar man", "Olmar residents", "Olmar-based".
ATTRIBUTIVE_AFTER: Final = re.compile(
    r"^(?:-(?:based|area|born|controlled|held|wide)|\s(?:man|men|woman|women|couple|parents|resident|"
    r"residents|native|police|council|councillor|mayor|officials|officers|authorities|school|schools|"
    r"hospital|firefighters|teen|teenager|teacher|teachers|student|students|family|families|farmer|"
    r"farmers|business|businesses|lawyer|attorney|doctor|home|homes|house|neighbou?rhood|suburb|area|"
    r"streets|countryside|fire|court|jury|factory|team|boy|girl|mother|father|driver|airport|market))"
    r"(?!\w)"
)
PARTY_BEFORE: Final = re.compile(r"(?<![\w-])(?:R|D|I|DFL|GOP)-$")
ARABIC_PREPOSITION: Final = re.compile(
    r"(?<!\w)و?(?:في|إلى|الى|من|على|قرب|نحو|باتجاه|داخل|خارج|بين|عبر|شمال|جنوب|شرق|غرب|استهدف|"
    r"استهدفت|قصف|قصفت)\s$"
)

# Beside these, a name belongs to a person.
TITLE: Final = re.compile(
    r"(?<!\w)(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Capt|Sgt|Maj|Prof|St|Rev|Judge|Justice|Officer|"
    r"President|Minister|Senator|Governor|General|Colonel|Captain|Major|Mayor|King|Queen|Prince|"
    r"Princess|Sir|Lord|Lady|Pope|Chief|Sheriff|Detective|Coach|Secretary|Ambassador|Councilman|"
    r"Sheikh|Abu|Umm|Ibn|Bin|named|called)\.?\s$"
)
SPEECH_AFTER: Final = re.compile(
    r"^,?\s(?:said|says|told|added|noted|explained|recalled|wrote|asked|thinks|believes|who|whose|"
    r"himself|herself|\d{1,2},)(?!\w)"
)
# Given names that are places too: they need a cue.
NAMES_OF_PERSONS: Final = frozenset(
    _listed(
        """
        abbas adelaide ahmad ahmed alexandria ali amin antonio assad austin bashar brooklyn
        bush carolina carter chad charlotte chelsea china cleveland clinton cuba dakota
        dallas diego florence ford francis georgia grant hamas hamilton harris hassan henry
        houston hussein ibrahim india isa israel jackson johnson jones jordan jose josé juan
        kennedy kent khalid lawrence lima lincoln lourdes madison mahmoud maria martin mary
        montgomery moore muhammad nancy obama omar paris penn regina roy said salem santiago
        savannah sofia sydney taylor troy trump tyler victoria vincent virginia warden
        washington wellington wilson yousef
        """
    )
)
# What turns a name with a place in it into the name of something else.
OF_SOMETHING: Final = re.compile(
    r"^(?:'s\s|’s\s|\s)(?:[A-Z][\w’']+\s){0,3}?(?:Fire|Sheriff|Superior|Supreme|District|Public|"
    r"Schools?|Services?|Republican|Democrat|Airport|Medical|Metropolitan|Municipal|Attorney|Census|"
    r"Legion|Guard|Highway\sPatrol|Systems|Mayor|Elementary|Middle|High|Chamber|Chief|Defense|Library|"
    r"Girl|Boys|Veterans|Partners|Educators|Conference|Congress|Parliament|Embassy|Red\sCrescent|Red"
    r"\sCross|Health|Civil|Media|University|College|School|Academy|Instit"
    r"ute|Hospital|Police|"
    r"Department|Council|Committee|Commission|Court|Times|Post|Tribune|Herald|Journal|News|Star|"
    r"Press|Union|Party|Army|Brigade|Front|Network|Observatory|Association|Society|Foundation|"
    r"Fund|Bank|Company|Corp|Inc|Group|Agency|Ministry|Directorate|Center|Centre|Club|Museum|"
    r"Church|Mosque|Cathedral|Authority|Board|Office|Bureau|Legislature|Senate|House|Coalition|"
    r"Corps|Battalion|Division|Regiment|Chronicle|Gazette|Examiner|Globe|Tech|FC|City Council)\b"
)
FACILITY: Final = re.compile(
    r"^\s(?:hospital|clinic|school|university|mosque|church|market|camp|airport|airbase|air\sbase|"
    r"bridge|prison|checkpoint|crossing|dam|square|roundabout|cemetery|bakery|stadium|factory|"
    r"Hospital|Airport|Bridge|Market|Mosque|Camp|Prison|Street|Road|Avenue|Square|Park|Lake|River|"
    r"Mountain|Mountains|Valley|Island|Islands|Bay|Beach|Creek|Hill|Hills|County|Parish|Airbase|"
    r"Stadium|Plaza|Highway|Boulevard|Dam|Canal|Sea|Ocean|Gulf|Peninsula|Desert|Forest)(?!\w)"
)
# Capitalised words that begin sentences or headlines and are also names of small places.
NOT_ALONE: Final = frozenset(
    _listed(
        """
        the a an in on at of and but or if as by for from to with he she it we they i you
        his her their our my its this that these those there here who what when where why
        how not no yes all some most many much more few both each every one two three four
        five six seven eight nine ten first second third last next new old now then after
        before since while during until because although also just only even still yet so
        such police man men woman women people government army party state city town county
        us un eu god monday tuesday wednesday thursday friday saturday sunday january
        february march april may june july august september october november december spring
        summer autumn winter mr mrs ms dr president minister king queen prince general north
        south east west northern southern eastern western central american security council
        union center centre media news press human rights civil white black red blue green
        gold silver house home school church hospital university college company bank court
        law judge chief officer report photo video watch read twitter facebook google
        reuters associated times post star sun moon park lake river hill island bay beach
        street road avenue world war peace justice democracy freedom liberty hope grace
        faith best good great big little young long short high low under over up down out
        off about according between against among through is are was were be been being has
        have had do does did will would can could might must should said says told asked
        mosque market base force forces group national international federal local united
        states nations republic islamic christmas easter ramadan islam christian muslim
        jewish catholic bible english arabic male sexual mission marine batman gulf hall
        commerce labor labour patrol pct sgt wash any other another parliament congress
        senate cabinet web online internet allah heaven hell custody protest response
        addition return fact order charge place front line power need favor nice reading
        mobile bath split bar same date ill id ive sen rep rev gov sgt lt region section class
        port tour metro northeast northwest southeast southwest mom dad village villas teaching
        homeland constitution superior supreme area fiscal air control heritage landmark del
        secretary grand shoreline polling downtown honda junior valor boulevard loop lot
        """
    )
)

# Associated Press and postal abbreviations of US states and Canadian provinces.
STATES: Final = {
    short: name
    for entry in (
        "Ala.|AL=Alabama;AK=Alaska;Ariz.|AZ=Arizona;Ark.|AR=Arkansas;Calif.|CA=California;"
        "Colo.|CO=Colorado;Conn.|CT=Connecticut;Del.|DE=Delaware;D.C.|DC=District of Columbia;"
        "Fla.|FL=Florida;Ga.|GA=Georgia;HI=Hawaii;ID=Idaho;Ill.|IL=Illinois;Ind.|IN=Indiana;"
        "IA=Iowa;Kan.|KS=Kansas;Ky.|KY=Kentucky;La.|LA=Louisiana;ME=Maine;Md.|MD=Maryland;"
        "Mass.|MA=Massachusetts;Mich.|MI=Michigan;Minn.|MN=Minnesota;Miss.|MS=Mississippi;"
        "Mo.|MO=Missouri;Mont.|MT=Montana;Neb.|NE=Nebraska;Nev.|NV=Nevada;N.H.|NH=New Hampshire;"
        "N.J.|NJ=New Jersey;N.M.|NM=New Mexico;N.Y.|NY=New York;N.C.|NC=North Carolina;"
        "N.D.|ND=North Dakota;OH=Ohio;Okla.|OK=Oklahoma;Ore.|OR=Oregon;Pa.|PA=Pennsylvania;"
        "R.I.|RI=Rhode Island;S.C.|SC=South Carolina;S.D.|SD=South Dakota;Tenn.|TN=Tennessee;"
        "Tex.|TX=Texas;UT=Utah;Vt.|VT=Vermont;Va.|VA=Virginia;Wash.|WA=Washington;"
        "W.Va.|W. Va.|WV=West Virginia;Wis.|WI=Wisconsin;Wyo.|WY=Wyoming;Ont.=Ontario;Que.=Quebec;"
        "B.C.=British Columbia;Alta.=Alberta;Man.=Manitoba;Sask.=Saskatchewan;N.S.=Nova Scotia"
    )
    .replace(" = ", "=")
    .split(";")
    for short in entry.split("=")[0].split("|")
    for name in (entry.split("=")[1],)
}


# "The Accord said", "a spokesman for the Eastern Accord": a body that acts, not a place.
_BODY: Final = r"[Tt]he\s(?P<name>[A-Z][\w-]{1,30}(?:\s[A-Z][\w-]{1,30}){0,3})"
_BODY_ACTS: Final = re.compile(
    rf"(?<!\w){_BODY}(?:['’]s?\s(?:[a-z]+\s)?(?:spokes\w+|press|fighters|forces|troops|soldiers|"
    r"commanders?|leaders?|leadership|statement|delegation|officials?|members)|,?\s(?:also\s)?(?:"
    r"said|says|states|stated|den(?:y|ies|ied)|claim(?:s|ed)|accus(?:es?|ed)|announce[sd]|"
    r"warn(?:s|ed)|blame[sd]|admit(?:s|ted)|reject(?:s|ed)|agree[sd]|refuse[sd]|"
    r"order(?:s|ed)|attacked|struck|shelled|bombed|fired|killed|seized|captured|detained|"
    r"uses|(?:would|will|did|does|has|had)\s(?:not\s)?(?:strike|use|attack|warned|said|denied|"
    r"deny|accused|claimed|announced|agreed|refused|respond|responded|ordered|rejected|stop)"
    r")(?!\w))"
)
_BODY_ACTED_FOR: Final = re.compile(
    r"(?<!\w)(?:spokes(?:man|woman|person)|fighters?|soldiers?|troops|forces|members?|commanders?|"
    r"leaders?|officials?|gunmen|drones?|aircraft|jets?|delegates?)\s(?:for|of|from)\s"
    rf"{_BODY}(?=[,.;:)\n]|$|\s(?:and|or|in|on|at|to|near|from|which|who|that|as|by|is|are|was|were|"
    r"has|have|had|will|would|took|stopped|struck|said|shelled|attacked|fired|entered|left)(?!\w))"
)


_SURNAME: Final = re.compile(
    r"(?<![\w.])(?:[A-Z][a-z]{1,15}|[A-Z]\.)\s(?:[A-Z]\.\s|[“\"][A-Z]\w{1,12}[”\"]\s)?"
    r"(?P<name>[A-Z][a-z]{2,20})(?=,\s\d{1,2},|,?\s(?:said|says|told|added|noted|wrote|who|whose|was|"
    r"is|has|had|died|pleaded|testified)(?!\w))"
    r"|(?<!\w)(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Capt|Sgt|Maj|Prof|Rev|Judge|Officer|Detective)"
    r"\.?\s(?:[A-Z][a-z]+\s)?(?P<titled>[A-Z][a-z]{2,20})(?!\w)"
)


def surnames(text: str) -> frozenset[str]:
    """Folded last names of persons that a text names in full or with a title."""
    return frozenset(fold(m["name"] or m["titled"]) for m in _SURNAME.finditer(text))


def bodies_that_act(text: str) -> frozenset[str]:
    """Names that a text gives with "the" to somebody who speaks, acts or has people under it.

    "The Eastern Accord denied" names "Eastern Accord" and, as it is cut short later, "Accord".
    """
    found: set[str] = set()
    for pattern in (_BODY_ACTS, _BODY_ACTED_FOR):
        for match in pattern.finditer(text):
            words = match["name"].split()
            found |= {" ".join(words[at:]) for at in range(len(words))}
    return frozenset(found)


def unit_level(word: str) -> PlaceLevel | None:
    """The level that a word for a kind of place fixes, if any."""
    return _UNITS.get(word.casefold()) or _ARABIC_UNITS.get(word)
