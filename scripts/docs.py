"""Runs the commands that the documents show, and puts their output into the documents.

    python scripts/docs.py            renews the output in README*.md and docs/*.md
    python scripts/docs.py --measured also runs `$ python scripts/…` (figures of quality: some minutes)
    python scripts/docs.py --check    exit code 1 where the output is not what the command prints (so do the tests)

In a block ```console a line `$ extract …` (or `$ cat … | extract …`) is a command and what follows is its output;
"…" alone on a line stands for whatever follows. Other commands (pip, make) are left alone. The commands run in an
empty folder with an article, some more articles, and corpora/.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ARTICLE = ROOT / "corpora" / "demo" / "vu-quy-hoach.txt"
BLOCK = re.compile(r"(?<=```console\n)(.*?)(?=```)", re.S)
MEASURED = re.compile(r"\$ (python scripts/\S+\.py.*)")
COMMAND = re.compile(r"\$ ((?:cat [\w./]+ \| )?extract\b.*)")


def pages() -> list[Path]:
    """The documents that show commands."""
    return [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]


def renewed(page: Path) -> str:
    """The text of a document with the output that its commands print now. Raises RuntimeError where one fails."""
    return BLOCK.sub(lambda block: _block(block.group()), page.read_text("utf-8"))


def _block(block: str) -> str:
    """A block: its commands, each with its output where one was shown before."""
    out = []
    for part in re.split(r"(?m)^(?=\$ )", block):
        line, _, shown = part.partition("\n")
        bare = line.partition("  #")[0].rstrip()
        command = COMMAND.fullmatch(bare) or (MEASURED.fullmatch(bare) if "--measured" in sys.argv else None)
        if command is None:
            out.append(part)
            continue
        printed = _printed(command.group(1))
        out.append(f"{line}\n{_as_shown(printed, shown) if shown.strip() else shown}")
    return "".join(out)


def _as_shown(printed: str, shown: str) -> str:
    """The output, cut where the document cuts it: as many lines as before the "…"."""
    lines = shown.rstrip("\n").split("\n")
    if lines[-1] != "…":
        return printed
    return "".join(f"{line}\n" for line in [*printed.split("\n")[: len(lines) - 1], "…"])


@cache
def _printed(command: str) -> str:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if command.startswith("python "):
            words = [sys.executable, *shlex.split(command)[1:]]
            return subprocess.run(words, cwd=ROOT, capture_output=True, check=False, text=True).stdout
        _furnish(folder)
        run = f'extract() {{ "{sys.executable}" -m extractor "$@"; }}\nset -o pipefail\n{command}'
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "120", "NO_COLOR": "1"}
        done = subprocess.run(["bash", "-c", run], cwd=folder, env=environment, capture_output=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{command}: exit code {done.returncode}: {done.stderr.decode()}")
    return done.stdout.decode()


def _furnish(folder: Path) -> None:
    """The files that the documents name."""
    text = ARTICLE.read_text("utf-8")
    (folder / "corpora").symlink_to(ROOT / "corpora")
    (folder / "articles").mkdir()
    for name in ("article.txt", "a.txt", "b.txt", "articles/one.txt", "articles/two.txt"):
        (folder / name).write_text(text, "utf-8")
    lines = '{"id": "1", "text": "Năm 2019, bà Lê Thị Dao được Bộ trưởng Bộ Công Thương tặng Bằng khen."}\n{"id": "2"}\n'
    for name in ("articles.jsonl", "more.jsonl"):
        (folder / name).write_text(lines, "utf-8")
    (folder / "page.html").symlink_to(ROOT / "corpora" / "demo" / "tin-khen-thuong.html")
    (folder / "records.jsonl").write_text(_records(text), "utf-8")
    _load(folder)


def _load(folder: Path) -> None:
    """awards.sqlite, with what records.jsonl holds, where the command of the page does not make it."""
    import extractor.store

    with extractor.store.database(str(folder / "awards.sqlite")) as store:
        store.load(json.loads(line) for line in (folder / "records.jsonl").read_text("utf-8").splitlines())
    (folder / "pred.jsonl").symlink_to(ROOT / "corpora" / "office" / "gold.jsonl")  # a second annotator who agrees


def _records(text: str) -> str:
    """The documents of two articles, a line each."""
    import extractor

    texts = (text, "Năm 2019, bà Lê Thị Dao được Bộ trưởng Bộ Công Thương tặng Bằng khen.")
    return "".join(json.dumps(extractor.extract(one).to_json(), ensure_ascii=False) + "\n" for one in texts)


def main() -> int:
    stale = False
    for page in pages():
        text = renewed(page)
        if text != page.read_text("utf-8"):
            stale = True
            if "--check" in sys.argv:
                sys.stderr.write(f"{page}: shows output that the commands do not print; run: python scripts/docs.py\n")
            else:
                page.write_text(text, "utf-8")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
