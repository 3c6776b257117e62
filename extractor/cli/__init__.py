"""The command `extract`: one module a command, imported when it is called.

A command is a line of COMMANDS and a module `extractor/cli/<module>.py` with

    HELP                     one line
    EXAMPLES                 tuple of command lines, shown by --help and run by the tests
    add_arguments(parser)    its arguments (argparse)
    run(arguments) -> int    what it does; the exit code

and a section of its own in docs/cli.md (a test looks for it). A command whose module is not installed is not
shown. `run` raises ExtractorError for what a user can mend and UsageError for arguments that do not go together;
`main` makes one line of either.

`extract FILE…` without a command's name is the command `article`; a file that is named like a command is given
with its path (`extract ./batch`). Exit codes: 0 done, 1 an input or output failed, 2 wrong usage, 130 Ctrl-C,
141 the reader of our output has closed it. With EXTRACTOR_TRACEBACK=1 in the environment a fault of our own
shows where it happened.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from types import ModuleType

from extractor.cli.usage import UsageError
from extractor.errors import ExtractorError, ModelError
from extractor.view.terminal import plain

__all__ = ["COMMANDS", "commands", "main", "parser_of"]

# name: (module, one line of help)
COMMANDS = {
    "article": ("article", "print the award records of articles (the default command)"),
    "batch": ("batch", "many articles into one file, a line each; one bad article stops nothing"),
    "awards": ("awards", "look the catalogue of awards up"),
    "schema": ("schema", "print the JSON Schema of the output"),
    "explain": ("explain", "show how a sentence was read: mentions, frames, status"),
    "read": ("read", "print an article as it was read: text, HTML, PDF, DOCX, WARC"),
    "sites": ("sites", "list the known sites, or check a page against its site's specification"),
    "crawl": ("crawl", "collect articles from news sites, politely and resumably"),
    "fetch": ("fetch", "fetch one page and print its records"),
    "load": ("load", "load extracted records into a database or file"),
    "db": ("db", "create, check, query and export a database of records"),
    "link": ("link", "find out who is who across articles"),
    "evaluate": ("evaluate", "score predictions against gold records"),
}
PROGRAM = "extract"
EPILOG = """examples:
  extract article.txt                      one JSON document
  extract articles/ --format table         a table for people
  cat article.txt | extract -              from standard input
  extract batch articles/ --to out.jsonl   many articles, a line each

`extract COMMAND --help` tells more of each command."""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command line and gives the exit code; prints an error as one line, never a traceback."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not _prepare_streams():
        return 1
    try:
        code = _run(arguments)
        sys.stdout.flush()
        return code
    except UsageError as error:
        _complain(f"{error}\ntry: {PROGRAM} --help")
        return 2
    except ModelError as error:
        _complain(str(error), lines=True)
        return 1
    except ExtractorError as error:
        _complain(str(error))
        return 1
    except KeyboardInterrupt as stop:
        _complain(str(stop) or "stopped; nothing was left half written")
        return 130
    except BrokenPipeError:
        _drop_output()
        return 141
    except OSError as error:
        _drop_output()
        place = error.filename or "standard output"
        _complain(f"{place}: {error.strerror or error}; check the path, its permissions and the free space")
        return 1
    except Exception as error:
        if os.environ.get("EXTRACTOR_TRACEBACK"):
            raise
        _complain(
            f"a fault of our own ({type(error).__name__}: {error}); please report it with the input, "
            "and EXTRACTOR_TRACEBACK=1 in the environment shows where it happened"
        )
        return 1


def commands() -> dict[str, tuple[str, str]]:
    """The commands whose module is installed."""
    from importlib.util import find_spec

    return {name: entry for name, entry in COMMANDS.items() if find_spec(f"extractor.cli.{entry[0]}") is not None}


def parser_of(name: str) -> tuple[ModuleType, argparse.ArgumentParser]:
    """The module of a command and its argument parser."""
    module = import_module(f"extractor.cli.{COMMANDS[name][0]}")
    parser = argparse.ArgumentParser(
        prog=PROGRAM if name == "article" else f"{PROGRAM} {name}",
        description=module.HELP,
        epilog="examples:\n" + "\n".join(f"  {line}" for line in module.EXAMPLES),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    module.add_arguments(parser)
    return module, parser


def _run(arguments: list[str]) -> int:
    if not arguments or arguments[0] in {"-h", "--help"}:
        _overview().print_help(sys.stdout if arguments else sys.stderr)
        return 0 if arguments else 2
    if arguments[0] in {"-V", "--version"}:
        from extractor import __version__

        print(f"{PROGRAM} {__version__}")
        return 0
    known = commands()
    _hint(arguments[0], known)
    name = arguments.pop(0) if arguments[0] in known else "article"
    module, parser = parser_of(name)
    try:
        parsed = _parsed(parser, arguments)
    except SystemExit as stop:  # argparse has printed the help, or what is wrong
        return int(stop.code or 0)
    return int(module.run(parsed))


def _parsed(parser: argparse.ArgumentParser, arguments: list[str]) -> argparse.Namespace:
    """Options may stand between the inputs (`a.txt --text b.txt`), save in commands with commands of their own."""
    try:
        return parser.parse_intermixed_args(arguments)
    except TypeError:
        return parser.parse_args(arguments)


def _hint(word: str, known: dict[str, tuple[str, str]]) -> None:
    """A word that is neither a command nor a file, and looks like a command, was most likely meant as one."""
    near = get_close_matches(word, known, 1)
    if near and word not in known and not Path(word).exists():
        raise UsageError(f"{word}: no such file and no such command; did you mean `{PROGRAM} {near[0]}`?")


def _prepare_streams() -> bool:
    """UTF-8 out whatever the locale, and no error message where nobody listens; False without a standard output."""
    if sys.stderr is None:  # closed by the caller (2>&-): print would fall back to standard output
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    if sys.stdout is None:
        _complain("standard output is closed; open it, or give --output FILE a name")
        return False
    with suppress(AttributeError, OSError, ValueError):
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    return True


def _drop_output() -> None:
    """What Python would still flush at exit goes nowhere: whoever read our output has gone, or the disk is full."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(message: str, *, lines: bool = False) -> None:
    with suppress(OSError):
        print(f"{PROGRAM}: {plain(message if lines else '; '.join(message.splitlines()))}", file=sys.stderr)


def _overview() -> argparse.ArgumentParser:
    lines = "\n".join(f"  {name:10} {line}" for name, (_, line) in commands().items())
    parser = argparse.ArgumentParser(
        prog=PROGRAM,
        usage=f"{PROGRAM} [COMMAND] INPUT... [options]",
        description=f"Award records (thi đua, khen thưởng) from Vietnamese news.\n\ncommands:\n{lines}",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("-V", "--version", action="store_true", help="print the version and stop")
    return parser


if __name__ == "__main__":
    sys.exit(main())
