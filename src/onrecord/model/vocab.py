"""Closed lists of terms. Adding a term is a change of `VOCABULARY_VERSION`.

Acts, target categories and person statuses take the ids of the law tables, so that those tables
need no translation. Source: `resources/law/`; docs/reference/vocabulary.md defines each term.
"""

from __future__ import annotations

from enum import StrEnum

VOCABULARY_VERSION = 2


class BlockKind(StrEnum):
    """What a part of a page is. `BODY_KINDS` are read for claims, the others are not."""

    TITLE = "title"
    HEADING = "heading"
    BYLINE = "byline"
    DATELINE = "dateline"  # a line with the date of publication, or place and date
    CREDIT = "credit"  # "(Source: …)"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CELL = "cell"
    CAPTION = "caption"
    FURNITURE = "furniture"  # navigation, breadcrumbs, repeated headlines, mail signatures


BODY_KINDS = frozenset(
    {BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.CELL, BlockKind.CAPTION}
)


class Form(StrEnum):
    """How the words of a claim are given."""

    DIRECT = "direct"  # all of the content stands in quotation marks
    MIXED = "mixed"  # some of it
    INDIRECT = "indirect"  # none of it
    OWN_VOICE = "own_voice"  # the publisher speaks
    UNATTRIBUTED = "unattributed"  # attributed to nobody named ("it was reported")


class Stance(StrEnum):
    """What the speaker does with the content."""

    ASSERTS = "asserts"
    DENIES = "denies"
    DOUBTS = "doubts"
    REPORTS = "reports"


class Certainty(StrEnum):
    """How firmly the content is put."""

    FACTUAL = "factual"
    ALLEGED = "alleged"
    POSSIBLE = "possible"
    HYPOTHETICAL = "hypothetical"
    FUTURE = "future"


class ClaimKind(StrEnum):
    """What a claim is about; ids as in the law tables (`claim.kind`)."""

    INCIDENT = "incident"
    CASUALTY = "casualty"
    CONTEXT = "context"
    DENIAL = "denial"
    JUSTIFICATION = "justification"
    MOTIVE = "motive"
    THREAT = "threat"
    DEMAND = "demand"
    POLICY_OR_ORDER = "policy_or_order"
    STATEMENT_BY_PARTY = "statement_by_party"
    TESTIMONY = "testimony"
    EXPERT_FINDING = "expert_finding"
    PROCESS = "process"
    CALL = "call"
    USE_OF_TAKEN_PROPERTY = "use_of_taken_property"


class Modality(StrEnum):
    """The standing of an act inside a claim; only `OCCURRED` counts as an alleged occurrence."""

    OCCURRED = "occurred"
    ATTEMPTED = "attempted"
    THREATENED = "threatened"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"
    FEARED = "feared"
    CALLED_FOR = "called_for"
    BACKGROUND = "background"  # history, general pattern, court ruling, film, exercise


class Act(StrEnum):
    """Kinds of act; the first 18 are those of the law tables."""

    AIRSTRIKE = "airstrike"
    SHELLING = "shelling"
    MISSILE_OR_ROCKET = "missile_or_rocket"
    DRONE_STRIKE = "drone_strike"
    GROUND_ATTACK = "ground_attack"
    SHOOTING = "shooting"
    IED_OR_MINE = "ied_or_mine"
    CHEMICAL_ATTACK = "chemical_attack"
    EXECUTION = "execution"
    TORTURE = "torture"
    ABDUCTION_DETENTION = "abduction_detention"
    SIEGE_BLOCKADE = "siege_blockade"
    OBSTRUCTION_OF_AID = "obstruction_of_aid"
    FORCED_DISPLACEMENT = "forced_displacement"
    DESTRUCTION_OF_PROPERTY = "destruction_of_property"
    PILLAGE = "pillage"
    CHILD_RECRUITMENT = "child_recruitment"
    HUMAN_SHIELDING = "human_shielding"
    SEXUAL_VIOLENCE = "sexual_violence"
    ENFORCED_DISAPPEARANCE = "enforced_disappearance"
    ARSON = "arson"
    UNSPECIFIED_ATTACK = "unspecified_attack"  # an attack whose means nobody states


class TargetCategory(StrEnum):
    """What a source says was hit; ids of the law tables (`protected_objects.json`)."""

    MEDICAL_FACILITY = "medical_facility"
    MEDICAL_TRANSPORT = "medical_transport"
    SCHOOL = "school"
    PLACE_OF_WORSHIP = "place_of_worship"
    CULTURAL_PROPERTY = "cultural_property"
    CHARITY = "charity"
    SCIENCE_ART = "science_art"
    RESIDENTIAL = "residential"
    MARKET = "market"
    IDP_SITE = "idp_site"
    WATER = "water"
    FOOD = "food"
    SURVIVAL_OBJECTS = "survival_objects"
    HUMANITARIAN = "humanitarian"
    PEACEKEEPING = "peacekeeping"
    CIVIL_DEFENCE = "civil_defence"
    SERVICE_INFRASTRUCTURE = "service_infrastructure"
    DANGEROUS_FORCES = "dangerous_forces"
    ENVIRONMENT = "environment"
    CEMETERY = "cemetery"
    MEDIA = "media"
    DETENTION_PLACE = "detention_place"
    CIVILIAN_OBJECT = "civilian_object"


class PersonStatus(StrEnum):
    """Who a source says was harmed; ids of the law tables."""

    CIVILIAN = "civilian"
    MEDICAL_PERSONNEL = "medical_personnel"
    RELIGIOUS_PERSONNEL = "religious_personnel"
    HUMANITARIAN_WORKER = "humanitarian_worker"
    JOURNALIST = "journalist"
    RESCUER = "rescuer"
    CHILD = "child"
    HORS_DE_COMBAT = "hors_de_combat"


class HarmKind(StrEnum):
    """An effect a source states."""

    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    DETAINED = "detained"
    DISPLACED = "displaced"
    DESTROYED = "destroyed"
    DAMAGED = "damaged"
    DEPRIVATION = "deprivation"
    PROPERTY_TAKEN = "property_taken"
    SYMPTOMS = "symptoms"
    NO_HARM = "no_harm"  # stated, not missing


class WeaponKind(StrEnum):
    """What a source says it was done with."""

    AIR_DROPPED_BOMB = "air_dropped_bomb"
    BARREL_BOMB = "barrel_bomb"
    CLUSTER_MUNITION = "cluster_munition"
    INCENDIARY = "incendiary"
    CHEMICAL = "chemical"
    ARTILLERY = "artillery"
    MORTAR = "mortar"
    ROCKET = "rocket"
    MISSILE = "missile"
    DRONE = "drone"
    MINE = "mine"
    EXPLOSIVE_DEVICE = "explosive_device"
    FIREARM = "firearm"
    BLADE = "blade"
    FIRE = "fire"
    OTHER = "other"


class CircumstanceKind(StrEnum):
    """A stated detail of manner or setting."""

    METHOD = "method"
    STATED_REASON = "stated_reason"
    WARNING_GIVEN = "warning_given"
    PRIOR_ATTACK = "prior_attack"
    DESTINATION = "destination"
    PLACE_DENSITY = "place_density"
    PLACE_FACILITY = "place_facility"
    MILITARY_PRESENCE = "military_presence"


class ClaimStatus(StrEnum):
    """What a source says of a party's responsibility. Never a probability, never our view."""

    REPORTED_AS_FACT = "reported_as_fact"
    CLAIMED_OR_ADMITTED = "claimed_or_admitted"
    ACCUSED = "accused"
    ACCUSED_BY_AUTHORITY = "accused_by_authority"
    POSSIBLE = "possible"
    DENIED = "denied"
    ACQUITTED = "acquitted"


class Precision(StrEnum):
    """How finely a time is given. `UNPLACED`: words about time that no date could be read from."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"
    BEFORE = "before"
    AFTER = "after"
    UNPLACED = "unplaced"


class Basis(StrEnum):
    """Where a date comes from."""

    STATED = "stated"
    RELATIVE = "relative"
    PUBLICATION = "publication"


class Unit(StrEnum):
    """What a number counts."""

    PERSONS = "persons"
    FAMILIES = "families"
    BUILDINGS = "buildings"
    OTHER = "other"


class PartyKind(StrEnum):
    """What a named actor is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    ARMED_GROUP = "armed_group"
    STATE_BODY = "state_body"
    GROUP = "group"  # described, not named: "activists", "residents"


class PlaceLevel(StrEnum):
    """How finely a place is given, finest first."""

    SITE = "site"
    QUARTER = "quarter"
    VILLAGE = "village"
    TOWN = "town"
    CITY = "city"
    AREA = "area"  # near, between, countryside of
    DISTRICT = "district"
    PROVINCE = "province"
    REGION = "region"
    COUNTRY = "country"


class PlaceReason(StrEnum):
    """Why a place was chosen, or not."""

    PARENT_NAMED = "parent_named"
    CUE = "cue"
    DATELINE = "dateline"
    SCOPE = "scope"
    SIBLING = "sibling"
    ONLY_CANDIDATE = "only_candidate"
    LARGEST = "largest"  # capital or very large city under its main name
    NOT_IN_GAZETTEER = "not_in_gazetteer"
    AMBIGUOUS = "ambiguous"
    FOREIGN_ONLY = "foreign_only"


class Relation(StrEnum):
    """How two documents depend on each other."""

    SAME_TEXT = "same_text"
    SAME_SPEAKER = "same_speaker"
    CITES = "cites"
    SAME_OWNER = "same_owner"
    INDEPENDENT = "independent"
    UNKNOWN = "unknown"


class ElementState(StrEnum):
    """What the claims of a file show for one legal element. No finding at all = not checked."""

    NO_CLAIM = "no_claim"
    CLAIMED_BY_ONE = "claimed_by_one"
    CLAIMED_BY_INDEPENDENT = "claimed_by_independent"
    DISPUTED = "disputed"
    REVIEWER_SET = "reviewer_set"  # by a named person with a reason; the claims stay visible
    NOT_CHECKED = "not_checked"


class LeadKind(StrEnum):
    """Why a known speaker may be able to answer a question."""

    WAS_THERE = "was_there"  # gives testimony
    COUNTED = "counted"  # states a number of people or objects
    SECOND_HAND = "second_hand"  # is only quoted, by another one's report
    ACCUSED = "accused"  # speaks for a party alleged responsible


class Question(StrEnum):
    """What a person decides."""

    CLAIM = "claim"  # whether a claim was read rightly
    SPEAKER = "speaker"  # who says it
    VALUE = "value"  # one value of an allegation
    SAME_INCIDENT = "same_incident"  # whether two allegations speak of one occurrence
    CONFLICT_TYPE = "conflict_type"  # of the whole file
    ELEMENT = "element"  # what the file shows for one legal element


class Verdict(StrEnum):
    """How it is decided. `WITHDRAWN` takes the earlier decision back."""

    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class ConflictType(StrEnum):
    """What a person takes the conflict to be; `BOTH`: parallel conflicts."""

    IAC = "IAC"
    NIAC = "NIAC"
    BOTH = "both"


class Reviewed(StrEnum):
    """What a person says of an element. None of them says that it is met."""

    SUPPORTED = "supported by claims"
    DISPUTED = "disputed"
    MISSING = "missing"
    SOUGHT = "sought and not found"
    SET_ASIDE = "set aside"


class Outcome(StrEnum):
    """The result of one check of a sealed file."""

    HELD = "held"
    FAILED = "failed"
    NOT_CHECKABLE = "not_checkable"
