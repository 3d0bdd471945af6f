import io
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.preserve.embedded import embedded
from onrecord.preserve.sniff import sniff
from web_samples import Taken, zipped


def picture(date: bytes = b"2031:05:07 10:00:00\0") -> bytes:
    """The start of a JPEG that says when and with what it was taken."""
    model = b"Varen 7\0"
    after = 8 + 2 + 2 * 12 + 4
    tiff = b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", 2)
    tiff += struct.pack("<HHII", 0x0110, 2, len(model), after)
    tiff += struct.pack("<HHII", 0x0132, 2, len(date), after + len(model))
    body = b"Exif\0\0" + tiff + struct.pack("<I", 0) + model + date
    app1 = b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
    return b"\xff\xd8" + app1 + b"\xff\xda\0\0\xff\xd9"


def of(body: bytes):
    return embedded(sniff(body), lambda: io.BytesIO(body))


def test_what_a_picture_says_of_itself_is_kept_as_found(tmp_path):
    got = Taken(tmp_path, "photo.jpg", picture())

    found = dict(got.whole.embedded)
    assert found["Image Model"] == "Varen 7"
    assert found["Image DateTime"] == "2031:05:07 10:00:00"


def test_an_impossible_value_is_not_mended():
    assert dict(of(picture(b"2031:13:45 99:00:00\0")))["Image DateTime"] == "2031:13:45 99:00:00"


def test_a_picture_in_a_zip_keeps_it_too(tmp_path):
    got = Taken(tmp_path, "all.zip", zipped({"photo.jpg": picture()}))
    assert dict(got.inside[0].embedded)["Image Model"] == "Varen 7"


def test_looked_for_and_not_found_is_empty_and_not_looked_for_is_none():
    assert of(b"\xff\xd8\xff\xe0\x00\x10JFIF\0" + bytes(20) + b"\xff\xd9") == ()
    assert of(b"A note.") is None
    assert of(b"\x00\x00\x00\x18ftypmp42" + bytes(20)) == ()


@settings(max_examples=200, deadline=2000)
@given(st.integers(0, 200), st.binary(min_size=1, max_size=12))
def test_no_damage_makes_it_crash_or_hang(at, noise):
    body = picture()
    of(body[:at] + noise + body[at + len(noise) :])
    of(b"II*\0" + noise * 20)


@pytest.mark.parametrize(
    ("head", "media"),
    [
        (b'{"name": "Chat", "messages": []}', "application/json"),
        (b'\xef\xbb\xbf[{"from": "a"}]', "application/json"),
        (b"[12/03/2031, 10:00] Ilsa: we heard shells", "text/plain"),
        (b'{"we heard shells", said a resident}', "text/plain"),
        (b"\x00\x00\x00\x18ftypheic", "image/heic"),
        (b"\x00\x00\x00\x18ftypisom", "video/mp4"),
        (b"OggS\x00", "application/ogg"),
        (b"RIFF\x00\x00\x00\x00WAVE", "audio/wav"),
    ],
)
def test_kinds_that_are_preserved_and_not_read_are_told_from_their_bytes(head, media):
    assert sniff(head) == media


XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    b'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    b'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:exif="http://ns.adobe.com/exif/1.0/" '
    b'exif:GPSLatitude="35,10.5N"><dc:creator><rdf:Seq><rdf:li>A. Writer</rdf:li></rdf:Seq>'
    b"</dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"
)


def jpeg(*segments: tuple[int, bytes]) -> bytes:
    made = b"".join(
        bytes((0xFF, mark)) + struct.pack(">H", len(body) + 2) + body for mark, body in segments
    )
    return b"\xff\xd8" + made + b"\xff\xda\0\0\xff\xd9"


def iptc(**sets: str) -> bytes:
    block = b"".join(
        b"\x1c\x02" + bytes((int(n[1:]),)) + struct.pack(">H", len(v)) + v.encode()
        for n, v in sets.items()
    )
    return b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + struct.pack(">I", len(block)) + block


def box(name: bytes, *content: bytes) -> bytes:
    body = b"".join(content)
    return struct.pack(">I", len(body) + 8) + name + body


def movie(*content: bytes) -> bytes:
    return box(b"ftyp", b"mp42", bytes(8)) + box(b"mdat", bytes(5000)) + box(b"moov", *content)


def header(seconds: int) -> bytes:
    return box(b"mvhd", bytes(4), struct.pack(">II", seconds, 0), bytes(80))


def test_xmp_and_iptc_of_a_picture_are_kept():
    body = jpeg((0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP), (0xED, iptc(n90="Tarvik")))
    assert of(body) == (
        ("XMP exif:GPSLatitude", "35,10.5N"),
        ("XMP dc:creator", "A. Writer"),
        ("IPTC City", "Tarvik"),
    )


@pytest.mark.parametrize("what", ["internal", "external", "laughs"])
def test_28_entities_in_xmp_are_not_expanded(what, tmp_path):
    (tmp_path / "secret").write_text("a secret of this machine")
    entities = {
        "internal": b'<!ENTITY e "a secret of this machine">',
        "external": f'<!ENTITY e SYSTEM "{(tmp_path / "secret").as_uri()}">'.encode(),
        "laughs": b'<!ENTITY a "ha">'
        + b"".join(
            b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 50) for n in range(10)
        ).replace(b"ENTITY k", b"ENTITY e"),
    }[what]
    packet = XMP.replace(b"A. Writer", b"&e;")
    packet = packet.replace(b"<x:xmpmeta", b"<!DOCTYPE x [" + entities + b"]><x:xmpmeta", 1)
    inside = XMP.replace(b"<rdf:RDF", b"<!DOCTYPE x [" + entities + b"]><rdf:RDF", 1)
    for body in (packet, inside.replace(b"A. Writer", b"&e;")):
        got = of(jpeg((0xE1, b"http://ns.adobe.com/xap/1.0/\0" + body)))
        assert "secret of this machine" not in str(got)
        assert "haha" not in str(got)


def test_31_a_script_in_the_metadata_of_a_picture_is_text():
    script = b"<script>alert(1)</script>"
    body = jpeg((0xED, iptc(n120=script.decode())))
    assert of(body) == (("IPTC Caption", "<script>alert(1)</script>"),)


def test_31_a_picture_of_gigabytes_is_never_drawn():
    side = (60_000).to_bytes(4, "big")
    chunk = b"IHDR" + side + side + b"\x08\x06\0\0\0"
    body = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + bytes(4)
    assert of(body + bytes(1 << 20)) in {(), of(body)}


def test_a_film_says_when_and_where_it_was_made():
    place = b"+35.1750+036.1234/"
    found = of(
        movie(
            header(4_000_000_000),
            box(b"udta", box(b"\xa9xyz", struct.pack(">HH", len(place), 0x15C7), place)),
        )
    )
    assert found == (
        ("film created", "4000000000 s after 1904-01-01, 2030-10-02T07:06:40+00:00"),
        ("film ©xyz", "+35.1750+036.1234/"),
    )


def test_a_film_with_keys_as_phones_write_them():
    key = b"com.apple.quicktime.location.ISO6709"
    keys = box(b"keys", bytes(4), struct.pack(">I", 1), box(b"mdta", key))
    value = box(struct.pack(">I", 1), box(b"data", bytes(8), b"+35.17+036.12/"))
    meta = box(b"meta", box(b"hdlr", bytes(24)), keys, box(b"ilst", value))

    assert of(movie(header(0), meta)) == ((f"film {key.decode()}", "+35.17+036.12/"),)


def test_a_sound_says_what_its_tags_say():
    title = b"\x03Statement"
    frame = b"TIT2" + struct.pack(">I", len(title)) + b"\0\0" + title
    body = b"ID3\x03\0\0" + bytes((0, 0, 0, len(frame))) + frame + b"\xff\xfb\x90\x64" + bytes(2000)
    assert ("tag title", "Statement") in of(body)


def test_29_a_pdf_says_who_made_it_and_shows_what_else_it_holds():
    from unit.read.sources import pdf  # noqa: PLC0415 - one test needs it

    body = pdf([[(700, 11, "A note.")]])
    body = body.replace(b"/Root 1 0 R", b"/Root 1 0 R /Info 90 0 R")
    body = body.replace(b"xref\n0", b"90 0 obj << /Author (A. Writer) >> endobj\nxref\n0")
    body = body.replace(b"/Type /Catalog", b"/Type /Catalog /OpenAction << /S /JavaScript >>")
    found = dict(of(body))
    assert found["PDF Author"] == "A. Writer"
    assert found["PDF pages"] == "1"
    assert found["PDF shows marks of"] == "a script; an act on opening"


@pytest.mark.parametrize(
    "text",
    [
        (
            "06/05/2031, 10:02 - Mara: shells fell\n06/05/2031, 10:03 - Ilan: where?\n"
            "06/05/2031, 10:04 - Mara: at the market\n"
        ),
        (
            "[06.05.31, 10:02:11] Mara: shells fell\n[06.05.31, 10:03:00] Ilan: where?\n"
            "\u200e[06.05.31, 10:04:59] Mara: at the market\n"
        ),
    ],
)
def test_a_chat_that_an_app_exported_is_recognised(text):
    assert of(text.encode())[0] == ("chat export", "WhatsApp, as text")


def test_a_chat_as_json_is_recognised():
    body = (
        b'{\n "name": "Market \\u0633",\n "type": "private_group",\n "id": 77,\n "messages": [{}]}'
    )
    assert of(body) == (
        ("chat export", "Telegram, as JSON"),
        ("chat name", "Market س"),
        ("chat type", "private_group"),
        ("chat id", "77"),
    )


@settings(max_examples=60, deadline=2000)
@given(st.integers(0, 200), st.binary(min_size=1, max_size=40))
def test_no_damage_of_films_and_sounds_ends_it(at, noise):
    place = box(b"\xa9xyz", struct.pack(">HH", 2, 0), b"ab")
    for body in (movie(header(9), box(b"udta", place)), b"ID3\x03\0\0" + bytes(300)):
        of(body[:at] + noise + body[at + len(noise) :])
    of(b"\0\0\0\x18ftypmp42" + noise * 30)
