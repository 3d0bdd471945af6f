"""Every error onrecord raises on purpose.

    OnrecordError                                                            exit code
    ├─ InputError            SourceMissing, SourceUnreadableError,
    │                        MediaUnsupportedError, SettingInvalid,
    │                        OutputExistsError, LeakError                    2
    ├─ VerificationError     FixityMismatch, CustodyMismatch, AnchorMismatch,
    │                        MemberMissing, UnlistedMemberError     1 (verify), 3 (own case)
    ├─ ResourceError         ResourceMissing, ResourceMismatch               3
    └─ StoreError            RecordMissing, SchemaVersionError, StoreInvalid 3
                             StoreBusyError, HeldError                                 2

A message says what was being done, to which thing, what was expected, what was found and what
to do next; the same facts are attributes. Only `cli/` prints or exits.
"""

from __future__ import annotations

from typing import ClassVar


class OnrecordError(Exception):
    """Something onrecord refuses to do, with the facts a caller needs to act on it."""

    exit_code: ClassVar[int] = 3

    def __init__(
        self,
        what: str,
        where: str,
        *,
        expected: str | None = None,
        found: str | None = None,
        advice: str | None = None,
    ) -> None:
        """Record the facts: what was being done, to which thing, expected, found, way out."""
        self.what = what
        self.where = where
        self.expected = expected
        self.found = found
        self.advice = advice
        super().__init__(self._message())

    def _message(self) -> str:
        text = f"{self.where}: {self.what}"
        if self.expected is not None:
            text += f"; expected {self.expected}"
        if self.found is not None:
            text += f"{',' if self.expected is not None else ';'} found {self.found}"
        return text + (f". {self.advice}" if self.advice else "")

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by the facts, so that worker processes can hand the error back whole."""
        facts = (self.what, self.where, self.expected, self.found, self.advice)
        return (_rebuild, (type(self), *facts))


def _rebuild(
    kind: type[OnrecordError],
    what: str,
    where: str,
    expected: str | None,
    found: str | None,
    advice: str | None,
) -> OnrecordError:
    return kind(what, where, expected=expected, found=found, advice=advice)


class InputError(OnrecordError):
    """What the user handed in cannot be used as it is."""

    exit_code = 2


class SourceMissing(InputError):
    """A named path does not exist."""


class SourceUnreadableError(InputError):
    """The bytes of a source were kept, but no text can be read from them."""


class MediaUnsupportedError(InputError):
    """No reader is known for this kind of bytes."""


class SettingInvalid(InputError):
    """A setting or option has a value that cannot be used."""


class LeakError(InputError):
    """What was to be withheld still stands in what was to be written."""


class OutputExistsError(InputError):
    """The place to write to is already taken."""


class VerificationError(OnrecordError):
    """Stored evidence differs from what was recorded of it."""

    exit_code = 3


class FixityMismatch(VerificationError):
    """Bytes do not have the digest or size recorded for them."""


class CustodyMismatch(VerificationError):
    """The custody log does not give the recorded root."""


class AnchorMismatch(VerificationError):
    """A quote is not what stands at its place, or a record is not what its id says."""


class MemberMissing(VerificationError):
    """A listed member of a sealed file is not there."""


class UnlistedMemberError(VerificationError):
    """A sealed file holds a member that no manifest lists."""


class ResourceError(OnrecordError):
    """Data or weights shipped with onrecord cannot be used."""


class ResourceMissing(ResourceError):
    """A shipped resource is not where it should be."""


class ResourceMismatch(ResourceError):
    """A shipped resource does not have its recorded digest."""


class StoreError(OnrecordError):
    """The case folder cannot be used."""


class RecordMissing(StoreError):
    """A record that another one names is not in the store."""


class SchemaVersionError(StoreError):
    """A record was written by a schema this version does not know."""


class StoreInvalid(StoreError):
    """The folder is not a case folder, or its store is damaged."""


class HeldError(StoreError):
    """An object is under legal hold."""

    exit_code = 2


class StoreBusyError(StoreError):
    """Another process is writing to the case folder."""

    exit_code = 2
