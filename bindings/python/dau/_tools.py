# SPDX-License-Identifier: Apache-2.0
"""The tools, one class each.

One more tool, once it is in the registry of bindings/c/tools.cc, is one more class here:

1. ``_name`` is its name there. ``__init__`` names the options of the command, each with its default, and hands them to
   ``super().__init__(model, …)``: the library checks them. A tool without a model hands on ``None``. An argument that is
   not called as the option is stands in ``_flags``.
2. Each form of the result is a method of one line: ``self._run(text)`` for the text, ``self._run_json(text)`` for the
   JSON form as Python has it, ``self._run_batch`` and ``self._run_json_batch`` for many. Spans of the JSON form are bytes:
   ``_Offsets(text)`` turns them into indices of the str.
3. The class is named in ``dau/__init__.py``, and in ``CLASSES`` of tests/python/module_test.py, whose tests of all tools
   (pickles, threads, surrogates, options) then run on it.
"""
from __future__ import annotations

import functools
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, ClassVar, NamedTuple, TypeVar

from . import _core

_Self = TypeVar("_Self", bound="Tool")

# Texts of a batch that are worked on before Ctrl-C is looked at.
_CHUNK = 8192


class Alternative(NamedTuple):
    """One reading of a word."""

    text: str
    posterior: float
    """How likely it is, 0 to 1."""


class Edit(NamedTuple):
    """A place of a text and what it becomes: ``text[begin:end]`` is ``original``."""

    begin: int
    """Index of the str, not of its bytes."""
    end: int
    original: str
    replacement: str
    """In the normalisation form NFC."""
    confidence: float
    """Posterior of the replacement, 0 to 1."""
    alternatives: tuple[Alternative, ...] = ()
    """The likeliest readings, best first; empty unless the tool was made with ``alternatives``."""


class Correction(NamedTuple):
    """A place of a text and what it should be: ``text[begin:end]`` is ``original``."""

    begin: int
    end: int
    original: str
    replacement: str
    channel: str
    """The kind of error: marks, typo, keys, phone, chat, ocr, regional, spacing."""
    confidence: float
    """Posterior of the replacement, 0 to 1."""


class Piece(NamedTuple):
    """A word or a sentence: ``text`` is ``[begin:end]`` of the text it is of."""

    begin: int
    end: int
    text: str


class FormEdit(NamedTuple):
    """A number, date, … of a text in another form: ``text[begin:end]`` is ``original``."""

    begin: int
    end: int
    kind: str
    original: str
    replacement: str


class Label(NamedTuple):
    """What a text was taken for."""

    label: str
    scores: dict[str, float]
    """Of each label, 0 to 1; empty where none were computed."""
    abstained: bool


class _Offsets:
    """Turns byte offsets of a text's UTF-8 into indices of the str, in one pass for ascending offsets."""

    def __init__(self, text: str) -> None:
        self._utf8 = None if text.isascii() else text.encode()
        self._byte = self._index = 0

    def __call__(self, byte: int) -> int:
        if self._utf8 is None:
            return byte
        if byte < self._byte:
            self._byte = self._index = 0
        self._index += len(self._utf8[self._byte:byte].decode())
        self._byte = byte
        return self._index


def _plain(value: object) -> object:
    """An option as a tool keeps it: words given one by one are one text."""
    return ",".join(value) if isinstance(value, Iterable) and not isinstance(value, (str, bytes)) else value


def _option_text(value: object) -> str:
    """An option as the command's flag would have it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


# Copies that arrive in a process, task by task, share what they opened.
@functools.lru_cache(maxsize=32)
def _reopened(name: str, model: str | None, options: tuple[tuple[str, str], ...]) -> _core.Tool:
    return _core.Tool(name, None if model is None else os.fsencode(model), dict(options))


def _unpickled(cls: type[_Self], model: str | None, options: dict[str, object]) -> _Self:
    tool = cls.__new__(cls)
    tool._model, tool._options = model, options
    tool._core = _reopened(cls._name, model, tuple(cls._texts(options).items()))
    return tool


class Tool:
    """What all tools have in common.

    A tool is immutable: any number of threads may use one at a time, and none of them holds the interpreter's lock while
    it works. It can be pickled: by the path of its model and its options, so that a process that gets it opens the model
    itself, once. A text is one context: a line or a sentence; for a page, give its lines to the method for a batch.
    """

    _name: ClassVar[str]
    _flags: ClassVar[dict[str, str]] = {}  # options of the library, by the names that they have here

    def __init__(self, model: str | os.PathLike[str] | None, **options: object) -> None:
        self._model = None if model is None else os.fspath(model)
        self._options = {name: _plain(value) for name, value in options.items()}
        path = None if self._model is None else os.fsencode(self._model)
        self._core = _core.Tool(self._name, path, self._texts(self._options))

    @classmethod
    def _texts(cls, options: dict[str, object]) -> dict[str, str]:
        """The options as the library takes them."""
        return {cls._flags.get(name, name): _option_text(value) for name, value in options.items()}

    def info(self) -> dict[str, Any]:
        """What is known of the tool: its options with what they take, and the card of its model (licence, sources,
        scores, checksum)."""
        told: dict[str, Any] = json.loads(self._core.info())
        return told

    def with_options(self: _Self, **options: object) -> _Self:
        """A tool with these options changed, which shares the model with this one: cheap.

        Raises: InvalidArgumentError.
        """
        changed = {name: _plain(value) for name, value in options.items()}
        tool = type(self).__new__(type(self))
        tool._model = self._model
        tool._options = {**self._options, **changed}
        tool._core = self._core.copy(self._texts(changed))
        return tool

    def __reduce__(self) -> tuple[Any, ...]:
        return _unpickled, (type(self), self._model, self._options)

    def __repr__(self) -> str:
        parts = [] if self._model is None else [repr(self._model)]
        parts += [f"{name}={value!r}" for name, value in self._options.items()]
        return f"dau.{type(self).__name__}({', '.join(parts)})"

    def _run(self, text: str) -> str:
        return self._core.run(text)

    def _run_json(self, text: str) -> Any:
        return json.loads(self._core.run_json(text))

    def _run_batch(self, texts: Iterable[str], threads: int) -> list[str]:
        results: list[str] = []
        for chunk in _chunks(texts):
            results += self._core.run_batch(chunk, threads, len(results))
        return results

    def _run_json_batch(self, texts: Sequence[str], threads: int) -> Iterator[Any]:
        done = 0
        for chunk in _chunks(texts):
            yield from map(json.loads, self._core.run_json_batch(chunk, threads, done))
            done += len(chunk)


def _chunks(texts: Iterable[str]) -> Iterator[tuple[str, ...]]:
    if isinstance(texts, (str, bytes)):
        raise TypeError("a list of texts is expected, not one text")
    rest = iter(texts)
    while chunk := tuple(islice(rest, _CHUNK)):
        yield chunk


def _edits(text: str, result: dict[str, Any]) -> list[Edit]:
    index = _Offsets(text)
    return [Edit(index(edit["begin"]), index(edit["end"]), edit["from"], edit["to"], edit["confidence"],
                 tuple(Alternative(**reading) for reading in edit.get("alternatives", ())))
            for edit in result["edits"]]


def _pieces(text: str, spans: list[dict[str, Any]]) -> list[Piece]:
    index = _Offsets(text)
    places = [(index(span["begin"]), index(span["end"])) for span in spans]
    return [Piece(begin, end, text[begin:end]) for begin, end in places]


def _form_edits(text: str, result: dict[str, Any]) -> list[FormEdit]:
    index = _Offsets(text)
    return [FormEdit(index(edit["begin"]), index(edit["end"]), edit["kind"], edit["from"], edit["to"])
            for edit in result["edits"]]


def _label(result: dict[str, Any]) -> Label:
    return Label(result["label"], result["scores"], result["abstained"])


class Restorer(Tool):
    """Puts the diacritics back: ``toi dang hoc`` → ``tôi đang học``. Only marks are added; those that are there stay.

    Args:
        model: path of a model; ``None`` for the one that comes with the module.
        tone: where the tone of *oa, oe, uy* is written: ``"follow"`` what the text shows, ``"old"`` (hòa) or ``"new"``
            (hoà).
        min_confidence: leave edits with a lower posterior out, 0 to 1.
        beam: candidates kept per syllable, 1 to 16.
        alternatives: readings listed with each edit, 0 to 255; then ambiguous words that stay as they are have an edit
            too.

    Raises: NotFoundError, CorruptError, UnsupportedError, IoError (the model); InvalidArgumentError (an option).

    >>> Restorer().restore("toi dang hoc")
    'tôi đang học'
    """

    _name = "restore"

    def __init__(self, model: str | os.PathLike[str] | None = None, *, tone: str = "follow", min_confidence: float = 0.0,
                 beam: int = 4, alternatives: int = 0) -> None:
        super().__init__(model, tone=tone, min_confidence=min_confidence, beam=beam, alternatives=alternatives)

    def restore(self, text: str) -> str:
        """The text with its marks. Raises: InvalidUtf8Error (a lone surrogate)."""
        return self._run(text)

    def restore_batch(self, texts: Iterable[str], threads: int = 0) -> list[str]:
        """Each text with its marks, in order, by ``threads`` threads (1 to 64; 0: one for each processor).

        Raises: InvalidUtf8Error, its ``index`` that of the first bad text; InvalidArgumentError (threads).
        """
        return self._run_batch(texts, threads)

    def edits(self, text: str) -> list[Edit]:
        """What restoring changes, in ascending order and without overlap, with posteriors."""
        return _edits(text, self._run_json(text))

    def edits_batch(self, texts: Sequence[str], threads: int = 0) -> list[list[Edit]]:
        """``edits`` of each text, in order."""
        return [_edits(text, result) for text, result in zip(texts, self._run_json_batch(texts, threads))]


class Stripper(Tool):
    """Takes the Vietnamese marks off; those of other languages stay, as on *ñ*.

    >>> Stripper().strip("Tiếng Việt")
    'Tieng Viet'
    """

    _name = "strip"

    def __init__(self) -> None:
        super().__init__(None)

    def strip(self, text: str) -> str:
        """The text without marks. Raises: InvalidUtf8Error (a lone surrogate)."""
        return self._run(text)

    def strip_batch(self, texts: Iterable[str], threads: int = 0) -> list[str]:
        """Each text without marks, in order."""
        return self._run_batch(texts, threads)


class Normalizer(Tool):
    """Writes each character in one way.

    Args:
        form: ``"NFC"`` or ``"NFD"``.
        tone: where the tone of *oa, oe, uy* is written: ``"keep"``, ``"old"`` (hòa) or ``"new"`` (hoà).
        lookalikes: Latin letters for those of other scripts that only look so.

    >>> Normalizer(tone="old").normalize("hoà")
    'hòa'
    """

    _name = "normalize"

    def __init__(self, *, form: str = "NFC", tone: str = "keep", lookalikes: bool = False) -> None:
        super().__init__(None, form=form, tone=tone, lookalikes=lookalikes)

    @classmethod
    def _texts(cls, options: dict[str, object]) -> dict[str, str]:
        return {name: text.lower() if name == "form" else text for name, text in super()._texts(options).items()}

    def normalize(self, text: str) -> str:
        """The text in one form. Raises: InvalidUtf8Error (a lone surrogate)."""
        return self._run(text)

    def normalize_batch(self, texts: Iterable[str], threads: int = 0) -> list[str]:
        """Each text in one form, in order."""
        return self._run_batch(texts, threads)


class Corrector(Tool):
    """Mends missing and wrong marks, slips of the keys, raw Telex, VNI and VIQR, chat abbreviations, what scanners
    confuse, and spaces. What is right stays.

    Args:
        model: path of a model of kind "correct"; ``None`` for the one that comes with the module. It works with the
            restore model that comes with the module.
        channels: kinds of errors to mend, as ``"marks,typo"`` or ``["marks", "typo"]``: marks, typo, keys, phone, chat,
            ocr, regional, spacing; or ``"all"``.
        tone: where the tone of *oa, oe, uy* is written: ``"follow"`` what the text shows, ``"old"`` or ``"new"``.
        min_confidence: leave corrections with a lower posterior out, 0 to 1.

    >>> Corrector().correct("ddaji hojc")
    'đại học'
    """

    _name = "correct"

    def __init__(self, model: str | os.PathLike[str] | None = None, *, channels: str | Iterable[str] = "all",
                 tone: str = "follow", min_confidence: float = 0.0) -> None:
        super().__init__(model, channels=channels, tone=tone, min_confidence=min_confidence)

    def correct(self, text: str) -> str:
        """The text corrected. Raises: InvalidUtf8Error (a lone surrogate)."""
        return self._run(text)

    def correct_batch(self, texts: Iterable[str], threads: int = 0) -> list[str]:
        """Each text corrected, in order."""
        return self._run_batch(texts, threads)

    def corrections(self, text: str) -> list[Correction]:
        """What correcting changes, in ascending order and without overlap, with posteriors."""
        index = _Offsets(text)
        return [Correction(index(edit["begin"]), index(edit["end"]), edit["from"], edit["to"], edit["channel"],
                           edit["confidence"]) for edit in self._run_json(text)["edits"]]


class KeyDecoder(Tool):
    """Reads keystrokes that no input method has composed; what is no Vietnamese syllable stays as typed.

    Args:
        method: ``"telex"``, ``"vni"`` or ``"viqr"``.
        tone: where the tone of *oa, oe, uy* is written: ``"old"`` or ``"new"``.

    >>> KeyDecoder().decode("tieengs Vieetj")
    'tiếng Việt'
    """

    _name = "keys"
    _flags = {"method": "decode"}

    def __init__(self, method: str = "telex", *, tone: str = "old") -> None:
        super().__init__(None, method=method, tone=tone)

    def decode(self, text: str) -> str:
        """The text that the keys stand for. Raises: InvalidUtf8Error (a lone surrogate)."""
        return self._run(text)

    def decode_batch(self, texts: Iterable[str], threads: int = 0) -> list[str]:
        """The text of each, in order."""
        return self._run_batch(texts, threads)


class Segmenter(Tool):
    """Finds the words of Vietnamese text.

    >>> Segmenter().segment("Học sinh đi học.")
    'Học_sinh đi học .'
    """

    _name = "segment"

    def __init__(self, model: str | os.PathLike[str] | None = None) -> None:
        super().__init__(model)

    def segment(self, text: str) -> str:
        """The words separated by one space, the syllables of each joined by ``_``. Raises: InvalidUtf8Error (a lone surrogate)."""
        return self._run(text)

    def segment_batch(self, texts: Iterable[str], threads: int = 0) -> list[str]:
        """Each text with its words marked, in order."""
        return self._run_batch(texts, threads)

    def words(self, text: str) -> list[Piece]:
        """The words, in order, as they stand in the text."""
        return _pieces(text, self._run_json(text)["words"])


class SentenceSplitter(Tool):
    """Cuts text into sentences; a line end always ends one.

    >>> SentenceSplitter().sentences("TS. An ở TP. HCM. Ông đi lúc 7.30.")[1].text
    'Ông đi lúc 7.30.'
    """

    _name = "sentences"

    def __init__(self) -> None:
        super().__init__(None)

    def split(self, text: str) -> str:
        """The text with one sentence a line. Raises: InvalidUtf8Error (a lone surrogate)."""
        return self._run(text)

    def split_batch(self, texts: Iterable[str], threads: int = 0) -> list[str]:
        """Each text with one sentence a line, in order."""
        return self._run_batch(texts, threads)

    def sentences(self, text: str) -> list[Piece]:
        """The sentences, in order."""
        return _pieces(text, self._run_json(text))


class LanguageIdentifier(Tool):
    """Tells the language of a text: ISO 639-1, Vietnamese without marks too; ``und`` where it is not sure.

    >>> LanguageIdentifier().identify("toi dang hoc tieng Viet")
    'vi'
    """

    _name = "language"

    def __init__(self, model: str | os.PathLike[str] | None = None) -> None:
        super().__init__(model)

    def identify(self, text: str) -> str:
        """The language. Raises: InvalidUtf8Error (a lone surrogate)."""
        return self._run(text)

    def identify_batch(self, texts: Iterable[str], threads: int = 0) -> list[str]:
        """The language of each text, in order."""
        return self._run_batch(texts, threads)

    def label(self, text: str) -> Label:
        """The label with its scores."""
        return _label(self._run_json(text))


class RegisterClassifier(Tool):
    """Tells the register of Vietnamese text: legal, business, news, encyclopaedic, technical, conversational or
    literary; ``unknown`` where it is not sure.

    >>> RegisterClassifier().classify("Nghị định này có hiệu lực thi hành kể từ ngày ký.")
    'legal'
    """

    _name = "register"

    def __init__(self, model: str | os.PathLike[str] | None = None) -> None:
        super().__init__(model)

    def classify(self, text: str) -> str:
        """The register. Raises: InvalidUtf8Error (a lone surrogate)."""
        return self._run(text)

    def classify_batch(self, texts: Iterable[str], threads: int = 0) -> list[str]:
        """The register of each text, in order."""
        return self._run_batch(texts, threads)

    def label(self, text: str) -> Label:
        """The label with its scores."""
        return _label(self._run_json(text))


class DialectClassifier(Tool):
    """Tells the dialect of Vietnamese text: north, central, south, or unmarked, as most writing is.

    Args:
        to: ``"standard"``: ``classify`` gives the text in standard words instead; ``""`` for the label.

    >>> DialectClassifier().classify("Mi đi mô rứa?")
    'central'
    >>> DialectClassifier(to="standard").classify("Mi đi mô rứa?")
    'Mày đi đâu thế?'
    """

    _name = "dialect"

    def __init__(self, *, to: str = "") -> None:
        super().__init__(None, to=to)

    def classify(self, text: str) -> str:
        """The dialect. Raises: InvalidUtf8Error (a lone surrogate)."""
        return self._run(text)

    def classify_batch(self, texts: Iterable[str], threads: int = 0) -> list[str]:
        """The dialect of each text, in order."""
        return self._run_batch(texts, threads)

    def label(self, text: str) -> Label:
        """The label with its scores."""
        return _label(self._run_json(text))


class Speaker(Tool):
    """Puts numbers, dates, times, money, units, acronyms and signs in words.

    Args:
        region: ``"north"`` (nghìn, linh) or ``"south"`` (ngàn, lẻ).
        convention: ``"standard"`` or ``"nemo"``.
        kinds: read these alone, as ``"date,time"`` or ``["date", "time"]``; or ``"all"``.

    >>> Speaker().speak("giảm 25%")
    'giảm hai mươi lăm phần trăm'
    """

    _name = "spoken"

    def __init__(self, *, region: str = "north", convention: str = "standard", kinds: str | Iterable[str] = "all") -> None:
        super().__init__(None, region=region, convention=convention, kinds=kinds)

    def speak(self, text: str) -> str:
        """The text as it is read. Raises: InvalidUtf8Error (a lone surrogate)."""
        return self._run(text)

    def speak_batch(self, texts: Iterable[str], threads: int = 0) -> list[str]:
        """Each text as it is read, in order."""
        return self._run_batch(texts, threads)

    def edits(self, text: str) -> list[FormEdit]:
        """What is put in words, in order."""
        return _form_edits(text, self._run_json(text))


class Writer(Tool):
    """Puts number words in figures, with dates, times, money and units; words in doubt stay.

    Args:
        convention: ``"standard"`` or ``"nemo"``.
        kinds: write these alone, as ``"date,time"`` or ``["date", "time"]``; or ``"all"``.
        plain: every number in figures, without points.

    >>> Writer().write("tăng ba mươi phần trăm")
    'tăng 30%'
    """

    _name = "written"

    def __init__(self, *, convention: str = "standard", kinds: str | Iterable[str] = "all", plain: bool = False) -> None:
        super().__init__(None, convention=convention, kinds=kinds, plain=plain)

    def write(self, text: str) -> str:
        """The text with its numbers in figures. Raises: InvalidUtf8Error (a lone surrogate)."""
        return self._run(text)

    def write_batch(self, texts: Iterable[str], threads: int = 0) -> list[str]:
        """Each text with its numbers in figures, in order."""
        return self._run_batch(texts, threads)

    def edits(self, text: str) -> list[FormEdit]:
        """What is put in figures, in order."""
        return _form_edits(text, self._run_json(text))
