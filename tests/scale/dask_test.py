# SPDX-License-Identifier: Apache-2.0
"""The Dask job of docs/guide/scale.md with two processes, compared with one tool in this process.

    PYTHONPATH=… dask_test.py

Ends with 77 (skipped) where dask or the module is absent.
"""
import pathlib
import re
import sys
import tempfile

GUIDE = pathlib.Path(__file__).resolve().parents[2] / "docs/guide/scale.md"


def main():
    try:
        import dask
        import dau
    except ImportError as missing:
        print(f"skipped: {missing}; make scale installs what this test needs")
        return 77
    lines = [f"{line} {i}" for i in range(300) for line in ("hom nay troi dep qua", "Ôi, cong hoa xa hoi 😀", "")]
    job = re.search(r"```python\n(# dask\n.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL).group(1)
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "lines.txt")
        path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        variables = {"lines_path": str(path)}
        exec(job, variables)
        parts = variables["restored"].npartitions
        with dask.config.set(scheduler="processes", num_workers=2):
            restored = variables["restored"].compute()
    if parts < 2 or restored != dau.Restorer().restore_batch(lines):
        print(f"{parts} parts, and the result is not what one process gives")
        return 1
    print(f"{len(restored)} lines in {parts} parts, the same as in one process")
    return 0


if __name__ == "__main__":
    sys.exit(main())
