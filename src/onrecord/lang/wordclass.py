"""Classes of common words (articles, prepositions, auxiliaries, verbs of saying …), EN and AR."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from onrecord.lang.fold import fold
from onrecord.lang.phrases import listed

DET, NUM, WORD, PREP, OF, AND, SUB, AUX, VERB, ADV, PRON, POSS, MARK, NEG = (
    "det", "num", "word", "prep", "of", "and", "sub", "aux", "verb", "adv", "pron", "poss",
    "mark", "neg",
)  # fmt: skip


def _classed() -> Iterator[tuple[str, str]]:
    lists = {
        DET: "a|an|the|his|her|their|its|our|my|your|several|many|some|another|other|each|every|"
        "both|all|any|no|few|more|هذا|هذه|تلك|ذلك|كل|جميع|عدة|بعض|عدد من",
        PREP: "alongside|in|at|on|by|against|from|with|near|during|to|into|onto|around|across|"
        "towards|toward|under|over|through|throughout|for|without|within|between|among|behind|"
        "beside|above|along|off|via|upon|about|despite|following|amid|outside|beyond|until|since|"
        "في|من|على|إلى|عن|ضد|بين|قرب|حتى|خلال|بعد|قبل|مع|تحت|فوق|أمام|خلف|داخل|خارج|نحو|بحق|حول|عند|"
        "منذ|جنوب|شمال|شرق|غرب|شرقي|غربي|جنوبي|شمالي|بواسطة|بذريعة|بحجة|بدعوى|بتهمة|وسط|عبر|بسبب|إثر|جراء|نتيجة|ضمن|باتجاه|"
        "عبرها|لدى|بينما كان|من قبل|علي يد|على يد|على أيدي|per|inside|atop|aboard",
        OF: "of",
        AND: "and|or|&|as well as|و|أو",
        SUB: "that|which|who|whom|whose|while|when|after|before|as|because|where|although|though|"
        "but|than|so|since|if|unless|whereas|until|الذي|التي|الذين|أن|إن|أنه|أنها|بأن|لأن|عندما|فيما|"
        "بعدما|حيث|كما|لكن|مما|ما|بينما|اللذين|اللواتي|what|how|why|whether|والتي|والذي|ان",
        AUX: "is|are|was|were|be|been|being|has|have|had|having|do|does|did|will|would|can|could|"
        "may|might|must|shall|should|cannot|كان|كانت|كانوا|يكون|تكون|قد|لقد|تم|يتم|جرى",
        PRON: "he|she|it|they|we|i|you|him|them|us|me|himself|themselves|itself|this|these|those|"
        "there|here|everything|anything|something|nothing|everyone|everybody|someone|somebody|"
        "anyone|anybody|هو|هي|هم|نحن|أنا|ذاك|it's",
        NEG: "not|never|لم|لن|لا|ليس|didn't|wasn't|weren't|hasn't|haven't|doesn't|don't|isn't",
        ADV: "also|then|later|again|still|already|now|just|only|even|often|once|twice|soon|ago|"
        "yesterday|today|tonight|tomorrow|meanwhile|however|moreover|therefore|thus|almost|"
        "far|ever|too|very|yet|instead|أيضا|أمس|اليوم|غدا|امس|كذلك|مساء|صباح|فجر|بشكل|النار|الرصاص|together|"
        "forcibly|directly|up|down|out|away|back|apart",
        VERB: "said|says|say|told|tell|went|came|come|took|take|made|make|left|fell|saw|found|gave|"
        "held|began|became|brought|led|got|kept|sent|ran|hid|fled|lost|put|met|won|broke|drove|"
        "flew|rose|spoke|threw|wrote|stood|felt|thought|knew|heard|adds|claims|states|stresses|"
        "reports|notes|warns|calls|urges|denies|condemns|accuses|blames|describes|insists|"
        "remains|includes|follows|lies|belongs|lived|leaves|causes|continues|begins|shows|says|went|goes|go|gone|"
        "done|seen|known|laid|given|taken|seeking|committing|carrying|using|targeting|aims|uses|"
        "قال|قالت|أكد|أكدت|ذكر|ذكرت|أضاف|أضافت|أعلن|أعلنت|أفاد|أفادت|أدى|أدت|أسفر|أسفرت|شن|شنت|نفذ|نفذت|"
        "ارتكب|ارتكبت|تسبب|تسببت|بلغ|بلغت|وصل|وصلت|اندلع|دخل|دخلت|وقع|وقعت|نقل|خلف|خلفت|استخدم|استخدمت|"
        "يشن|تشن|ترتكب|يرتكب|تواصل|يواصل|واصلت|واصل|نفى|نفت|حذر|حذرت|دعا|دعت|طالب|طالبت|سقط|سقطت|أوقع|"
        "أوقعت|ألقى|ألقت|أطلق|أطلقت|اتهم|اتهمت|شهد|شهدت|أوضح|أشار|اضاف|اعلن|مستهدفا|مستهدفة|أودى|أودت|"
        "نفذته|نفذتها|شنته|شنتها|نفذها|نفذه|شنها|شنه|ارتكبته|ارتكبتها|تعرض|تعرضت|اتهموا|قالوا|استيقظ|جاء|جاءت|جاووا|حضر|حضرت|عاد|عادت|بدا|بدات|تقدم|تقدمت|"
        "يفرضه|تفرضه|فرضه|فرضته|يشنها|تشنها|يشنه|تشنه|تنفذها|تنفذه|ينفذها|ينفذه",
    }
    for tag, text in lists.items():
        for word in listed(text):
            yield fold(word), tag


CLASS: Final = dict(reversed(tuple(_classed())))
