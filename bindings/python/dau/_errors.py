# SPDX-License-Identifier: Apache-2.0
"""The exceptions of dau: one class for each error code of the library."""
from __future__ import annotations

from typing import Any


class Error(Exception):
    """Base of all errors of the library.

    Attributes:
        code: the stable name of the error, as in JSON: ``"invalid_utf8"``.
        message: one line that says what is wrong.
        at: where: the name of an option, a path, an index of the text; ``""`` where it says nothing.
        index: of a batch, the index of the text; else ``None``.
    """

    code = "internal"

    def __init__(self, message: str, at: str = "", index: int | None = None) -> None:
        super().__init__(message, at, index)
        self.message = message
        self.at = at
        self.index = index

    def __str__(self) -> str:
        where = f"text {self.index}: " if self.index is not None else ""
        return f"{where}{self.at}: {self.message}" if self.at else f"{where}{self.message}"


class InvalidArgumentError(Error, ValueError):
    """An option that the tool has not, or a value that the option does not take."""

    code = "invalid_argument"


class InvalidUtf8Error(Error, ValueError):
    """A str with a lone surrogate: it is no text that can be written as UTF-8."""

    code = "invalid_utf8"


class NotFoundError(Error):
    """There is no such model."""

    code = "not_found"


class CorruptError(Error):
    """The model file is damaged, or no model, or one of another kind."""

    code = "corrupt"


class UnsupportedError(Error):
    """A model newer than this library, or something that this build has not."""

    code = "unsupported"


class IoError(Error):
    """The operating system refused."""

    code = "io"


class BackendError(Error):
    """A wrapped engine failed."""

    code = "backend"


class InternalError(Error):
    """A bug in dau, or memory ran out."""

    code = "internal"


class InvalidInputError(Error, ValueError):
    """The input has not the form that the tool reads."""

    code = "invalid_input"


CLASSES: dict[str, type[Error]] = {
    kind.code: kind
    for kind in (InvalidArgumentError, InvalidUtf8Error, NotFoundError, CorruptError, UnsupportedError, IoError,
                 BackendError, InternalError, InvalidInputError)
}


# What follows is called by dau._core.

def of_status(name: str, message: str, at: str, first: int) -> Error:
    """The error of a call; of a batch, whose first text has the index ``first``, `at` begins with an index."""
    index = None
    number, colon, rest = at.partition(":")
    if first >= 0 and colon and number.isdigit():
        index, at = first + int(number), rest
    return CLASSES.get(name, InternalError)(message, at, index)


def no_utf8(text: str, index: int) -> Error:
    place = next(i for i, c in enumerate(text) if "\ud800" <= c <= "\udfff")
    return InvalidUtf8Error(f"a lone surrogate, U+{ord(text[place]):04X}, is not a character", str(place),
                            index if index >= 0 else None)


def not_a_str(found: Any, index: int) -> TypeError:
    where = f"text {index}: " if index >= 0 else ""
    return TypeError(f"{where}a str is expected, not {type(found).__name__}")
