# SPDX-License-Identifier: Apache-2.0
"""Content marks of C2PA, on files in memory (docs/formats/mark.md)."""
from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from . import _core


@dataclass(frozen=True)
class Marked:
    """A marked file.

    Attributes:
        asset: the new file; ``None`` where the manifest store goes beside the file.
        store: the manifest store: what ``FILE.c2pa`` holds.
    """

    asset: bytes | None
    store: bytes


class Marker:
    """Marks files as made, or changed, by an AI system. Immutable; any number of threads may share one."""

    def __init__(self, key: str, chain: str, *, edited: bool = False, sidecar: bool = False, invisible: bool = False,
                 courtesy: bool = True, source: str = "", title: str = "", provider: str = "", system: str = "",
                 model: str = "") -> None:
        """``key``: private, PEM; ``chain``: its certificates, PEM, the signer's first.

        ``sidecar``: the store beside the file; ``invisible``: of plain text, in characters that nobody sees;
        ``courtesy``: XMP in images, JSON-LD in HTML; ``source``: a source type of IPTC.

        Raises:
            CorruptError: no key, or no certificates. InvalidArgumentError: they do not belong together.
        """
        texts = {"source": source, "title": title, "provider": provider, "system": system, "model": model}
        options = {name: value for name, value in texts.items() if value}
        options["origin"] = "edited" if edited else "created"
        for name, on in (("sidecar", sidecar), ("invisible", invisible), ("courtesy", courtesy)):
            options[name] = "true" if on else "false"
        self._marker = _core.marker_open(key, chain, options)

    def mark(self, asset: bytes, name: str) -> Marked:
        """``name``: of the file, whose ending may tell its format.

        Raises:
            UnsupportedError: no room in this format: use ``sidecar``. CorruptError: the file is not of its format.
        """
        return Marked(*_core.marker_add(self._marker, asset, name))


def verify_mark(asset: bytes, name: str, sidecar: bytes | None = None, trust: str | None = None) -> dict[str, Any]:
    """What ``dau mark verify --json`` says of a file: ``verdict`` is trusted, valid, invalid or none.

    ``sidecar``: the store that came beside it; ``trust``: certificates one trusts, PEM. A module that was installed
    as a wheel reads no PDF and says so (UnsupportedError).
    """
    report: dict[str, Any] = json.loads(_core.mark_verify(asset, name, sidecar, trust))
    return report
