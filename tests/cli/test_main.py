"""The command's manners: words that are no command, streams that are closed, faults of our own, terminals."""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import time
import types
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ARTICLE, ROOT

import extractor.cli
from extractor.cli import COMMANDS, commands, main, parser_of
from extractor.errors import InputError, ModelError

Command = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "b.txt", "batch"):
        Path(name).write_text(ARTICLE, "utf-8")
    return tmp_path


def shell(command: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A shell's command line in the current folder, with `extract` as a function."""
    line = f'extract() {{ "{sys.executable}" -m extractor "$@"; }}; {command}'
    variables = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(["bash", "-c", line], env=variables, capture_output=True, check=False, timeout=120)


def test_options_may_stand_between_the_inputs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["a.txt", "--text", "b.txt"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_a_file_named_like_a_command_is_given_with_its_path(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["batch"]) == 2
    assert main(["./batch"]) == 0
    assert main(["article", "batch"]) == 0
    assert capsys.readouterr().err.startswith("usage: extract batch")


def test_a_slip_in_a_command_s_name_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bach", "a.txt", "--to", "out.jsonl"]) == 2
    assert "did you mean `extract batch`?" in capsys.readouterr().err


def test_options_are_not_guessed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["a.txt", "--form", "table"]) == 2
    assert "--form" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["a.txt", "b.txt", "--format", "json"],
        ["a.txt", "--format", "xml"],
        ["a.txt", "--status", "given"],
        ["a.txt", "--min-confidence", "nan"],
        ["a.txt", "--min-confidence", "much"],
        ["batch", "a.txt"],
        ["batch", "a.txt", "--to", "out.txt"],
        ["batch", "--to", "out.jsonl"],
        ["explain", "a.txt", "--at", "1", "--sentence", "2"],
        ["schema", "a.txt"],
    ],
)
def test_wrong_usage_is_2_and_nothing_is_printed(arguments: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err and "Traceback" not in captured.err
    assert not list(tmp_path.glob("out*"))


def test_the_only_article_failed_and_not_even_a_header_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    for kind in ("json", "jsonl", "csv", "table"):
        assert main(["none.txt", "--format", kind]) == 1
        captured = capsys.readouterr()
        assert captured.out == ""
        assert captured.err == "extract: none.txt: no such file or folder; check the path\n"


def test_batch_tells_a_missing_input_before_it_starts(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["batch", "a.txt", "none.jsonl", "--to", "out.jsonl"]) == 1
    assert "none.jsonl: no such file or folder" in capsys.readouterr().err
    assert not list(tmp_path.glob("out*"))


def test_batch_is_silent_where_all_went_well_and_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["batch", "a.txt", "b.txt", "--to", "out.jsonl"]) == 0
    captured = capsys.readouterr()
    assert captured.out == captured.err == ""


def _broken(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def run(_: argparse.Namespace) -> int:
        raise error

    module = types.SimpleNamespace(HELP="", EXAMPLES=(), add_arguments=lambda _: None, run=run)
    monkeypatch.setattr(extractor.cli, "import_module", lambda _: module)


def test_a_fault_of_our_own_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("EXTRACTOR_TRACEBACK", raising=False)
    _broken(monkeypatch, KeyError("ở đây"))
    assert main(["schema"]) == 1
    told = capsys.readouterr().err
    assert "a fault of our own (KeyError: 'ở đây')" in told and told.count("\n") == 1
    monkeypatch.setenv("EXTRACTOR_TRACEBACK", "1")
    with pytest.raises(KeyError):
        main(["schema"])


def test_an_error_of_several_lines_becomes_one_and_faults_of_models_stay_a_list(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _broken(monkeypatch, InputError("one\ntwo"))
    assert main(["schema"]) == 1
    assert capsys.readouterr().err == "extract: one; two\n"
    _broken(monkeypatch, ModelError(["wrong @ a.toml: 1", "wrong @ a.toml: 2"]))
    assert main(["schema"]) == 1
    assert capsys.readouterr().err.count("\n") == 3


def test_ctrl_c_is_130(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    _broken(monkeypatch, KeyboardInterrupt())
    assert main(["schema"]) == 130
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("name", commands())
def test_each_command_has_its_line_and_its_section_in_the_docs(name: str) -> None:
    module, parser = parser_of(name)
    assert len(module.HELP.splitlines()) == 1 and module.EXAMPLES
    assert COMMANDS[name][1] and parser.format_help()
    heading = "## extract INPUT..." if name == "article" else f"## extract {name}"
    page = (ROOT / "docs" / "cli.md").read_text("utf-8")
    section = page.partition(heading)[2].partition("\n## ")[0]
    assert section, heading
    for action in parser._actions:
        for option in action.option_strings:
            assert option in section or option in {"-h", "--help"}, f"{option} is not in the section of {name}"


# --- streams, in a shell


@pytest.mark.skipif(sys.platform == "win32", reason="a shell's tricks")
@pytest.mark.parametrize(
    ("command", "code", "told"),
    [
        ("extract a.txt >&-", 1, "standard output is closed"),
        ("extract - <&-", 1, "standard input is closed"),
        ("extract none.txt 2>&-", 1, ""),
        ("extract a.txt > /dev/full", 1, "No space left on device"),
        ("extract awards > /dev/full", 1, "No space left on device"),
        ("extract batch a.txt --to /dev/full", 2, "something.jsonl"),
        ("ln -s /dev/full full.jsonl; extract batch a.txt --to full.jsonl", 1, "No space left on device"),
        ("extract awards | true; exit ${PIPESTATUS[0]}", 141, ""),
        ("extract awards chiến sĩ thi đua toàn quốc | cat; exit ${PIPESTATUS[0]}", 0, ""),
        ("extract <(cat a.txt) > /dev/null", 0, ""),
    ],
)
def test_streams(command: str, code: int, told: str) -> None:
    # Unbuffered output would meet the closed pipe earlier or later than a user's does.
    done = shell(command, PYTHONUNBUFFERED="")
    assert done.returncode == code, done.stderr.decode()
    assert told in done.stderr.decode()
    assert b"Traceback" not in done.stderr and b"Exception ignored" not in done.stderr
    assert done.stderr.count(b"\n") == (1 if told else 0)


def test_letters_are_letters_whatever_the_locale() -> None:
    for command in ("extract a.txt", "extract awards huân", "extract explain a.txt", "extract --help"):
        done = shell(command, LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii", PYTHONCOERCECLOCALE="0")
        assert done.returncode == 0, done.stderr.decode()
        assert "ư" in done.stdout.decode("utf-8")


def on_a_terminal(arguments: list[str], stream: str, **variables: str) -> bytes:
    """What the command prints on a terminal that is its standard output or standard error."""
    import pty

    ours, theirs = pty.openpty()
    environment = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    environment |= {"PYTHONPATH": str(ROOT), "TERM": "xterm", **variables}
    process = subprocess.Popen([sys.executable, "-m", "extractor", *arguments], env=environment, **{stream: theirs})  # type: ignore[call-overload]
    os.close(theirs)
    printed = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # the other end has closed
            break
        if not piece:
            break
        printed += piece
    os.close(ours)
    assert process.wait() == 0
    return printed


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
@pytest.mark.parametrize(("variables", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)])
def test_colours_are_for_terminals(variables: dict[str, str], coloured: bool) -> None:
    printed = on_a_terminal(["a.txt", "--format", "table"], "stdout", **variables)
    assert (b"\x1b[32m" in printed) is coloured


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_progress_is_for_terminals(tmp_path: Path) -> None:
    Path("lines.jsonl").write_text((json.dumps({"text": ARTICLE}) + "\n") * 300, "utf-8")
    printed = on_a_terminal(["batch", "lines.jsonl", "--to", "out.jsonl"], "stderr")
    assert b"\r300 articles, 3000 records, 0 errors" in printed
    assert (tmp_path / "out.jsonl").read_text("utf-8").count("\n") == 300


@pytest.mark.slow
def test_two_thousand_awards_in_one_sentence(folder: Path, extract: Command) -> None:
    syllables = ("An", "Bính", "Cúc", "Dao", "Giang", "Hạp", "Kha", "Lung", "Mây", "Nga", "Oanh", "Phiêu")
    names = [f"{a} {b} {c} {d}" for a in ("Lò", "Vi") for b in syllables[:9] for c in syllables for d in syllables][:2_000]
    (folder / "long.txt").write_text("Bộ Y tế tặng Bằng khen cho các ông " + ", ".join(names) + ".", "utf-8")
    done = extract("long.txt")
    assert done.returncode == 0
    assert [record["recipient"]["name"] for record in json.loads(done.stdout)["records"]] == names


@pytest.mark.skipif(sys.platform == "win32", reason="signals are otherwise on Windows")
@pytest.mark.parametrize("command", [["many"], ["many", "-o", "out.jsonl"], ["-"]])
def test_ctrl_c_prints_whole_documents_or_none(folder: Path, command: list[str]) -> None:
    (folder / "many").mkdir()
    for number in range(2_000):
        (folder / "many" / f"{number:04}.txt").write_text(ARTICLE, "utf-8")
    run = [sys.executable, "-m", "extractor", *command]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(run, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, bufsize=0)
    out = process.stdout.read(1) if command == ["many"] and process.stdout is not None else b""
    time.sleep(2)  # the pipe is full then, and the command in the middle of writing
    process.send_signal(signal.SIGINT)
    rest, err = process.communicate(timeout=60)
    out += rest
    assert process.returncode == 130
    assert err.count(b"\n") == 1 and b"stopped" in err
    assert all(json.loads(line)["records"] for line in out.splitlines())
    assert not out or out.endswith(b"\n")
    assert not list(folder.glob("*out*")) and not list(folder.glob(".*"))


def test_json_lines_of_a_batch_and_of_the_default_command_agree(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["a.txt", "b.txt"]) == 0
    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert main(["batch", "a.txt", "b.txt", "--to", "-"]) == 0
    batch = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line.pop("id") for line in batch] == ["a.txt", "b.txt"]
    assert batch == printed
