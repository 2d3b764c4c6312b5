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
from ._log import Log, Receipt, prove
from ._mark import Marked, Marker, verify_mark
from ._tools import (Alternative, Correction, Corrector, DialectClassifier, Edit, FormEdit, KeyDecoder, Label,
                     LanguageIdentifier, Normalizer, Piece, RegisterClassifier, Restorer, Segmenter, SentenceSplitter,
                     Speaker, Stripper, Tool, Writer)

__all__ = [
    "Alternative", "BackendError", "Correction", "Corrector", "CorruptError", "DialectClassifier", "Edit", "Error",
    "FormEdit", "InternalError", "InvalidArgumentError", "InvalidInputError", "InvalidUtf8Error", "IoError",
    "KeyDecoder", "Label", "LanguageIdentifier", "Log", "Marked", "Marker", "Normalizer", "NotFoundError", "Piece", "Receipt", "RegisterClassifier",
    "Restorer", "Segmenter", "SentenceSplitter", "Speaker", "Stripper", "Tool", "UnsupportedError", "Writer",
    "__version__", "correct", "dialect", "keys", "language", "normalize", "prove", "register", "restore", "segment",
    "sentences", "spoken", "strip", "verify_mark", "written",
]

_restorer = _functools.lru_cache(maxsize=None)(Restorer)
_stripper = _functools.lru_cache(maxsize=None)(Stripper)
_normalizer = _functools.lru_cache(maxsize=None)(Normalizer)
_corrector = _functools.lru_cache(maxsize=None)(Corrector)
_key_decoder = _functools.lru_cache(maxsize=None)(KeyDecoder)
_segmenter = _functools.lru_cache(maxsize=None)(Segmenter)
_splitter = _functools.lru_cache(maxsize=None)(SentenceSplitter)
_language = _functools.lru_cache(maxsize=None)(LanguageIdentifier)
_register = _functools.lru_cache(maxsize=None)(RegisterClassifier)
_dialect = _functools.lru_cache(maxsize=None)(DialectClassifier)
_speaker = _functools.lru_cache(maxsize=None)(Speaker)
_writer = _functools.lru_cache(maxsize=None)(Writer)


def restore(text: str) -> str:
    """Puts the diacritics back, with the model that comes with the module: ``Restorer().restore(text)``."""
    return _restorer().restore(text)


def strip(text: str) -> str:
    """Takes the Vietnamese marks off: ``Stripper().strip(text)``."""
    return _stripper().strip(text)


def normalize(text: str, form: str = "NFC", tone: str = "keep") -> str:
    """Writes each character in one way: ``Normalizer(form=form, tone=tone).normalize(text)``."""
    return _normalizer(form=form, tone=tone).normalize(text)


def correct(text: str) -> str:
    """Mends marks, slips, raw keys, chat words and scans: ``Corrector().correct(text)``."""
    return _corrector().correct(text)


def keys(text: str, method: str = "telex") -> str:
    """Reads keystrokes that were never composed: ``KeyDecoder(method).decode(text)``."""
    return _key_decoder(method).decode(text)


def segment(text: str) -> str:
    """Joins the syllables of each word by ``_``: ``Segmenter().segment(text)``."""
    return _segmenter().segment(text)


def sentences(text: str) -> list[str]:
    """The sentences of a text: those of ``SentenceSplitter().sentences(text)``."""
    return [sentence.text for sentence in _splitter().sentences(text)]


def language(text: str) -> str:
    """The language, as ISO 639-1: ``LanguageIdentifier().identify(text)``."""
    return _language().identify(text)


def register(text: str) -> str:
    """The register: ``RegisterClassifier().classify(text)``."""
    return _register().classify(text)


def dialect(text: str) -> str:
    """The dialect: ``DialectClassifier().classify(text)``."""
    return _dialect().classify(text)


def spoken(text: str, region: str = "north") -> str:
    """Numbers, dates and units in words: ``Speaker(region=region).speak(text)``."""
    return _speaker(region=region).speak(text)


def written(text: str) -> str:
    """Number words in figures: ``Writer().write(text)``."""
    return _writer().write(text)
