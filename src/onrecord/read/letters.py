"""What a letter has around its message: greeting, closing, signature, quoted reply, list footer.

Such lines state nothing of the matter and are furniture. Nothing inside the message is touched.

1. Quoted lines (">") and the line that introduces them.
2. The greeting, among the first blocks.
3. The closing and the short lines under it: name, office, telephone.
4. Contact lines and notices of a mailing list, among the last blocks.
"""

from __future__ import annotations

import re

from onrecord.lang.dates import plain
from onrecord.model.document import Block
from onrecord.model.vocab import BODY_KINDS, BlockKind
from onrecord.read.header import is_sentence

HEAD_BLOCKS = 8  # how far down a greeting is looked for
TAIL_BLOCKS = 14  # how far up a contact line is looked for
MAX_LINE_CHARS = 120
MAX_GREETING_WORDS = 9
MAX_BARE_WORDS = 5  # of a greeting without a comma
MAX_SIGNED_LINES = 8
MAX_SIGNED_WORDS = 9

_GREETING = re.compile(
    r"(?:dear\b[^.?!:\n]*|(?:hello|hi|greetings|good (?:morning|afternoon|evening|day))"
    r"(?:\s(?:all|everyone|everybody|friends|colleagues|team|there))?|to whom it may concern|"
    r"(?:السلام عليكم|سلام عليكم)[^.?!:؟\n]*|"
    r"(?:الساده|السيده|السيد|السيدات|الزملاء|الزميلات|الاصدقاء|حضره|سعاده|معالي|عزيزي|عزيزتي|"
    r"اعزائي|الاعزاء|الاخوه)\b[^.?!:؟\n]*?(?:المحترم(?:ه|ون|ين|ات)?|الاعزاء|العزيزات?|الكرام|"
    r"والساده|والزميلات|عزيزي)[^.?!:؟\n]*|(?:عزيزي|عزيزتي|اعزائي)\s[^.?!:؟\n]*|"
    r"تحيه طيبه(?: وبعد)?|بعد التحيه)\s?[,،:!;.]{0,2}",
    re.IGNORECASE,
)
_GREETS_BY_ITSELF = re.compile(r"[,،:!]$")
_CLOSING = re.compile(
    r"(?:with |our |my )?(?:(?:very |kind|kindest|best|warm|warmest|sincere|many)\s?)?"
    r"(?:regards|wishes|thanks|greetings)(?: and (?:regards|thanks|wishes))?|"
    r"yours(?: (?:sincerely|faithfully|truly|ever))?|"
    r"(?:most )?(?:sincerely|respectfully)(?: yours)?|"
    r"in solidarity|thank you|thanks|cheers|best|signed|"
    r"(?:مع |وتفضلوا ب|تفضلوا ب|ولكم |لكم )(?:قبول |بقبول |خالص |فائق |اطيب |وافر |جزيل )?"
    r"(?:خالص |فائق |وافر )?(?:التحيه|التحيات|الاحترام|التقدير|الشكر|تحياتي|تحياتنا|تقديري)"
    r"(?:\sو\w+){0,2}|تحياتي|تحياتنا|والسلام(?: عليكم)?(?: ورحمه الله)?(?: وبركاته)?|"
    r"شكرا(?: لكم| جزيلا)?|المخلص|المخلصون|دمتم بخير",
    re.IGNORECASE,
)
_ENDS = " \t,،.!-–—"
_OFFICE = re.compile(
    r"(?:(?:the )?(?:media|press|information|communications?|public relations)"
    r"(?: (?:and|&) (?:media|press|information|communications?))?"
    r" (?:office|desk|department|centre|center|team|unit|service|contact|officer)|"
    r"المكتب (?:الاعلامي|الصحفي)|(?:مكتب|قسم|دائره) (?:الاعلام|الصحافه)|المسؤول الاعلامي)",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"(?:(?:(?:for )?(?:press|media|further|more)\s(?:contacts?|enquir(?:y|ies)|inquir(?:y|ies)|"
    r"information)|contacts?(?: us| person)?|tel(?:ephone)?|phone|mobile|mob|cell|fax|e-?mail|web|"
    r"website|signal|whatsapp|هاتف|الهاتف|جوال|موبايل|فاكس|بريد الكتروني|البريد الالكتروني|"
    r"للتواصل|للاتصال)\b[^\n]{0,20}?[:.]\s?[^\n]{0,90}|"
    r"(?:tel\.?\s?)?\+?[\d][\d\s().-]{6,20}|[\w.+-]{1,64}@[\w.-]{1,80}|"
    r"(?:https?://|www\.)\S{1,100})",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"_{5,}|-{5,}|={5,}|"
    r"(?:to )?unsubscribe\b[^\n]*|"
    r"you (?:have )?(?:received|are receiving|get|are subscribed)\b[^\n]*"
    r"(?:because|list|group|subscri|mailing)[^\n]*|[^\n]{0,60}\bmailing list\b[^\n]{0,80}|"
    r"this (?:e-?mail|message|communication)(?: and any (?:attachments?|files)[^\n]{0,40})? "
    r"(?:is|are|was|may be|may|contains?)\b[^\n]{0,60}"
    r"(?:confidential|privileged|intended|meant for|addressed|addressee|recipient)[^\n]*|"
    r"if you (?:are not|have received) [^\n]*(?:recipient|in error)[^\n]*|"
    r"sent from my \w+[^\n]{0,30}|sent (?:via|using) \w+[^\n]{0,30}|"
    r"(?:view|read) (?:this (?:e-?mail|message) )?in (?:your )?browser[^\n]{0,40}|"
    r"ل?الغاء الاشتراك[^\n]*|وصلت\w{0,3} هذه الرساله[^\n]*|تصلك هذه الرساله[^\n]*|"
    r"هذه الرساله (?:سريه|موجهه|مرسله)[^\n]*|ارسل\w* من (?:هاتفي|جهازي|هاتف)[^\n]{0,30}",
    re.IGNORECASE,
)
MAX_NOTICE_CHARS = 600
_INTRODUCES = re.compile(
    r"(?:on\b[^\n]{0,200}\bwrote|[^\n]{0,200}\bكتبت?\b[^\n]{0,100}|-{2,} ?original message ?-{2,})"
    r"\s?:?",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"^\s{0,4}>")


def is_quoted(line: str) -> bool:
    """Whether a line is quoted from the message that is answered."""
    return bool(_QUOTED.match(line))


def without_formulas(text: str, blocks: list[Block]) -> list[Block]:
    """The blocks, those that belong to a letter's frame as furniture.

    If nothing were left, as in a text that is quoted whole, the blocks are as given.
    """
    marked = list(blocks)
    words = [_words(text, block) for block in blocks]
    _mark_quotes(marked, words, text)  # 1
    for at in range(min(HEAD_BLOCKS, len(marked))):  # 2
        if _is_greeting(words[at]):
            _furnish(marked, at)
    _mark_closing(marked, words)  # 3
    _mark_contacts(marked, words)  # 4
    return marked if any(block.kind in BODY_KINDS for block in marked) else blocks


def _words(text: str, block: Block) -> str:
    """The words of a block for comparing; of a long one as many as a notice may have."""
    end = min(block.end, block.start + MAX_NOTICE_CHARS + 1)
    return plain(text[block.start : end]).strip()


def _furnish(blocks: list[Block], at: int) -> None:
    block = blocks[at]
    if block.kind in BODY_KINDS:
        blocks[at] = Block(BlockKind.FURNITURE, block.start, block.end)


def _mark_quotes(blocks: list[Block], words: list[str], text: str) -> None:
    for at, block in enumerate(blocks):
        if not is_quoted(text[block.start : block.start + 8]):
            continue
        _furnish(blocks, at)
        if at and len(words[at - 1]) <= 2 * MAX_LINE_CHARS and _INTRODUCES.fullmatch(words[at - 1]):
            _furnish(blocks, at - 1)


def _is_greeting(words: str) -> bool:
    return (
        len(words) <= MAX_LINE_CHARS
        and len(words.split()) <= MAX_GREETING_WORDS
        and _GREETING.fullmatch(words) is not None
        and (bool(_GREETS_BY_ITSELF.search(words)) or len(words.split()) <= MAX_BARE_WORDS)
    )


def _is_closing(words: str) -> bool:
    return len(words) <= MAX_LINE_CHARS and _CLOSING.fullmatch(words.strip(_ENDS)) is not None


def _is_signed(words: str) -> bool:
    """Whether a line may stand in a signature: a name, an office, how to reach it."""
    if len(words) > MAX_LINE_CHARS or is_quoted(words):
        return False
    if _CONTACT.fullmatch(words):
        return True
    return len(words.split()) <= MAX_SIGNED_WORDS and not is_sentence(words)


def _mark_closing(blocks: list[Block], words: list[str]) -> None:
    at = 1
    while at < len(blocks):
        if not _is_closing(words[at]):
            at += 1
            continue
        stop = at + 1
        while stop < len(blocks) and stop - at <= MAX_SIGNED_LINES and _is_signed(words[stop]):
            stop += 1
        if stop < len(blocks) and blocks[stop].kind in BODY_KINDS and stop - at > 1:
            stop = _above_heading(words, at, stop)
        for signed in range(at, stop):
            _furnish(blocks, signed)
        at = stop


def _above_heading(words: list[str], at: int, stop: int) -> int:
    """Where a signature ends that text follows: its last line may head that text."""
    last = words[stop - 1]
    return stop - 1 if not (_CONTACT.fullmatch(last) or stop - at == 2) else stop  # noqa: PLR2004 - closing, name


def _mark_contacts(blocks: list[Block], words: list[str]) -> None:
    low = max(1, len(blocks) - TAIL_BLOCKS)
    noticed = False
    for at in range(low, len(blocks)):
        line = words[at]
        if len(line) <= MAX_NOTICE_CHARS and _NOTICE.fullmatch(line):
            noticed = True
        short = len(line) <= MAX_LINE_CHARS
        office = _OFFICE.fullmatch(line) and all(map(_is_signed, words[at + 1 :]))
        contact = short and bool(office or _CONTACT.fullmatch(line))
        if noticed and not _is_signed(line) and not _NOTICE.fullmatch(line):
            noticed = False  # text again
        if noticed or contact:
            _furnish(blocks, at)
