# SPDX-License-Identifier: Apache-2.0
"""An append-only log whose every entry can be proved (docs/formats/log.md)."""
from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from types import TracebackType

from . import _core


@dataclass(frozen=True)
class Receipt:
    """That an entry is on the medium, in a log whose checkpoint is signed.

    Attributes:
        index: of the entry, from 0.
        leaf: its hash, hex.
        checkpoint: the signed note of a log that has it.
    """

    index: int
    leaf: str
    checkpoint: str


class Log:
    """The one writer of a log. Any number of threads may append; they share the disk's syncs.

    Entries are logged as they are: log commitments to what is personal, not the thing itself.
    """

    def __init__(self, folder: str | os.PathLike[str], wait: int = 10) -> None:
        """Opens a log, waiting ``wait`` seconds for another writer to end.

        Raises:
            NotFoundError, CorruptError (the place is named), UnsupportedError (another writer has it), IoError.
        """
        self._log = _core.log_open(os.fsencode(folder), wait)
        self._changed = threading.Condition()
        self._users = 0
        self._closed = False

    @staticmethod
    def make(folder: str | os.PathLike[str], origin: str) -> None:
        """Makes a log with a new key in a folder that is empty, or is made. ``origin``: its name for good."""
        _core.log_make(os.fsencode(folder), origin)

    def _enter(self) -> None:
        with self._changed:
            if self._closed:
                raise ValueError("the log is closed")
            self._users += 1

    def _leave(self) -> None:
        with self._changed:
            self._users -= 1
            self._changed.notify_all()

    def append(self, entries: Iterable[str | bytes]) -> list[Receipt]:
        """Appends entries of up to 65,535 bytes, all of them or none; returns when they are on the medium."""
        encoded = tuple(entry.encode() if isinstance(entry, str) else bytes(entry) for entry in entries)
        self._enter()
        try:
            return [Receipt(**one) for one in json.loads(_core.log_append(self._log, encoded))]
        finally:
            self._leave()

    def publish(self) -> None:
        """Publishes now what is otherwise published within a second or so."""
        self._enter()
        try:
            _core.log_publish(self._log)
        finally:
            self._leave()

    def close(self) -> None:
        """Publishes, and lets another writer in. Waits for threads that are appending; a second call does nothing."""
        with self._changed:
            if self._closed:
                return
            self._closed = True
            self._changed.wait_for(lambda: self._users == 0)
        _core.log_close(self._log)

    def __enter__(self) -> Log:
        """For ``with``: the log itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Closes it."""
        self.close()


def prove(folder: str | os.PathLike[str], index: int) -> str:
    """The proof (``.tlog-proof``) that a published entry is in the log, with the entry in it."""
    return _core.log_prove(os.fsencode(folder), index)
