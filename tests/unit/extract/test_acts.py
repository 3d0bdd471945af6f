"""Which kind of act a sentence alleges, and what is no act at all."""

from __future__ import annotations

import pytest

from onrecord.model.vocab import Act, PersonStatus, TargetCategory, WeaponKind
from unit.extract.allegation_help import actors, alleged, one, targets, victims


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Warplanes carried out three airstrikes on the village of Tamra.", Act.AIRSTRIKE),
        ("An air strike hit a bakery in Tamra.", Act.AIRSTRIKE),
        ("Helicopters dropped barrel bombs on the northern quarter.", Act.AIRSTRIKE),
        ("The army shelled the market on Monday.", Act.SHELLING),
        ("THE ARMY SHELLED THE MARKET ON MONDAY.", Act.SHELLING),
        ("Heavy artillery shelling continued for two days.", Act.SHELLING),
        ("A heavy bombardment hit the old town.", Act.SHELLING),
        ("A rocket attack damaged the school.", Act.MISSILE_OR_ROCKET),
        ("Missiles struck the power station at dawn.", Act.MISSILE_OR_ROCKET),
        ("A drone strike killed a nurse near Velka.", Act.DRONE_STRIKE),
        ("Fighters of the Orra Front stormed the town hall.", Act.GROUND_ATTACK),
        ("Militiamen attacked the farm with rifles.", Act.SHOOTING),
        ("Militiamen attacked the farm.", Act.GROUND_ATTACK),
        ("Soldiers opened fire on a bus.", Act.SHOOTING),
        ("A sniper shot a student in the street.", Act.SHOOTING),
        ("A car bomb exploded outside the court.", Act.IED_OR_MINE),
        ("A landmine explosion killed a shepherd.", Act.IED_OR_MINE),
        ("The suicide bombing destroyed two shops.", Act.IED_OR_MINE),
        ("Residents described a chlorine attack on the valley.", Act.CHEMICAL_ATTACK),
        ("The gunmen executed three prisoners.", Act.EXECUTION),
        ("The mayor was assassinated outside his home.", Act.EXECUTION),
        ("Guards tortured detainees in the cellar.", Act.TORTURE),
        ("Police detained twelve students.", Act.ABDUCTION_DETENTION),
        ("A priest was kidnapped by armed men.", Act.ABDUCTION_DETENTION),
        ("The brigade besieged the town for months.", Act.SIEGE_BLOCKADE),
        ("The checkpoint blocked aid convoys for a week.", Act.OBSTRUCTION_OF_AID),
        ("Soldiers prevented humanitarian aid from entering Tamra.", Act.OBSTRUCTION_OF_AID),
        ("The militia forcibly displaced the villagers.", Act.FORCED_DISPLACEMENT),
        ("Families were expelled from their homes by the brigade.", Act.FORCED_DISPLACEMENT),
        ("Bulldozers of the council demolished nine houses.", Act.DESTRUCTION_OF_PROPERTY),
        ("Fighters looted the warehouse.", Act.PILLAGE),
        ("Militiamen set fire to the orchards.", Act.ARSON),
        ("Rebels used villagers as human shields.", Act.HUMAN_SHIELDING),
        ("The report speaks of child recruitment in the camps.", Act.CHILD_RECRUITMENT),
        ("Women were raped by guards.", Act.SEXUAL_VIOLENCE),
        ("Two teachers were forcibly disappeared.", Act.ENFORCED_DISAPPEARANCE),
        ("قصفت قوات الحكومة بلدة الزهراء", Act.SHELLING),
        ("استهدفت غارة جوية سوقا في البلدة", Act.AIRSTRIKE),
        ("شن الطيران الحربي غارات على القرية", Act.AIRSTRIKE),
        ("اعتقلت الشرطة خمسة طلاب", Act.ABDUCTION_DETENTION),
        ("حاصرت الميليشيات البلدة منذ شهرين", Act.SIEGE_BLOCKADE),
        ("منعت القوات دخول المساعدات إلى المخيم", Act.OBSTRUCTION_OF_AID),
        ("منعت دخول المساعدات إلى المخيم", Act.OBSTRUCTION_OF_AID),
        ("تهجير قسري لسكان القرية", Act.FORCED_DISPLACEMENT),
        ("أعدم مسلحون ثلاثة أسرى", Act.EXECUTION),
        ("انفجرت سيارة مفخخة قرب السوق", Act.IED_OR_MINE),
        ("نهبت الميليشيات منازل القرية", Act.PILLAGE),
        ("أحرق المسلحون المحاصيل", Act.ARSON),
        ("أَطْلَقَ النَّارَ قناص على سيارة", Act.SHOOTING),
    ],
)
def test_an_act_is_found_by_its_words(text: str, act: Act) -> None:
    assert [item.act.value for item in alleged(text)] == [act]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The council met to discuss the price of bread.",
        "He died of a heart attack at the age of 80.",
        "Workers went on a general strike over wages.",
        "Five people were killed in a bus crash near Velka.",
        "The earthquake killed at least 200 people.",
        "The two sides struck a deal on water.",
        "Parliament voted on the execution of the plan.",
        "He called it a massacre, a war crime and a genocide.",
        "The sales target for May was reached.",
        "Prices of gas and mortar rose in May.",
        "The army held a parade with new rockets and shells.",
        "اجتمع المجلس لبحث أسعار الخبز",
        "توفي خمسة أشخاص في حادث سير",
    ],
)
def test_no_act_is_made_of_other_words(text: str) -> None:
    assert alleged(text) == []


def test_two_acts_of_one_sentence_are_two_allegations() -> None:
    found = alleged("The brigade shelled the village and looted the shops.")
    assert [item.act.value for item in found] == [Act.SHELLING, Act.PILLAGE]
    assert [actors(item) for item in found] == [["The brigade"], ["The brigade"]]


def test_targeting_people_and_things_is_one_allegation() -> None:
    item = one("Orland is targeting civilians, hospitals and service facilities.")
    assert victims(item) == ["civilians"]
    assert item.victims[0].status is not None
    assert item.victims[0].status.value is PersonStatus.CIVILIAN
    assert [t.category.value for t in item.targets if t.category] == [
        TargetCategory.MEDICAL_FACILITY,
        TargetCategory.SERVICE_INFRASTRUCTURE,
    ]


def test_each_place_of_a_displacement_is_kept() -> None:
    names = ("Tamra", "Velka", "Orsa", "Dunn", "Harl", "Mirn")
    item = one(
        "The junta forcibly displaced the people of Tamra, east Velka, Orsa, Dunn, Harl and Mirn.",
        *names,
    )
    assert [place.value for place in item.where] == list(names)


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Shells hit the school building.", TargetCategory.SCHOOL),
        ("An airstrike hit a field hospital.", TargetCategory.MEDICAL_FACILITY),
        ("An airstrike hit an ambulance.", TargetCategory.MEDICAL_TRANSPORT),
        ("An airstrike hit the water station.", TargetCategory.WATER),
        ("An airstrike hit the displacement camp.", TargetCategory.IDP_SITE),
        ("The army shelled residential buildings.", TargetCategory.RESIDENTIAL),
        ("The army shelled the vegetable market.", TargetCategory.MARKET),
        ("The army shelled the church.", TargetCategory.PLACE_OF_WORSHIP),
        ("The army shelled a bakery.", TargetCategory.FOOD),
        ("قصفت قوات الحكومة مستشفى الأمل", TargetCategory.MEDICAL_FACILITY),
        ("استهدف القصف مدرسة", TargetCategory.SCHOOL),
        ("غارة جوية على سوق شعبي", TargetCategory.MARKET),
    ],
)
def test_what_was_hit_has_the_category_of_its_words(text: str, category: TargetCategory) -> None:
    found = [t.category.value for item in alleged(text) for t in item.targets if t.category]
    assert found == [category]


def test_a_weapon_is_kept_with_its_words() -> None:
    item = one("Helicopters dropped barrel bombs on the school.")
    assert [(w.words.value, w.kind) for w in item.weapons] == [
        ("barrel bombs", WeaponKind.BARREL_BOMB)
    ]
    assert targets(item) == ["the school"]


def test_the_attack_told_again_is_of_the_kind_named_before() -> None:
    found = alleged("An airstrike hit the school. The attack killed two boys.")
    assert [item.act.value for item in found] == [Act.AIRSTRIKE, Act.AIRSTRIKE]
    assert found[1].rule == "generic_by_antecedent"
    assert [span.quote for span in found[1].act.spans] == ["attack", "airstrike"]


def test_forty_incidents_give_forty_allegations() -> None:
    lines = [f"- On day {n} the army shelled village number {n}." for n in range(1, 41)]
    assert len(alleged("\n".join(lines))) == 40


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The council's forces attacked the village of Tamra.", Act.UNSPECIFIED_ATTACK),
        ("The clinic in Tamra was targeted on Monday.", Act.UNSPECIFIED_ATTACK),
        ("The assault on the market killed three women.", Act.UNSPECIFIED_ATTACK),
        ("Three women were killed in Tamra on Monday.", Act.UNSPECIFIED_ATTACK),
        ("Rebels assaulted the post office.", Act.UNSPECIFIED_ATTACK),
        ("The attack killed three soldiers.", Act.UNSPECIFIED_ATTACK),
        ("استهدفت قوات الحكومة المشفى", Act.UNSPECIFIED_ATTACK),
        ("قتل ثلاثة مدنيين في هجوم على القرية", Act.UNSPECIFIED_ATTACK),
        ("Soldiers attacked the village of Tamra.", Act.GROUND_ATTACK),
        ("The village was attacked by gunmen.", Act.GROUND_ATTACK),
        ("هاجم مسلحون القرية", Act.GROUND_ATTACK),
        ("The market was bombed on Monday.", Act.UNSPECIFIED_ATTACK),
        ("Jets bombed the market on Monday.", Act.AIRSTRIKE),
        ("The air force bombed the market.", Act.AIRSTRIKE),
        ("The bombing campaign by the junta's planes goes on.", Act.AIRSTRIKE),
        ("The bombing campaign of the junta goes on.", Act.UNSPECIFIED_ATTACK),
        ("A bombing campaign with heavy artillery goes on.", Act.SHELLING),
        ("The bombardment of the old town by planes went on.", Act.AIRSTRIKE),
        ("The bombardment of the old town went on.", Act.SHELLING),
        ("The rebels attacked a helicopter.", Act.UNSPECIFIED_ATTACK),
        ("An explosion damaged the bridge.", Act.IED_OR_MINE),
    ],
)
def test_an_attack_whose_means_nobody_states_is_of_no_kind(text: str, act: Act) -> None:
    assert [item.act.value for item in alleged(text)] == [act]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Orlan warplanes bomb a clinic in Tamra.", Act.AIRSTRIKE),
        ("The army shells the old town.", Act.SHELLING),
        ("The clinic in Tamra hit by jets.", Act.AIRSTRIKE),
        ("Five shells had landed among the stalls.", Act.SHELLING),
        ("Rockets fell on the lower quarter.", Act.MISSILE_OR_ROCKET),
        ("The front fired two mortars from the hill.", Act.SHELLING),
        ("The guard enlisted nine boys under fifteen.", Act.CHILD_RECRUITMENT),
        ("The front uses the people of Tamra as shields.", Act.HUMAN_SHIELDING),
        ("The guard set thirty houses on fire.", Act.ARSON),
        ("League men hanged a carpenter.", Act.EXECUTION),
        ("قصفت طائرات حربية مشفى البلدة", Act.AIRSTRIKE),
        ("ألقت الطائرات أربع قنابل على الجسر", Act.AIRSTRIKE),
        ("جندت الجبهة تسعة فتيان", Act.CHILD_RECRUITMENT),
        ("ثلاثة طلاب تعرضوا للضرب في المخفر", Act.TORTURE),
    ],
)
def test_an_act_is_found_by_two_words_together(text: str, act: Act) -> None:
    assert [item.act.value for item in alleged(text)] == [act]
