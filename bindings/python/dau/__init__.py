# SPDX-License-Identifier: Apache-2.0
"""Dấu: Vietnamese text on your own CPU, offline.

>>> import dau
>>> dau.restore("toi dang hoc tieng Viet")
'tôi đang học tiếng Việt'
>>> dau.Restorer().edits("di hoc")[0].replacement
'đi'

The functions share one tool each, opened when it is first needed. The classes are for options, edits and batches; they
are immutable, and may be shared by threads and sent to other processes. Spans are indices of the ``str``.
"""
from __future__ import annotations

import functools as _functools

from ._core import version as __version__
from ._errors import (BackendError, CorruptError, Error, InternalError, InvalidArgumentError, InvalidInputError,
                      InvalidUtf8Error, IoError, NotFoundError, UnsupportedError)
from ._tools import Alternative, Edit, Normalizer, Restorer, Stripper, Tool

__all__ = [
    "Alternative", "BackendError", "CorruptError", "Edit", "Error", "InternalError", "InvalidArgumentError",
    "InvalidInputError", "InvalidUtf8Error", "IoError", "Normalizer", "NotFoundError", "Restorer", "Stripper", "Tool",
    "UnsupportedError", "__version__", "normalize", "restore", "strip",
]

_restorer = _functools.lru_cache(maxsize=None)(Restorer)
_stripper = _functools.lru_cache(maxsize=None)(Stripper)
_normalizer = _functools.lru_cache(maxsize=None)(Normalizer)


def restore(text: str) -> str:
    """Puts the diacritics back, with the model that comes with the module: ``Restorer().restore(text)``."""
    return _restorer().restore(text)


def strip(text: str) -> str:
    """Takes the Vietnamese marks off: ``Stripper().strip(text)``."""
    return _stripper().strip(text)


def normalize(text: str, form: str = "NFC", tone: str = "keep") -> str:
    """Writes each character in one way: ``Normalizer(form=form, tone=tone).normalize(text)``."""
    return _normalizer(form=form, tone=tone).normalize(text)
