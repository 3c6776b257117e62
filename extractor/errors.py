"""One tree of errors. Whatever goes wrong in this package is one of these.

    ExtractorError                  everything below; the CLI prints its message and exits 1
    ├── InputError                  what the user gave cannot be read
    │   ├── DecodingError           bytes that are text in no encoding that we know
    │   ├── EmptyInputError         a file, folder or stream without any text
    │   └── UnsupportedInputError   a kind of file that we do not read; the message says what to do
    ├── OutputError                 what the user asked for cannot be written
    ├── ModelError                  a file of models/ is broken; lists every fault as "message @ file: place"
    ├── FetchError                  a page could not be fetched
    ├── StoreError                  a database or file of records refused
    └── MissingExtraError           an optional dependency is needed; the message names the extra

Messages are one line in plain words and end with what to do next.
"""

from __future__ import annotations

__all__ = [
    "DecodingError",
    "EmptyInputError",
    "ExtractorError",
    "FetchError",
    "InputError",
    "MissingExtraError",
    "ModelError",
    "OutputError",
    "StoreError",
    "UnsupportedInputError",
]


class ExtractorError(Exception):
    """Base of all errors of this package; `str(error)` is a sentence for a user."""


class InputError(ExtractorError):
    """What the user gave cannot be read."""


class DecodingError(InputError):
    """Bytes that are text in no encoding that we know."""


class EmptyInputError(InputError):
    """A file, folder or stream without any text."""


class UnsupportedInputError(InputError):
    """A kind of file that we do not read."""


class OutputError(ExtractorError):
    """What the user asked for cannot be written."""


class ModelError(ExtractorError):
    """Files of models/ are broken.

    `faults` lists every one of them as `message @ file: place`, not the first only.
    """

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("faults in models/:\n  " + "\n  ".join(faults))


class FetchError(ExtractorError):
    """A page could not be fetched."""


class StoreError(ExtractorError):
    """A database or file of records refused."""


class MissingExtraError(ExtractorError):
    """An optional dependency is needed.

    >>> print(MissingExtraError("reading PDF", "documents"))
    reading PDF needs an optional package; install it with: pip install "extractor[documents]"
    """

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f'{what} needs an optional package; install it with: pip install "extractor[{extra}]"')
