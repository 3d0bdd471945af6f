"""What each term of the vocabularies means, and what other schemes call the nearest thing.

A mapping narrows: a scheme's term may hold more or less than ours, so exports keep ours beside it.
Names in other schemes as recalled from their codebooks: ACLED sub-event types (Armed Conflict
Location & Event Data, codebook of 2021 and later), GTD attack types (Global Terrorism Database,
codebook of 2019), PLOVER modes of ASSAULT and COERCE (2018), acts as HURIDOCS Events Standard
Formats (2001) would put them, in plain words. Compare them with the edition you exchange with.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from onrecord.model.vocab import Act, HarmKind, PersonStatus, TargetCategory, WeaponKind


@dataclass(frozen=True, slots=True)
class ActTerm:
    """An act: what it means, and its nearest term in other schemes; "" where none is near."""

    meaning: str
    acled: str
    gtd: str
    plover: str
    huridocs: str
    in_law_tables: bool = True


_REMOTE: Final = "Air/drone strike"
_SHELLS: Final = "Shelling/artillery/missile attack"
_BOMB: Final = "Bombing/Explosion"
ACTS: Final[dict[Act, ActTerm]] = {
    Act.AIRSTRIKE: ActTerm(
        "bombs or fire from a crewed aircraft", _REMOTE, _BOMB, "aerial", "attack from the air"
    ),
    Act.SHELLING: ActTerm(
        "artillery, mortar or tank fire", _SHELLS, _BOMB, "heavy-weapons", "shelling"
    ),
    Act.MISSILE_OR_ROCKET: ActTerm(
        "missiles or rockets, from wherever they came", _SHELLS, _BOMB, "heavy-weapons",
        "attack by missile or rocket",
    ),
    Act.DRONE_STRIKE: ActTerm(
        "a strike by or from an aircraft without crew", _REMOTE, _BOMB, "aerial",
        "attack from the air",
    ),
    Act.GROUND_ATTACK: ActTerm(
        "fighters on the ground attack people or a place", "Attack", "Armed Assault", "",
        "armed attack",
    ),
    Act.SHOOTING: ActTerm("small arms are fired at people", "Attack", "Armed Assault", "firearms",
                          "shooting"),
    Act.IED_OR_MINE: ActTerm(
        "a bomb placed or carried, or a mine, goes off", "Remote explosive/landmine/IED", _BOMB,
        "explosives", "bombing by device or mine",
    ),
    Act.CHEMICAL_ATTACK: ActTerm(
        "a toxic chemical is used against people", "Chemical weapon", "Unarmed Assault", "",
        "use of chemical weapons",
    ),
    Act.EXECUTION: ActTerm(
        "chosen people are killed, held or not", "Attack", "Assassination", "execute",
        "deliberate killing of individuals",
    ),
    Act.TORTURE: ActTerm(
        "people are hurt on purpose while in somebody's hands", "Attack", "", "torture", "torture"
    ),
    Act.ABDUCTION_DETENTION: ActTerm(
        "people are taken or held", "Abduction/forced disappearance",
        "Hostage Taking (Kidnapping)", "abduct", "abduction or detention",
    ),
    Act.SIEGE_BLOCKADE: ActTerm(
        "a place is closed off from the outside", "Other", "", "restrict", "siege"
    ),
    Act.OBSTRUCTION_OF_AID: ActTerm(
        "aid is kept from those in need", "Other", "", "withhold", "denial of relief"
    ),
    Act.FORCED_DISPLACEMENT: ActTerm(
        "people are made to leave", "Other", "", "deport", "forced displacement"
    ),
    Act.DESTRUCTION_OF_PROPERTY: ActTerm(
        "things are destroyed, not by fire", "Looting/property destruction",
        "Facility/Infrastructure Attack", "", "destruction of property",
    ),
    Act.PILLAGE: ActTerm(
        "things are taken by force or in its shadow", "Looting/property destruction", "", "seize",
        "pillage",
    ),
    Act.CHILD_RECRUITMENT: ActTerm(
        "children are taken into forces or used by them", "Other", "", "",
        "recruitment of children",
    ),
    Act.HUMAN_SHIELDING: ActTerm(
        "people are placed where their presence covers fighters", "Other", "", "",
        "use of human shields",
    ),
    Act.SEXUAL_VIOLENCE: ActTerm(
        "a sexual act by force or threat", "Sexual violence", "", "sexual", "sexual violence",
        in_law_tables=False,
    ),
    Act.ENFORCED_DISAPPEARANCE: ActTerm(
        "people are taken and those who hold them say nothing of them",
        "Abduction/forced disappearance", "Hostage Taking (Kidnapping)", "abduct",
        "enforced disappearance", in_law_tables=False,
    ),
    Act.ARSON: ActTerm(
        "things are set on fire", "Looting/property destruction",
        "Facility/Infrastructure Attack", "", "arson", in_law_tables=False,
    ),
    Act.UNSPECIFIED_ATTACK: ActTerm(
        "an attack whose means nobody states", "Attack", "Unknown", "", "attack",
        in_law_tables=False,
    ),
}  # fmt: skip
TARGETS: Final[dict[TargetCategory, str]] = {
    TargetCategory.MEDICAL_FACILITY: "where the sick and wounded are treated",
    TargetCategory.MEDICAL_TRANSPORT: "what carries the sick, the wounded or those who treat them",
    TargetCategory.SCHOOL: "where people are taught, nursery to university",
    TargetCategory.PLACE_OF_WORSHIP: "where people pray",
    TargetCategory.CULTURAL_PROPERTY: "monuments, museums, libraries, archaeological sites",
    TargetCategory.CHARITY: "a building given to charity",
    TargetCategory.SCIENCE_ART: "a building given to science or art",
    TargetCategory.RESIDENTIAL: "where people live",
    TargetCategory.MARKET: "where people buy and sell",
    TargetCategory.IDP_SITE: "where displaced people stay",
    TargetCategory.WATER: "what people get water from",
    TargetCategory.FOOD: "what food is grown, made or kept in",
    TargetCategory.SURVIVAL_OBJECTS: "other things people cannot live without",
    TargetCategory.HUMANITARIAN: "what aid is carried, kept or given out with",
    TargetCategory.PEACEKEEPING: "what belongs to a peacekeeping mission",
    TargetCategory.CIVIL_DEFENCE: "what rescuers and firefighters work with",
    TargetCategory.SERVICE_INFRASTRUCTURE: "power, roads, bridges, public offices",
    TargetCategory.DANGEROUS_FORCES: "dams, dykes, nuclear power stations",
    TargetCategory.ENVIRONMENT: "forests, groves, waters as nature",
    TargetCategory.CEMETERY: "where the dead lie",
    TargetCategory.MEDIA: "where news is made",
    TargetCategory.DETENTION_PLACE: "where people are held",
    TargetCategory.CIVILIAN_OBJECT: "anything else called civilian, or by its kind not military",
}
WEAPONS: Final[dict[WeaponKind, str]] = {
    WeaponKind.AIR_DROPPED_BOMB: "a bomb dropped or guided from the air",
    WeaponKind.BARREL_BOMB: "an improvised bomb dropped from the air",
    WeaponKind.CLUSTER_MUNITION: "a munition that scatters smaller ones",
    WeaponKind.INCENDIARY: "a weapon made to set fire",
    WeaponKind.CHEMICAL: "a toxic chemical",
    WeaponKind.ARTILLERY: "guns, howitzers, tank guns and their shells",
    WeaponKind.MORTAR: "mortars and their rounds",
    WeaponKind.ROCKET: "rockets, grenades with a rocket motor included",
    WeaponKind.MISSILE: "guided missiles, and what a source calls so",
    WeaponKind.DRONE: "an aircraft without crew",
    WeaponKind.MINE: "a mine",
    WeaponKind.EXPLOSIVE_DEVICE: "a bomb that is placed, carried or thrown",
    WeaponKind.FIREARM: "small arms and their bullets",
    WeaponKind.BLADE: "what cuts",
    WeaponKind.FIRE: "fire, and what feeds it",
    WeaponKind.OTHER: "a means named that is none of these",
}
HARMS: Final[dict[HarmKind, str]] = {
    HarmKind.KILLED: "people lost their lives",
    HarmKind.INJURED: "people were hurt and lived when it was told",
    HarmKind.MISSING: "nobody says where people are",
    HarmKind.DETAINED: "people are held",
    HarmKind.DISPLACED: "people had to leave where they lived",
    HarmKind.DESTROYED: "a thing is gone or beyond use",
    HarmKind.DAMAGED: "a thing is harmed",
    HarmKind.DEPRIVATION: "people lack what they need",
    HarmKind.PROPERTY_TAKEN: "things were taken",
    HarmKind.SYMPTOMS: "signs of a chemical on people",
    HarmKind.NO_HARM: "a source states that nobody or nothing was harmed",
}
PERSONS: Final[dict[PersonStatus, str]] = {
    PersonStatus.CIVILIAN: "called civilian, or not a combatant",
    PersonStatus.MEDICAL_PERSONNEL: "who treat or carry the sick and wounded",
    PersonStatus.RELIGIOUS_PERSONNEL: "who minister to the faithful",
    PersonStatus.HUMANITARIAN_WORKER: "who bring aid",
    PersonStatus.JOURNALIST: "who gather news",
    PersonStatus.RESCUER: "who rescue and fight fires",
    PersonStatus.CHILD: "under 18, or called child, boy, girl, infant",
    PersonStatus.HORS_DE_COMBAT: "fighters who surrendered, are held or lie wounded",
}
