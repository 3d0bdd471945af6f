import hashlib
import io
import shutil

import pytest

from onrecord.errors import FixityMismatch, RecordMissing
from onrecord.store.objects import ObjectStore


class _Breaks(io.BytesIO):
    def read(self, size=-1):
        chunk = super().read(size)
        if not chunk:
            raise OSError(28, "No space left on device")
        return chunk


def test_bytes_are_kept_once_under_both_digests(tmp_path):
    store = ObjectStore(tmp_path)
    body = b"words" * 500_000

    first, second = store.put(io.BytesIO(body)), store.put(io.BytesIO(body))

    assert first == second
    assert first.sha256 == hashlib.sha256(body).hexdigest()
    assert first.sha512 == hashlib.sha512(body).hexdigest()
    assert first.size == len(body)
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == [store.path(first.sha256)]
    assert store.read(first.sha256) == body


def test_an_interrupted_write_leaves_nothing_behind(tmp_path):
    with pytest.raises(OSError, match="No space left"):
        ObjectStore(tmp_path).put(_Breaks(b"half"))

    assert list(tmp_path.rglob("*")) == []


def test_changed_bytes_are_named_with_both_digests(tmp_path):
    store = ObjectStore(tmp_path)
    stored = store.put(io.BytesIO(b"as captured"))
    store.path(stored.sha256).write_bytes(b"as changed")

    with pytest.raises(FixityMismatch) as raised:
        store.read(stored.sha256)

    assert stored.sha256 in str(raised.value)
    assert hashlib.sha256(b"as changed").hexdigest() in str(raised.value)


def test_a_lost_object_is_named(tmp_path):
    store = ObjectStore(tmp_path)
    stored = store.put(io.BytesIO(b"x"))
    shutil.rmtree(store.path(stored.sha256).parent)

    with pytest.raises(RecordMissing, match=stored.sha256):
        store.read(stored.sha256)
