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
    assert of(b"\x00\x00\x00\x18ftypmp42" + bytes(20)) is None


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
