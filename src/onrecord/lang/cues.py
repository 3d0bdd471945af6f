"""Words that mark attribution in English: verbs with what they take, nouns, titles.

Each English verb has a class (what the speaker does with the content) and a frame (what follows):

    say     a clause, a quotation or a colon; may follow what is said ("…, he said")
    that    a clause with "that" or a quotation
    clause  a clause, with or without "that"; never after what is said
    tell    a listener first, then as `say`
    to      "to" and a verb
    object  a noun phrase, or a clause with "that"
    person  somebody, then "to" or "of" ("urged them to", "accused them of")
    for, on, of, against …    that preposition
"""

from __future__ import annotations

import functools
from typing import NamedTuple

from onrecord.lang.words import wordset


class Cue(NamedTuple):
    """What an attribution verb means and takes. `form`: base, s, past, ing or part."""

    lemma: str
    sense: str
    frames: frozenset[str]
    form: str


_ENGLISH = """
say say say
state say say
add say say
tell say say tell
note say say object
write say say
reply say say
respond say say
report report say
announce say say object
explain say say object
declare say say
insist stress say
stress stress say object
emphasize stress say object
emphasise stress say object
underscore stress that object
underline stress that object
highlight stress that object
reiterate stress say object
affirm stress say object
reaffirm stress say object
assert say say
argue say say
contend say say
maintain say that clause
remark say say
observe say say
comment say say
continue say quote
conclude say say
recall say say object
recount say say object
recollect say say
testify testify say
confess admit say
admit admit say
acknowledge admit say object
concede admit say
agree agree that to quote
claim allege say
allege allege say object
accuse accuse person quote
blame accuse person
charge accuse that
reveal say say object
disclose say that object
confirm say say object
clarify say say object
specify say that
mention say that object
describe describe object
depict describe object
portray describe object
characterize describe object
call call quote for on
urge call person quote object
appeal call to for
beg call person
plead call for to
implore call person
encourage call person
ask ask person quote clause object
request demand object that
demand demand that object to
insist demand that on
propose suggest that object
suggest suggest say
recommend suggest that object
advise suggest person that
warn warn say of against
caution warn say against
threaten threaten to that object with
vow promise to say
pledge promise to say object
promise promise to say object
swear promise to that
undertake promise to
offer promise to
deny deny say object to
reject deny object
dismiss deny object
refute deny object that
rebut deny object
dispute deny object that
refuse refuse to
decline refuse to
doubt doubt that clause object
question doubt clause object
hope hope that to for clause
wish hope that to clause
want want to object
desire want to
seek want to
plan plan to
aim plan to
expect expect that to object clause
anticipate expect that object
predict expect say object
forecast expect that object
fear fear that clause object
worry fear that about
believe believe say
think believe say
feel believe say
suspect believe that clause object
assume believe that
presume believe that
imagine believe that
estimate believe say object
reckon believe say
know believe that clause
realize believe that clause
realise believe that clause
understand believe that clause
learn believe that clause
find find that clause
show find that clause
indicate find say
conclude find that
determine find that clause
discover find that
establish find that
document find object that
verify find object that
imply suggest that
hint suggest that at
signal suggest that object
praise evaluate object
commend evaluate object
applaud evaluate object
laud evaluate object
hail evaluate object
tout evaluate object
welcome evaluate object
thank evaluate object
congratulate evaluate object
condemn evaluate object
denounce evaluate object
criticize evaluate object
criticise evaluate object
decry evaluate object
deplore evaluate object
lament evaluate object that
bemoan evaluate object
slam evaluate object
blast evaluate object
mock evaluate object
ridicule evaluate object
oppose evaluate object
support evaluate object
endorse evaluate object
back evaluate object
defend evaluate object
prefer evaluate object to
regret evaluate object that
justify justify object
boast say say
brag say that about
joke say say
quip say say
tweet say say object
retweet say object
post say quote that
shout say say
yell say say
cry say quote
chant say quote object
whisper say say
murmur say say
mutter say quote
exclaim say say
ask ask quote
wonder ask clause quote
inquire ask clause quote
query ask clause quote
answer say say
counter say say
retort say say
complain say say of about
protest say that quote
object say that to
assure say tell person
remind say tell
inform say tell
notify say tell
convince say tell
persuade say person
order order person that object
instruct order person
decree order that
rule order that against
command order person that
vote order for against to
cite say object
quote quote object
reference say object
refer say to_object
point say say to_object
allude say to_object
hint suggest at
discuss say object
express express object
voice express object
convey express object that
reflect say quote
opine say say
muse say say
theorize say that
speculate believe say
proclaim say say object
pronounce say that
profess say that to
preach say that
stipulate say that
attest testify that to
relate say that
narrate say object
outline say object
summarize say object
read say quote
decry evaluate object
bash evaluate object
compare describe object
challenge doubt object
ponder believe object clause
see believe clause
notice believe that
remember believe that clause object
forget believe that
prove find that
demonstrate find that clause
illustrate find that clause
assess find that object
calculate find that
rail evaluate against
admire evaluate object
trust evaluate object
"""
_IRREGULAR = {
    "say": "says said said saying", "tell": "tells told told telling",
    "write": "writes wrote written writing", "think": "thinks thought thought thinking",
    "feel": "feels felt felt feeling", "know": "knows knew known knowing",
    "understand": "understands understood understood understanding",
    "find": "finds found found finding", "show": "shows showed shown showing",
    "swear": "swears swore sworn swearing", "seek": "seeks sought sought seeking",
    "undertake": "undertakes undertook undertaken undertaking",
    "admit": "admits admitted admitted admitting", "plan": "plans planned planned planning",
    "beg": "begs begged begged begging", "refer": "refers referred referred referring",
    "prefer": "prefers preferred preferred preferring", "slam": "slams slammed slammed slamming",
    "regret": "regrets regretted regretted regretting", "quip": "quips quipped quipped quipping",
    "brag": "brags bragged bragged bragging", "read": "reads read read reading",
    "rebut": "rebuts rebutted rebutted rebutting", "dub": "dubs dubbed dubbed dubbing",
    "see": "sees saw seen seeing", "forget": "forgets forgot forgotten forgetting",
    "signal": "signals signaled signaled signaling",
    "mean": "means meant meant meaning",
}  # fmt: skip
_FORMS = ("s", "past", "part", "ing")


def _regular(lemma: str) -> tuple[str, str, str, str]:
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        past, present = lemma[:-1] + "ied", lemma[:-1] + "ies"
    elif lemma.endswith("e"):
        past, present = lemma + "d", lemma + "s"
    else:
        past = lemma + "ed"
        present = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x")) else "s")
    ing = lemma[:-1] + "ing" if lemma.endswith("e") and not lemma.endswith("ee") else lemma + "ing"
    return present, past, past, ing


@functools.cache
def english_verbs() -> dict[str, Cue]:
    """Attribution verbs by lower-cased form; a regular past is also the participle."""
    merged: dict[str, tuple[str, set[str]]] = {}
    for line in _ENGLISH.split("\n"):
        lemma, _, rest = line.partition(" ")
        sense, _, frames = rest.partition(" ")
        if lemma:
            merged.setdefault(lemma, (sense, set()))[1].update(frames.split())
    table: dict[str, Cue] = {}
    for lemma, (sense, held) in merged.items():
        irregular = _IRREGULAR.get(lemma)
        forms = irregular.split() if irregular else _regular(lemma)
        kept = frozenset(held - {"-"})
        if not kept:
            continue
        for name, form in zip(_FORMS, forms, strict=True):
            table.setdefault(form, Cue(lemma, sense, kept, name))
        table.setdefault(lemma, Cue(lemma, sense, kept, "base"))
    return table


# Nouns that carry a statement: "the claim that", "reports of", "her warning that".
NOUNS = wordset(
    "claim claims statement allegation allegations accusation accusations assertion warning "
    "warnings denial report reports rumour rumours rumor rumors"
)
NOUN_SENSE = {
    "denial": "deny", "belief": "believe", "fear": "fear", "fears": "fear", "hope": "hope",
    "hopes": "hope", "concern": "fear", "concerns": "fear", "warning": "warn",
    "warnings": "warn", "demand": "demand", "demands": "demand", "call": "call",
    "calls": "call", "promise": "promise", "pledge": "promise", "accusation": "accuse",
    "accusations": "accuse", "allegation": "allege", "allegations": "allege",
    "claim": "allege", "claims": "allege", "report": "report", "reports": "report",
    "doubt": "doubt", "doubts": "doubt", "support": "evaluate", "regret": "evaluate",
    "condemnation": "evaluate", "condolences": "evaluate", "gratitude": "evaluate",
}  # fmt: skip
# What "expressed", "voiced" and "conveyed" take before the content.
EXPRESSED = wordset(
    "hope hopes concern concerns fear fears regret doubt doubts support confidence belief "
    "willingness readiness frustration condolences gratitude outrage alarm dismay satisfaction "
    "opposition sympathy solidarity interest optimism surprise sorrow anger shock appreciation"
)
AUXILIARIES = wordset(
    "has have had is are was were be been being will would could can may might must shall should "
    "do does did 's 've 'd 'll hasn't haven't hadn't isn't aren't wasn't weren't won't wouldn't "
    "couldn't can't cannot mayn't mustn't shouldn't don't doesn't didn't hasn’t haven’t hadn’t "
    "isn’t aren’t wasn’t weren’t won’t wouldn’t couldn’t can’t mustn’t shouldn’t don’t doesn’t "
    "didn’t"
)
BE = wordset(
    "is are was were be been being isn't aren't wasn't weren't isn’t aren’t wasn’t weren’t"
)
NEGATIONS = wordset(
    "not never cannot hasn't haven't hadn't isn't aren't wasn't weren't won't wouldn't couldn't "
    "can't don't doesn't didn't hasn’t haven’t hadn’t isn’t aren’t wasn’t weren’t won’t wouldn’t "
    "couldn’t can’t don’t doesn’t didn’t"
)
ADVERBS = wordset(
    "also later then now not never still even just only once again further furthermore moreover "
    "however meanwhile instead often always sometimes soon already earlier first today yesterday "
    "ever long thus therefore since too both all each reportedly allegedly immediately himself "
    "herself itself themselves himself"
)
PRONOUNS = wordset("he she they it we i you")
RELATIVES = wordset("who which")
DETERMINERS = wordset(
    "the a an this that these those his her its their our my your some many most several few "
    "other others another no any every each one two three four five six seven eight nine ten both "
    "all more dozens hundreds thousands"
)
PREPOSITIONS = wordset(
    "in on at by for with from to into of about after before during since until under over "
    "against between among through via within without near amid despite following as than like "
    "upon across around behind beyond including because inside outside toward towards throughout "
    "regarding concerning per"
)
CONJUNCTIONS = wordset(
    "and but or nor yet so because while although though if when where whereas after before since "
    "until unless that whether as than which who whom whose what how why"
)
SUBORDINATORS = wordset(
    "but because while although though if when where whereas unless that whether whom whose what "
    "how why nor yet so than as"
)
TITLES = wordset(
    "mr mr. mrs mrs. ms ms. dr dr. prof prof. gen gen. lt lt. col col. maj maj. capt capt. sgt "
    "sgt. sen sen. rep rep. gov gov. president minister commissioner secretary ambassador general "
    "colonel major captain lieutenant doctor professor sheikh king queen prince princess senator "
    "governor mayor spokesman spokeswoman spokesperson judge chairman chairwoman chair director "
    "chief commander envoy prime foreign defence defense interior deputy vice representative "
    "congressman congresswoman sir lord lady imam father bishop rabbi emir brigadier admiral "
    "counselor coordinator head leader member activist journalist lawyer nurse surgeon medic "
    "reporter analyst researcher officer official witness resident premier chancellor"
)
ROLE_NOUNS = TITLES | wordset(
    "spokespeople activists journalists doctors residents witnesses officials sources source "
    "rescuers medics farmer teacher driver student shopkeeper father mother brother sister son "
    "daughter neighbour neighbor survivor owner manager expert author founder editor attorney "
    "aide adviser advisor strategist candidate nominee co-founder executive paramedic worker "
    "volunteer baker engineer imam priest merchant trader fighter soldier investigator "
    "negotiator diplomat lawmaker legislator"
)
GROUPS = wordset(
    "activists residents witnesses sources source officials official authorities police army "
    "military government ministry council coalition committee commission group organisation "
    "organization agency office party parliament court rescuers medics doctors locals villagers "
    "survivors relatives families family neighbours neighbors opposition rebels forces fighters "
    "troops militants militia observers monitors investigators experts analysts diplomats critics "
    "supporters opponents republicans democrats lawmakers leaders voters people many some others "
    "most few aides advisers advisors campaign company report statement study poll polls survey "
    "administration president minister secretary spokesman spokeswoman spokesperson governor "
    "senator mayor candidate judge general commander doctor activist journalist lawyer resident "
    "witness man woman men women reporters journalists media newspaper station network union "
    "department team delegation embassy bureau institute association federation movement faction "
    "side sides parties both all one another conservatives liberals establishment democrats "
    "inquiry investigation researchers authors article survey lawsuit filing document documents "
    "email "
    "americans public workers students teachers staff staffers prosecutors lawyers attorneys "
    "judges justices nation nations country countries states state house senate congress"
)
SPEECH_SENSES = wordset("say stress allege report testify admit warn deny accuse suggest")
MONTHS_DAYS = wordset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december"
)
FINITE = wordset(
    "is are was were has have had will would could can may might must does did do hit struck "
    "killed wounded injured died left fell began took made came went became got gave held saw "
    "said told ran fired fled burned burnt set broke lost shot led met cut put let brought "
    "kept found stood sent built spent lay rose grew won wrote"
)
# Words that only tell that a speaker wants no name: "who asked not to be named".
NAMELESS = wordset("named identified anonymity anonymous anonymously unnamed")
