# SPDX-License-Identifier: Apache-2.0
"""Runs the ```pycon blocks of a page, as doctest does.

    page_test.py PAGE
"""
import doctest
import pathlib
import re
import sys


def main(page):
    text = pathlib.Path(page).read_text(encoding="utf-8")
    blocks = re.findall(r"```pycon\n(.*?)```", text, re.DOTALL)
    test = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, page, page, 0)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    runner.run(test)
    print(f"{page}: {runner.tries} examples, {runner.failures} differ")
    return 1 if runner.failures or not runner.tries else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
