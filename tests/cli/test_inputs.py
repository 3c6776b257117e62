"""What the INPUT arguments stand for: files, folders, standard input, lines of JSONL, and whatever is wrong with them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from extractor.cli.inputs import Input, expand, extracted, is_many
from extractor.errors import EmptyInputError, ExtractorError, InputError, UnsupportedInputError
from extractor.pipeline import load
from extractor.records import Document
from extractor.scale.inputs import line_input as _line

SENTENCE = "Bà Lê Thị Dao được Bộ Y tế tặng Bằng khen."


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(*names: str, text: str = SENTENCE) -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, "utf-8")


def test_a_folder_stands_for_its_texts_in_a_stable_order() -> None:
    write("f/b.txt", "f/a/z.TXT", "f/a/b.txt", "f/.hidden.txt", "f/.git/x.txt", "f/notes.md", "f/data.jsonl")
    Path("f/fake.txt").mkdir()
    assert [source.name for source in expand(["f"])] == ["f/b.txt", "f/a/b.txt", "f/a/z.TXT"]


def test_what_an_earlier_run_left_in_a_folder_is_no_input() -> None:
    write("f/a.txt", "f/out.jsonl", "f/more.jsonl", text='{"id": "1", "text": "x"}')
    assert [source.name for source in expand(["f"], jsonl=True, output="./f/out.jsonl")] == ["f/a.txt", "f/more.jsonl:1"]


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes")
def test_a_folder_s_pipes_are_left_alone() -> None:
    write("f/a.txt")
    os.mkfifo("f/pipe.txt")
    assert [source.name for source in expand(["f"])] == ["f/a.txt"]


@pytest.mark.parametrize(
    ("name", "error", "words"),
    [
        ("none.txt", InputError, "no such file"),
        ("empty", EmptyInputError, "no article in this folder"),
        ("lines.jsonl", UnsupportedInputError, "extract batch lines.jsonl"),
        ("a\0b", InputError, "(null|no such file)"),
        ("x" * 5000, InputError, "too long"),
    ],
)
def test_what_is_wrong_is_the_error_of_that_input_alone(name: str, error: type[ExtractorError], words: str) -> None:
    Path("empty").mkdir()
    write("good.txt", "lines.jsonl")
    wrong, good = expand([name, "good.txt"])
    with pytest.raises(error, match=words):
        wrong.read()
    assert good.read().text == SENTENCE


def test_the_name_is_in_the_message_once() -> None:
    write("blank.txt", text=" \n")
    Path("image.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    for name in ("blank.txt", "image.txt"):
        (source,) = expand([name])
        with pytest.raises(InputError) as caught:
            source.read()
        assert str(caught.value).count(name) == 1


def test_one_name_or_several() -> None:
    Path("f").mkdir()
    assert [is_many(names) for names in (["a.txt"], ["-"], ["f"], ["a.txt", "b.txt"])] == [False, False, True, True]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"not json", "not JSON"),
        (b"[1]", "no JSON object"),
        (b"null", "no JSON object"),
        (b"{}", 'lacks "text"'),
        (b'{"id": "x", "text": 7}', 'lacks "text"'),
        (b'{"text": "\xff"}', "not JSON"),
        (b"[" * 100_000, "(nested too deeply|not JSON)"),
        (b'{"id": 1' + b"0" * 10_000 + b"}", "not JSON"),
        (b'{"text": "half', "not JSON"),
    ],
)
def test_a_line_that_is_no_article_says_why(line: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        _line(line, "in.jsonl:3").read()
    assert "in.jsonl:3" in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize(
    ("given", "kept"), [('"a"', "a"), ("7", "7"), ("null", "in:1"), ("[1]", "in:1"), ("1.5", "in:1"), ('""', "")]
)
def test_the_id_of_a_line(given: str, kept: str) -> None:
    assert _line(f'{{"id": {given}, "text": "x"}}'.encode(), "in:1").id == kept


@given(st.binary(max_size=60) | st.text(st.sampled_from('{}[]":,\\ud80textid0 '), max_size=40).map(str.encode))
def test_whatever_stands_on_a_line_is_an_input(line: bytes) -> None:
    assert isinstance(_line(line, "in:1"), Input)


def test_lines_may_have_a_byte_order_mark_and_blank_lines_between() -> None:
    Path("a.jsonl").write_bytes(b"\xef\xbb\xbf" + json.dumps({"id": "1", "text": "x"}).encode() + b'\n\n  \n{"id": "2", "text": "y"}')
    assert [(source.id, source.name) for source in expand(["a.jsonl"], jsonl=True)] == [("1", "a.jsonl:1"), ("2", "a.jsonl:4")]


def test_lines_without_any_line_are_told() -> None:
    write("a.jsonl", text="\n")
    (source,) = expand(["a.jsonl"], jsonl=True)
    with pytest.raises(EmptyInputError, match=r"a\.jsonl"):
        source.read()


def test_a_fault_of_our_own_is_the_error_of_that_article(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> Document:
        raise RecursionError("too deep")

    pipeline = load()
    monkeypatch.setattr(pipeline, "extract", broken)
    monkeypatch.delenv("EXTRACTOR_TRACEBACK", raising=False)
    error = extracted(pipeline, Input("1", "a.txt", text=SENTENCE))
    assert isinstance(error, ExtractorError)
    assert "a.txt: a fault of our own (RecursionError: too deep)" in str(error)
    monkeypatch.setenv("EXTRACTOR_TRACEBACK", "1")
    with pytest.raises(RecursionError):
        extracted(pipeline, Input("1", "a.txt", text=SENTENCE))


# --- permissions, as somebody who is not root


@pytest.fixture
def closed_folder() -> Iterator[Path]:
    """A folder that everybody may enter, with a file and a folder in it that nobody but root may open."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "closed.txt").write_text(SENTENCE, "utf-8")
        (folder / "closed.txt").chmod(0)
        (folder / "closed").mkdir(mode=0)
        yield folder
        (folder / "closed").chmod(0o700)


# The command as somebody who is not root. Root's own interpreter may be closed to others, so all is imported before.
DEMOTED = """
import os, sys
import extractor, extractor.cli.article, extractor.cli.batch, extractor.scale.runner
extractor.extract(sys.argv.pop(1))
if os.geteuid() == 0:
    os.setgroups([]), os.setgid(65534), os.setuid(65534)
sys.exit(extractor.cli.main(sys.argv[1:]))
"""


def as_nobody(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", DEMOTED, SENTENCE, *arguments]
    return subprocess.run(command, cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=False)


@pytest.mark.skipif(sys.platform == "win32", reason="other permissions on Windows")
@pytest.mark.parametrize("name", ["closed.txt", "closed"])
def test_no_permission_to_read(closed_folder: Path, name: str) -> None:
    done = as_nobody(closed_folder, name)
    assert done.returncode == 1 and done.stdout == b""
    told = done.stderr.decode()
    assert "Permission denied" in told and "check" in told and told.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="other permissions on Windows")
def test_no_permission_to_write(closed_folder: Path) -> None:
    (closed_folder / "a.txt").write_text(SENTENCE, "utf-8")
    for arguments in (("a.txt", "-o", "out.json"), ("batch", "a.txt", "--to", "out.jsonl")):
        done = as_nobody(closed_folder, *arguments)
        assert done.returncode == 1
        assert b"Permission denied" in done.stderr and done.stderr.count(b"\n") == 1
