# SPDX-License-Identifier: Apache-2.0
"""What a type checker must see of the module; checked, not run."""
import pathlib

import dau

restored: str = dau.restore("toi")
stripped: str = dau.strip("tôi")
composed: str = dau.normalize("tôi", form="NFD", tone="old")
restorer: dau.Restorer = dau.Restorer(pathlib.Path("restore.dau"), tone="new", min_confidence=0.5, alternatives=2)
other: dau.Restorer = restorer.with_options(tone="old")
batch: list[str] = restorer.restore_batch(line for line in ("toi", "ban"))
edits: list[dau.Edit] = restorer.edits("toi")
span: tuple[int, int] = (edits[0].begin, edits[0].end)
reading: tuple[str, float] = (edits[0].alternatives[0].text, edits[0].alternatives[0].posterior)
corrector: dau.Corrector = dau.Corrector(channels=["keys", "typo"])
speaker: dau.Speaker = dau.Speaker(kinds={"date"})
try:
    dau.Restorer("none.dau")
except dau.NotFoundError as error:
    where: str = error.at
    index: "int | None" = error.index
except dau.Error as error:
    code: str = error.code
version: str = dau.__version__
