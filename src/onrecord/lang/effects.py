"""Words for weapons, things hit, people harmed and effects stated, English and Arabic."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from onrecord.lang.phrases import Phrases, folded, listed
from onrecord.model.vocab import HarmKind, PersonStatus, TargetCategory, WeaponKind


def _rows(table: dict[WeaponKind, str]) -> Iterator[tuple[str, WeaponKind]]:
    for kind, text in table.items():
        for phrase in listed(text):
            yield phrase, kind


WEAPONS: Final[Phrases[WeaponKind]] = Phrases(
    _rows(
        {
            WeaponKind.BARREL_BOMB: "barrel bomb|barrel bombs|برميل متفجر|براميل متفجرة|براميل|"
            "البراميل المتفجرة|برميلا متفجرا|براميل متفجره",
            WeaponKind.AIR_DROPPED_BOMB: "aerial bomb|aerial bombs|air dropped bombs|guided bombs|"
            "guided bomb|vacuum bombs|bunker busters|قنابل|قنبلة جوية|قنابل فراغية",
            WeaponKind.CLUSTER_MUNITION: "cluster munition|cluster munitions|cluster bomb|"
            "cluster bombs|قنابل عنقودية|ذخائر عنقودية|القنابل العنقودية",
            WeaponKind.INCENDIARY: "incendiary weapons|white phosphorus|napalm|incendiary bombs|"
            "incendiary munitions|molotov cocktail|molotov cocktails|incendiary bomb|فوسفور أبيض|"
            "الفوسفور الأبيض|قنابل حارقة",
            WeaponKind.CHEMICAL: "chemical weapons|chlorine|sarin|nerve agent|toxic gas|poison gas|"
            "mustard gas|chlorine gas|غاز الكلور|غاز السارين|أسلحة كيماوية|أسلحة كيميائية|"
            "غازات سامة|tear gas",
            WeaponKind.ARTILLERY: "artillery|shells|shell|artillery shells|tank shells|tank shell|"
            "howitzers|artillery shell|tank fire|cannons|مدفعية|قذائف|قذيفة|قذائف مدفعية|"
            "المدفعية الثقيلة|القذائف المدفعية|قذيفة مدفعية",
            WeaponKind.MORTAR: "mortar|mortars|mortar shells|mortar shell|mortar rounds|"
            "mortar round|قذائف هاون|قذيفة هاون|هاون|قذائف الهاون",
            WeaponKind.ROCKET: "rocket|rockets|rocket propelled grenade|rpg|راجمات الصواريخ|"
            "rocket propelled grenades|grad rockets|rocket launcher|rocket launchers|لاو|راجمة",
            WeaponKind.MISSILE: "missile|missiles|cruise missile|ballistic missile|صاروخ|صواريخ|"
            "ballistic missiles|guided missile|cruise missiles|صاروخين|صاروخا|صاروخ موجه",
            WeaponKind.DRONE: "drone|drones|unmanned aircraft|uav|quadcopter|طائرة مسيرة|"
            "طائرات مسيرة|مسيرة|طائرة بدون طيار|الطائرات المسيرة|quadcopters",
            WeaponKind.MINE: "mine|mines|landmine|landmines|land mine|land mines|لغم|ألغام|"
            "لغم أرضي|ألغام أرضية|claymore mines|anti personnel mine|antipersonnel mines",
            WeaponKind.EXPLOSIVE_DEVICE: "bomb|bombs|explosive|explosives|dynamite|car bomb|"
            "car bombs|explosive device|explosive devices|ied|ieds|dynamite charge|tnt|grenade|"
            "roadside bomb|time bomb|powerful bomb|explosive charge|dynamite charges|"
            "grenades|hand grenade|hand grenades|explosive charges|booby traps|explosive belt|"
            "dynamite sticks|sticks of dynamite|suicide vest|truck bomb|high power bomb|"
            "fragmentation grenades|fragmentation grenade|dynamite bomb|homemade bombs|"
            "low power bombs|high powered bomb|plastic explosives|bazooka|roadside bombs|"
            "عبوة ناسفة|عبوات ناسفة|سيارة مفخخة|حزام ناسف|متفجرات|قنبلة|مفخخة|عبوة",
            WeaponKind.FIREARM: "gun|guns|rifle|rifles|machine gun|machine guns|machinegun|bullet|"
            "bullets|gunfire|gunshots|assault rifle|assault rifles|submachine gun|m 16|ak 47|"
            "machineguns|pistol|pistols|live ammunition|live rounds|gunshot|submachineguns|"
            "submachinegun|m 16 rifles|live fire|revolver|shotgun|shotguns|automatic weapons|"
            "firearms|small arms|g 3 rifles|m 60 machineguns|رصاص|رصاصة|الرصاص الحي|بندقية|بنادق|"
            "رشاشات|رصاص قناص|الرصاص|رشاش|heavy machine guns",
            WeaponKind.BLADE: "knife|knives|machete|machetes|axe|axes|سكين|سكاكين|ساطور",
            WeaponKind.FIRE: "gasoline|petrol bomb|petrol bombs",
        }
    )
)

_TARGETS: Final[dict[TargetCategory, str]] = {
    TargetCategory.MEDICAL_FACILITY: "hospital|hospitals|clinic|clinics|medical center|"
    "medical centers|medical centre|medical centres|medical point|field hospital|surgical unit|"
    "health center|health centers|health centre|dispensary|medical facility|medical facilities|"
    "maternity ward|medical complex|health facility|health facilities|blood bank|pharmacy|"
    "مستشفى|مستشفيات|مشفى|مشافي|المشافي|مستوصف|مركز صحي|مراكز صحية|نقطة طبية|مشفى ميداني|عيادة|"
    "مجمع طبي|مراكز طبية|منشآت طبية|منشأة طبية|مركز طبي",
    TargetCategory.MEDICAL_TRANSPORT: "ambulance|ambulances|medical convoy|medical convoys|"
    "سيارة إسعاف|سيارات إسعاف|سيارات الإسعاف|سيارتي إسعاف",
    TargetCategory.SCHOOL: "school|schools|kindergarten|nursery|university|universities|institute|"
    "college|مدرسة|مدارس|روضة|جامعة|معهد|مدرستين",
    TargetCategory.PLACE_OF_WORSHIP: "mosque|mosques|church|churches|monastery|shrine|shrines|"
    "temple|synagogue|cathedral|مسجد|مساجد|كنيسة|كنائس|جامع|دير العبادة|مزار",
    TargetCategory.CULTURAL_PROPERTY: "museum|museums|archaeological site|archaeological sites|"
    "citadel|monument|monuments|library|libraries|متحف|موقع أثري|قلعة|مكتبة|مواقع أثرية",
    TargetCategory.CHARITY: "orphanage|charity office|relief kitchen|دار أيتام|جمعية خيرية|"
    "مطبخ إغاثي|soup kitchen",
    TargetCategory.SCIENCE_ART: "theatre|theater|research center|research centre|مسرح|مركز أبحاث",
    TargetCategory.RESIDENTIAL: "home|homes|house|houses|residential building|apartments|"
    "residential buildings|apartment|apartment building|apartment block|residence|residences|"
    "residential area|residential areas|neighborhood|neighbourhood|neighborhoods|neighbourhoods|"
    "residential neighborhoods|residential neighbourhood|building|buildings|dwelling|dwellings|"
    "residential quarter|family home|housing|tower block|apartment buildings|"
    "منزل|منازل|بيوت|شقة|مبنى سكني|مبان سكنية|المباني السكنية|حي سكني|أحياء سكنية|الأحياء السكنية|"
    "مناطق سكنية|بناء سكني|منزلا|منازل المدنيين|مبنى|مباني|منزلين",
    TargetCategory.MARKET: "market|markets|marketplace|souk|shop|shops|vegetable market|store|"
    "stores|سوق|أسواق|محل تجاري|محلات تجارية|سوقا|سوق شعبي|متجر",
    TargetCategory.IDP_SITE: "idp camp|displacement camp|camp|camps|refugee camp|refugee camps|"
    "shelter|shelters|tents|collective shelter|مخيم|مخيمات|مخيم نازحين|مركز إيواء|خيام|مراكز إيواء",
    TargetCategory.WATER: "water station|water plant|pumping station|water well|reservoir|"
    "water tank|water tanks|water supply|water network|محطة مياه|بئر|آبار|خزان مياه|محطة ضخ|"
    "محطة المياه|خزانات المياه|water wells",
    TargetCategory.FOOD: "bakery|bakeries|flour mill|crops|farmland|orchard|orchards|livestock|"
    "grain|grain silo|grain silos|farm|farms|wheat|harvest|cattle|فرن|أفران|مخبز|مخابز|مطحنة|"
    "محاصيل|أراض زراعية|الأراضي الزراعية|مواشي|صوامع|مزرعة|مزارع|محاصيل زراعية",
    TargetCategory.HUMANITARIAN: "aid convoy|aid convoys|humanitarian convoy|aid warehouse|"
    "relief office|distribution point|un convoy|aid truck|aid trucks|relief convoy|قافلة مساعدات|"
    "مستودع مساعدات|نقطة توزيع|قوافل المساعدات|قافلة إغاثة|aid office",
    TargetCategory.PEACEKEEPING: "un mission|un base|peacekeeping base|un post|"
    "مقر حفظ السلام|مقر الأمم المتحدة",
    TargetCategory.CIVIL_DEFENCE: "civil defence center|civil defense center|civil defence centre|"
    "rescue center|rescue centre|fire station|fire engine|fire truck|مركز الدفاع المدني|"
    "مركز إطفاء|سيارة إطفاء|مركز للدفاع المدني",
    TargetCategory.SERVICE_INFRASTRUCTURE: "power station|power stations|power plant|electricity|"
    "electricity network|bridge|bridges|service facilities|service facility|infrastructure|"
    "council building|vital civilian centers|vital civilian centres|vital centers|power lines|"
    "power line|high tension towers|electricity pylons|railroad|railway|road|roads|highway|"
    "oil pipeline|pipeline|substation|telephone exchange|airport|bus station|post office|"
    "city hall|town hall|municipal building|courthouse|telephone lines|electric towers|port|"
    "محطة كهرباء|جسر|جسور|بنية تحتية|البنية التحتية|مرافق خدمية|المرافق الخدمية|مراكز حيوية|"
    "المراكز الحيوية|محطة الكهرباء|مطار|طريق|منشآت حيوية|pylons|towers|pylon|tower|utility poles",
    TargetCategory.DANGEROUS_FORCES: "dam|dams|dyke|nuclear plant|nuclear power plant|سد|سدود",
    TargetCategory.ENVIRONMENT: "forest|forests|olive groves|olive trees|غابة|غابات|أشجار الزيتون",
    TargetCategory.CEMETERY: "cemetery|cemeteries|graveyard|graves|مقبرة|مقابر",
    TargetCategory.MEDIA: "media office|radio station|television station|newspaper|press office|"
    "tv station|newspaper offices|media offices|مكتب إعلامي|إذاعة|محطة تلفزيون|قناة",
    TargetCategory.DETENTION_PLACE: "prison|prisons|detention center|detention centre|jail|سجن|"
    "مركز احتجاز|معتقل",
    TargetCategory.CIVILIAN_OBJECT: "civilian areas|civilian area|civilian infrastructure|bus|"
    "buses|vehicle|vehicles|car|cars|truck|trucks|taxi|civilian objects|office|offices|"
    "headquarters|embassy|bank|banks|hotel|restaurant|supermarket|motorcycle|boat|boats|ship|"
    "consulate|company|factory|factories|warehouse|warehouses|installations|facilities|facility|"
    "cafe|train|trains|van|jeep|property|minibus|plant|theaters|residences|premises|center|"
    "club|discotheque|city|town|village|villages|towns|palace|bakery shop|chapel|parish|"
    "مناطق مدنية|حافلة|حافلات|سيارة|سيارات|مصنع|مقر|مكتب|شاحنة|قارب|دراجة نارية|مستودع|المدينة|"
    "سفارة|مصرف|فندق|مطعم",
}
TARGETS: Final[Phrases[TargetCategory]] = Phrases(
    (phrase, category) for category, text in _TARGETS.items() for phrase in listed(text)
)
# Settlement words: an object "the village of X" is a place before it is a thing hit.
SETTLEMENTS: Final = folded(
    listed("city|town|village|villages|towns|مدينه|بلده|قريه|حي|ريف|منطقه|بلدات|قري|احياء|محافظه")
)


@dataclass(frozen=True, slots=True)
class People:
    """What a word for people says. `number`: how many it means by itself (dual 2, singular 1)."""

    status: PersonStatus | None = None
    age: str | None = None
    sex: str | None = None
    number: int | None = None
    families: bool = False


_CIVILIAN, _CHILD = PersonStatus.CIVILIAN, PersonStatus.CHILD
_PEOPLE: Final[tuple[tuple[str, People], ...]] = (
    ("civilians|noncombatants|non combatants|مدنيون|مدنيين|المدنيين", People(_CIVILIAN)),
    ("civilian|مدني|مدنيا|مدنية", People(_CIVILIAN, number=1)),
    ("مدنيان|مدنيين اثنين", People(_CIVILIAN, number=2)),
    (("children|kids|minors|infants|babies|teenagers|newborns|schoolchildren|أطفال|طفلات|قاصرين|"
        "رضع|"
     "أطفالا"), People(_CHILD, "child")),
    ("child|infant|baby|minor|newborn|toddler|teenager|طفل|طفلا|رضيع|رضيعا",
     People(_CHILD, "child", number=1)),
    ("طفلة", People(_CHILD, "child", "female", 1)),
    ("طفلان|طفلين", People(_CHILD, "child", number=2)),
    ("طفلتان|طفلتين|تلميذتان|تلميذتين", People(_CHILD, "child", "female", 2)),
    ("girls|schoolgirls|daughters|فتيات|بنات", People(_CHILD, "child", "female")),
    ("girl|schoolgirl|daughter|فتاة|ابنته|ابنتها", People(_CHILD, "child", "female", 1)),
    ("boys|schoolboys|فتيان|أولاد", People(_CHILD, "child", "male")),
    ("boy|schoolboy|فتى", People(_CHILD, "child", "male", 1)),
    ("sons|أبناء", People(sex="male")),
    ("son|brother|grandson|nephew", People(sex="male", number=1)),
    ("women|mothers|housewives|نساء|سيدات|أمهات|نسوة", People(age="adult", sex="female")),
    (("woman|mother|wife|widow|grandmother|aunt|امرأة|سيدة|والدتهم|والدته|والدتها|أمهم|أمه|أمها|"
        "زوجته"),
     People(age="adult", sex="female", number=1)),
    ("sister|niece|granddaughter", People(sex="female", number=1)),
    ("امرأتان|امرأتين|سيدتان|سيدتين", People(age="adult", sex="female", number=2)),
    ("nun|maid", People(sex="female", number=1)),
    ("men|fathers|husbands|رجال", People(age="adult", sex="male")),
    ("man|father|husband|grandfather|uncle|رجل|رجلا|والده|والدهم",
     People(age="adult", sex="male", number=1)),
    ("رجلان|رجلين", People(age="adult", sex="male", number=2)),
    ("elderly|elderly people|مسنين|مسنون|كبار السن", People(age="elderly")),
    ("elderly man|مسن|مسنا", People(age="elderly", sex="male", number=1)),
    ("elderly woman|مسنة", People(age="elderly", sex="female", number=1)),
    (("doctors|nurses|medics|paramedics|medical staff|medical workers|health workers|surgeons|"
     "medical personnel|أطباء|ممرضين|مسعفين|مسعفون|كوادر طبية|الكوادر الطبية|عاملين صحيين"),
     People(PersonStatus.MEDICAL_PERSONNEL)),
    (("doctor|nurse|medic|paramedic|surgeon|physician|midwife|طبيب|طبيبة|ممرض|ممرضة|مسعف|طبيبا|"
        "مسعفا"),
     People(PersonStatus.MEDICAL_PERSONNEL, number=1)),
    ("مسعفان|طبيبان", People(PersonStatus.MEDICAL_PERSONNEL, number=2)),
    (("priests|clerics|monks|nuns|imams|jesuits|كهنة|"
        "أئمة"), People(PersonStatus.RELIGIOUS_PERSONNEL)),
    ("priest|cleric|monk|imam|bishop|archbishop|pastor|إمام|كاهن|قس",
     People(PersonStatus.RELIGIOUS_PERSONNEL, number=1)),
    (("aid workers|humanitarian workers|relief workers|volunteers|عمال إغاثة|عاملين إنسانيين|"
        "متطوعين"),
     People(PersonStatus.HUMANITARIAN_WORKER)),
    ("aid worker|humanitarian worker|relief worker|volunteer|عامل إغاثة|متطوع",
     People(PersonStatus.HUMANITARIAN_WORKER, number=1)),
    (("journalists|reporters|photographers|media workers|correspondents|صحفيين|صحفيون|إعلاميين|"
        "صحافيين"),
     People(PersonStatus.JOURNALIST)),
    ("journalist|reporter|photographer|cameraman|correspondent|صحفي|صحافي|إعلامي|صحفيا|مصور",
     People(PersonStatus.JOURNALIST, number=1)),
    ("صحفيان|صحافيان", People(PersonStatus.JOURNALIST, number=2)),
    (("rescuers|rescue workers|firefighters|civil defence workers|first responders|رجال إنقاذ|"
     "متطوعي الدفاع المدني|عناصر الدفاع المدني|منقذين"), People(PersonStatus.RESCUER)),
    ("rescuer|rescue worker|firefighter|white helmet", People(PersonStatus.RESCUER, number=1)),
    (("prisoners of war|wounded fighters|wounded soldiers|surrendered fighters|أسرى|أسرى الحرب|"
     "prisoners|captives"), People(PersonStatus.HORS_DE_COMBAT)),
    ("families|households|عائلات|أسر|عوائل", People(families=True)),
    ("family|عائلة|أسرة", People(families=True, number=1)),
    ("عائلتان|عائلتين", People(families=True, number=2)),
    (("people|persons|residents|villagers|inhabitants|passengers|worshippers|worshipers|patients|"
     "victims|members|bodies|relatives|workers|employees|students|teachers|peasants|farmers|"
     "refugees|displaced people|displaced|idps|shoppers|mourners|pilgrims|protesters|"
     "demonstrators|detainees|hostages|merchants|citizens|leaders|politicians|officials|judges|"
     "others|guests|pedestrians|bystanders|youths|staff|tourists|businessmen|lawyers|activists|"
     "unionists|union members|party members|missionaries|fishermen|shepherds|traders|guards|"
     "policemen|soldiers|fighters|troops|guerrillas|rebels|officers|marines|judge|population|"
     "advisers|technicians|engineers|laborers|individuals|ranchers|professors|candidates|"
     "militants|security guards|bodyguards|escorts|drivers|settlers|indians|natives|"
     "persons wounded|survivors|casualties|deputies|councilmen|mayors|diplomats|drivers|cadres|"
     "leftists|opponents|dissidents|intellectuals|hostage|group of people|locals|neighbors|"
     "أشخاص|شخصا|مواطنين|مواطنون|سكان|أهالي|نازحين|نازحون|مهجرين|مصلين|ضحايا|معتقلين|عمال|طلاب|"
     "مزارعين|مواطنا|شباب|شبان|لاجئين|جنود|عناصر|مقاتلين|مصابين|أهالى|محتجين|متظاهرين|متسوقين|"
     "معلمين|"
     "ركاب|موظفين|شخص|أفراد|نازحا"), People()),
    (("person|resident|villager|passenger|patient|worker|employee|student|teacher|peasant|farmer|"
     "merchant|citizen|politician|mayor|deputy|lawyer|businessman|activist|leader|soldier|"
     "policeman|guard|officer|driver|candidate|unionist|bystander|refugee|senator|governor|"
     "professor|fighter|victim|shepherd|fisherman|demonstrator|protester|shopkeeper|engineer|"
     "bodyguard|rancher|councilman|official|citizen|technician|ambassador|prosecutor|magistrate|"
     "congressman|minister|industrialist|manager|president|youth|adviser|muleteer|citizen|"
     "منفذ|مواطن|معلم|مزارع|عامل|طالب|شاب|نازح|معتقل|مزارعا|شابا|عنصر|جندي"), People(number=1)),
    ("شخصان|شخصين|مواطنان|شابان|شابين|نازحان|عاملان", People(number=2)),
)  # fmt: skip
PEOPLE: Final[Phrases[People]] = Phrases(
    (phrase, people) for text, people in _PEOPLE for phrase in listed(text)
)


@dataclass(frozen=True, slots=True)
class HarmCue:
    """A word for an effect. `side`: where those harmed stand beside it.

    "verb": subject of the passive, or object of the active; "after": the words after it ("death
    of", "مقتل"); "before": a number before it ("10 dead"); "alone": it names nobody.
    `number`: how many the form means by itself (Arabic dual).
    """

    kind: HarmKind
    side: str
    number: int | None = None
    transitive: bool = True


_K, _I, _D = HarmKind.KILLED, HarmKind.INJURED, HarmKind.DISPLACED
_HARMS: Final[tuple[tuple[str, HarmCue], ...]] = (
    (("killed|kills|kill|slain|murdered|assassinated|executed|martyred|shot dead|shot to death|"
     "massacred|slaughtered|machinegunned|gunned down|beheaded|assassinate|murder|assassinating|"
     "murdering|executing"), HarmCue(_K, "verb")),
    ("killing", HarmCue(_K, "verb")),
    ("died|perished|dies|succumbed|lost their lives|lost his life|lost her life",
     HarmCue(_K, "verb", transitive=False)),
    ("dead|fatalities|deaths|martyrs|fatality|قتيلا|شهيدا|قتلى|شهداء|قتيل|شهيد|dead bodies",
     HarmCue(_K, "before")),
    ("قتيلان|قتيلين|شهيدان|شهيدين", HarmCue(_K, "alone", 2)),
    (("death of|deaths of|killing of|killings of|murder of|murders of|assassination of|"
     "assassinations of|execution of|executions of|claimed the lives of|took the lives of|"
     "claimed the life of|took the life of|cost the lives of|death toll of|death toll to|"
     "death toll reached|death toll rose to|death toll stands at|slaying of|beheading of|"
     "مقتل|قتل|قتلت|قتلا|قتلتا|قتلن|"
     "مات|ماتت|ماتوا|ماتا|ماتتا|توفي|توفيت|توفوا|"
     "استشهاد|استشهد|وفاة|مصرع|قتلوا|بمقتل|استشهدت|تقتل|يقتل|لقي|راح ضحيته|"
     "راح ضحيتها|"
     "سقوط|حصيلة القتلى|أودى بحياة|أودت بحياة|إعدام|اغتيال|أعدمت|أعدم|أعدموا|اغتالت|اغتال"),
     HarmCue(_K, "after")),
    ("injured|injures|wounded|wounds|hurt|maimed|injure|wound|burned|suffered burns",
     HarmCue(_I, "verb")),
    ("wounding|injuring|maiming", HarmCue(_I, "verb")),
    ("injuries|wounded people|جريحا|جرحى|مصابا|مصابين|جريح|مصاب", HarmCue(_I, "before")),
    ("جريحان|جريحين", HarmCue(_I, "alone", 2)),
    (("injury of|injuries to|wounding of|injury to|إصابة|إصابات|أصيب|أصيبت|أصيبوا|أصيبا|أصبن|"
     "جرح|وجرح|أصاب|"
        "أصابت|"
     "جرحت|بجروح"), HarmCue(_I, "after")),
    ("missing|unaccounted for|disappeared|مفقودا|مفقودين|مفقود", HarmCue(HarmKind.MISSING, "verb")),
    ("فقدان|فقد|اختفاء", HarmCue(HarmKind.MISSING, "after")),
    (("detained|arrested|abducted|kidnapped|kidnaped|captured|taken hostage|imprisoned|jailed|"
     "rounded up|detaining|arresting|abducting|kidnapping|capturing|detain|abduct|kidnap|"
     "taken prisoner|took prisoner|took hostage"), HarmCue(HarmKind.DETAINED, "verb")),
    (("arrest of|detention of|abduction of|kidnapping of|arrests of|kidnaping of|اعتقال|اعتقلت|"
        "اعتقل|"
     "اعتقلوا|احتجاز|خطف|اختطاف|احتجزت|خطفت|اختطفت|خطفوا|اختطف|احتجز|اختطفوا"),
     HarmCue(HarmKind.DETAINED, "after")),
    (("displaced|uprooted|forced to flee|forced from their homes|displacing|deported|expelled|"
     "evicted|displace|forced to leave|driven from their homes|deporting|expelling"),
     HarmCue(_D, "verb")),
    ("fled|fleeing", HarmCue(_D, "verb", transitive=False)),
    ("displacement of|deportation of|expulsion of|نزوح|تهجير|نزح|نزحت|هجرت|هجر|هجروا|ترحيل|تشريد",
     HarmCue(_D, "after")),
    (("destroyed|demolished|levelled|leveled|flattened|razed|burned down|burnt down|torched|"
     "destroying|demolishing|burnt|wrecked|gutted|flattening|leveling|levelling|destroy|blown up"),
     HarmCue(HarmKind.DESTROYED, "verb")),
    ("destruction of|demolition of|تدمير|دمار|دمر|دمرت|هدم|هدمت|احتراق|إحراق|أحرقت|هدموا|أحرقوا",
     HarmCue(HarmKind.DESTROYED, "after")),
    ("damaged|partially destroyed|damaging|partly destroyed|damages|severely damaged|damage",
     HarmCue(HarmKind.DAMAGED, "verb")),
    ("damage to|damages to|تضرر|تضررت|أضرار في|أضرار", HarmCue(HarmKind.DAMAGED, "after")),
    ("looted|stolen|robbed|plundered|stole|looting|stealing|confiscated|pillaged",
     HarmCue(HarmKind.PROPERTY_TAKEN, "verb")),
    ("نهب|نهبت|سرقة|سرقت|سرقوا|نهبوا|مصادرة", HarmCue(HarmKind.PROPERTY_TAKEN, "after")),
    (("suffocation|suffocated|breathing difficulties|difficulty breathing|choking|convulsions|"
     "foaming at the mouth|respiratory problems|اختناق|حالات اختناق|ضيق تنفس|ضيق في التنفس"),
     HarmCue(HarmKind.SYMPTOMS, "alone")),
    (("without water|without electricity|starvation|starving|without food|cut off water|cut water|"
     "deprived of|malnutrition|without power|انقطاع المياه|انقطاع الكهرباء|تجويع|مجاعة"),
     HarmCue(HarmKind.DEPRIVATION, "alone")),
    (("no casualties|no injuries|no deaths|no victims|without casualties|no one was killed|"
     "no one was hurt|no one was injured|nobody was hurt|nobody was killed|no fatalities|"
     "there were no casualties|no human losses|without causing casualties|nobody was injured|"
     "caused no casualties|no damage|no damages|no loss of life|no personal injuries|"
     "no one died|without injuries|not cause casualties|no dead or wounded|لا إصابات|دون إصابات|"
     "دون وقوع إصابات|دون ضحايا|لم يسفر عن ضحايا|لا ضحايا|لم تقع إصابات|دون خسائر بشرية|"
     "دون وقوع ضحايا|لم يصب أحد|لم يسجل وقوع إصابات"), HarmCue(HarmKind.NO_HARM, "alone")),
)  # fmt: skip
HARMS: Final[Phrases[HarmCue]] = Phrases(
    (phrase, cue) for text, cue in _HARMS for phrase in listed(text)
)
INCLUDING: Final[Phrases[bool]] = Phrases(
    (phrase, True)
    for phrase in listed(
        "including|among them|most of them|among whom|many of them|of whom|of them|half of them|"
        "mostly|some of them|one of them|two of them|comprising|بينهم|بينهن|من بينهم|من بينهن|"
        "معظمهم|غالبيتهم|منهم|أغلبهم|ضمنهم"
    )
)

# Words that can do a violent act, so that a phrase with one of them is an agent.
AGENTS: Final = folded(
    listed(
        """forces|force|army|armies|troops|soldiers|regime|government|militia|militias|gunmen|
        gunman|rebels|rebel|guerrillas|guerrilla|fighters|group|groups|police|policemen|navy|
        warplanes|jets|helicopters|aircraft|planes|terrorists|terrorist|militants|insurgents|
        brigade|battalion|league|clan|tribe|legion|battery|crew|raiders|coalition|alliance|
        council|ministry|division|regiment|corps|squad|squads|commando|commandos|unit|units|
        air force|military|patrol|
        authorities|snipers|sniper|attackers|attacker|assailants|individuals|extremists|gang|
        gangs|faction|factions|front|movement|party|organization|organisation|cartel|mafia|
        traffickers|drone|settlers|paramilitaries|paramilitary|mercenaries|junta|state|men|mob|
        bomber|hitmen|killers|subversives|hooded|dissidents|vigilantes|guards|artillery|fleet|
        قوات|قوه|جيش|نظام|ميليشيا|ميليشيات|مليشيات|مسلحون|مسلحين|طيران|طائرات|طائره|فصائل|فصيل|
        تنظيم|جماعه|سلاح|مخابرات|شرطه|عناصر|حكومه|سلطات|مقاتلات|مروحيات|مقاتلو|حاجز|قناص|مجموعه|
        دبابات|احتلال|روسيا|قناصه|جنود|كتيبه|لواء|وحده|وحدات|حرس|فرقه|مسيره|مدفعيه|راجمات|الامن"""
    )
)
# What cannot be an agent: things, times, acts and abstract nouns at the head of a subject.
NOT_AGENTS: Final = frozenset(
    listed(
        """attack|attacks|strike|strikes|airstrike|airstrikes|raid|raids|shelling|bombing|bombings|
        bombardment|missile|missiles|rocket|rockets|bomb|bombs|mine|explosion|explosions|blast|
        campaign|violence|escalation|operation|shells|bullets|
        bullet|fire|clashes|fighting|war|conflict|crossfire|morning|evening|night|day|days|week|
        month|year|years|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|
        february|march|april|may|june|july|august|september|october|november|december|today|
        yesterday|tonight|incident|incidents|event|events|situation|crime|crimes|wave|series|
        people|civilians|children|women|number|numbers|casualties|toll|report|reports|sources|
        source|statement|offensive|assault|killing|murder|it|this|that|which|he|she|they|we|i|you|
        who|what|there|others|accident|earthquake|flood|crash|weapon|weapons|dead|injured|
        footage|video|videos|photo|photos|image|images|picture|pictures|post|posts|
        wounded|victims|another|hours|minutes|all|some|one|two|part|result|ones|those|these"""
    )
)
# Adjectives before the name of an act that name its agent ("rebel shelling"). Names of nations are
# not listed: they are known by their endings or by the place they come from.
NATIONAL_ENDINGS: Final = ("ian", "ean", "ese", "ish", "ican", "iot", "i")
PREMODIFIER_AGENTS: Final = frozenset(
    listed(
        """rebel|regime|government|army|militia|guerrilla|insurgent|police|opposition|coalition|
        military|settler|separatist|jihadist|paramilitary|junta|allied"""
    )
)
