#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Holds the sources to the shape of the house: who may include whom, and what every file must say.

    layers_test.py ROOT
"""
import pathlib
import re
import subprocess
import sys
import unittest

# A module may include base, itself, and the modules named here; an arrow only goes down a floor. The table is the one
# of the architecture: change it there first.
MAY_INCLUDE = {
    "base": [],
    "unicode": [], "model": [], "ledger": [],
    "nn": ["model"], "eval": ["unicode"], "licence": ["model"], "mark": ["unicode"],
    "text": ["unicode", "nn", "model"],
    "search": ["text", "unicode", "nn", "model"], "ocr": ["text", "unicode"], "voice": ["text", "unicode", "model"],
    "law": ["ledger", "licence", "mark"], "corpus": ["unicode", "licence", "ledger", "text"],
}
FLOORS = [["base"], ["unicode", "model", "ledger"], ["nn", "eval", "licence", "mark"], ["text"],
          ["search", "ocr", "voice", "law", "corpus"], ["cli", "server", "bindings"]]
BELOW_ALL = sorted(MAY_INCLUDE)
MAY_INCLUDE.update(cli=BELOW_ALL, server=BELOW_ALL, bindings=BELOW_ALL)

# Headers of foreign libraries. Each library is included by one file, its adapter (a large one may be NAME.cc and
# NAME_PART.cc beside it), and never by a public header. {fmt}
# is formatting, a vocabulary rather than an engine, and may be used in any .cc.
FOREIGN = {
    "nlohmann-json": r"nlohmann/", "OpenSSL": r"openssl/", "Cairo": r"cairo(-\w+)?\.h$", "Pango": r"pango/", "libjpeg": r"jpeglib\.h$", "libpq": r"libpq-fe\.h$", "Expat": r"expat\.h$", "libarchive": r"archive(_entry)?\.h$", "qpdf": r"qpdf/", "utf8proc": r"utf8proc\.h$", "xxHash": r"xxhash\.h$",
    "CLI11": r"CLI/", "yaml-cpp": r"yaml-cpp/", "SQLite": r"sqlite3\.h$", "Boost": r"boost/",
    "curl": r"curl/", "toml++": r"toml\+\+/", "Python": r"Python\.h$", "Tesseract": r"tesseract/", "sherpa-onnx": r"sherpa-onnx/",
}
FORMATTING = r"fmt/"
# The C++ library has no dot and no slash in its names; these are the C library's and the compiler's.
SYSTEM = r"(sys|linux|net|arpa|netinet)/\w+\.h$|(cpuid|dlfcn|fcntl|immintrin|arm_neon|poll|pthread|sched|signal|spawn|stddef|termios|time|unistd)\.h$"

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)
SOURCE_NAMES = re.compile(r"(\.(cc|h|inc|py|sh|cmake|map|in)|(^|/)(CMakeLists\.txt|Makefile|\.clang-tidy|\.ci/run))$")
# Put together here so that this file does not find itself.
MACHINE_PATH = re.compile(r"(?<![\w.$}/-])/(?:" + "|".join(["work", "home", "root", "Users"]) + r")/\w")

ROOT = pathlib.Path(__file__).resolve().parents[2]


def tracked_files():
    """Paths of the repository relative to ROOT; of a copy without its history, all but what was built."""
    git = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True)
    if git.returncode == 0 and git.stdout:
        names = git.stdout.decode().split("\0")
    else:
        names = [p.relative_to(ROOT).as_posix() for p in ROOT.rglob("*")]
        names = [n for n in names if not re.match(r"(\.git|build[^/]*|out|\.cache)/", n)]
    return [n for n in names if n and (ROOT / n).is_file()]


def read(name):
    return (ROOT / name).read_text(encoding="utf-8", errors="replace")


def module_of(path):
    """Module of src/<module>/… or include/dau/<module>/…; result.h and api.h, beside the folders, are base's."""
    parts = path.split("/")
    if parts[0] == "src":
        return parts[1]
    if parts[0] == "bindings":
        return "bindings"
    return parts[2] if len(parts) > 3 else "base"


def included_module(header):
    """Module of "dau/<module>/x.h" or "<module>/x.h"; None for a header beside its source."""
    parts = header.split("/")
    if parts[0] == "dau":
        return parts[1] if len(parts) > 2 else "base"
    return parts[0] if len(parts) > 1 else None


def cxx_files(*folders):
    return [n for n in tracked_files() if n.startswith(folders) and re.search(r"\.(cc|h|inc)$", n)]


class Layers(unittest.TestCase):
    longMessage = False

    def none(self, findings):
        self.assertFalse(findings, "\n  " + "\n  ".join(findings))

    def test_the_table_itself_only_points_down(self):
        floor = {module: i for i, modules in enumerate(FLOORS) for module in modules}
        self.assertEqual(set(floor), set(MAY_INCLUDE))
        self.none([f"{a} → {b}" for a, targets in MAY_INCLUDE.items() for b in targets if floor[a] <= floor[b]])

    def test_includes_follow_the_table(self):
        findings = []
        for name in cxx_files("src/", "include/", "bindings/"):
            module = module_of(name)
            if module not in MAY_INCLUDE:
                findings.append(f"{name}: module {module} is not in the table")
                continue
            allowed = {"base", module, *MAY_INCLUDE[module]}
            for kind, header in INCLUDE.findall(read(name)):
                target = included_module(header) if kind == '"' else None
                if target and target not in allowed:
                    findings.append(f"{name}: {module} may not include {header}")
        self.none(findings)

    def test_public_headers_include_public_headers_only(self):
        self.none([f"{name}: includes {header}" for name in cxx_files("include/")
                   for kind, header in INCLUDE.findall(read(name))
                   if kind == '"' and not (header.startswith("dau/") and (ROOT / "include" / header).is_file())])

    def test_each_foreign_library_has_one_adapter(self):
        users = {}
        findings = []
        for name in cxx_files("src/", "include/", "bindings/"):
            for kind, header in INCLUDE.findall(read(name)):
                if kind == '"' or not re.search(r"[./]", header) or re.match(SYSTEM, header):
                    continue
                if re.match(FORMATTING, header) and name.endswith(".cc"):
                    continue
                library = next((k for k, pattern in FOREIGN.items() if re.match(pattern, header)), None)
                if library is None or name.startswith("include/"):
                    findings.append(f"{name}: <{header}> has no place here")
                else:
                    users.setdefault(library, set()).add(re.sub(r"(/openssl)_\w+\.cc$", r"\1.cc", name))
        findings += [f"{k} is included by {', '.join(sorted(v))}" for k, v in users.items() if len(v) > 1]
        self.none(findings)

    def test_sources_name_their_licence(self):
        self.none([name for name in tracked_files() if SOURCE_NAMES.search(name)
                   and "SPDX-License-Identifier: Apache-2.0" not in "\n".join(read(name).split("\n")[:3])])

    def test_no_file_names_a_path_of_one_machine(self):
        findings = []
        for name in tracked_files():
            data = (ROOT / name).read_bytes()
            if b"\0" in data[:4096]:
                continue
            for i, line in enumerate(data.decode("utf-8", "replace").split("\n"), 1):
                if MACHINE_PATH.search(line):
                    findings.append(f"{name}:{i}: {line.strip()[:100]}")
        self.none(findings)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        ROOT = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main(verbosity=2)
