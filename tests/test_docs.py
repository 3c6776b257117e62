"""The documents: what they show is what the commands print, and what they tell a reader to write is accepted."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from conftest import ROOT

from extractor.awards.catalogue import catalogue
from extractor.awards.frames import KEYS, _frame
from extractor.schema_check import check_table
from extractor.sites import _keys as site_keys


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_script", ROOT / "scripts" / "docs.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCRIPT = _script()


@pytest.mark.slow
@pytest.mark.parametrize("page", SCRIPT.pages(), ids=lambda page: page.name)
def test_the_output_that_is_shown_is_what_is_printed(page: Path) -> None:
    assert SCRIPT.renewed(page) == page.read_text("utf-8"), "run: python scripts/docs.py"


def test_what_contributing_tells_to_write_is_accepted() -> None:
    first, second, site = (tomllib.loads(code) for code in re.findall(r"```toml\n(.*?)```", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.S))
    (award,) = first["award"]
    known = tomllib.loads((ROOT / "models" / "awards" / "ky-niem-chuong-nha-nuoc.toml").read_text("utf-8"))["award"]
    assert set(award) <= {key for one in known for key in one} | {"aliases"}
    assert award["id"] not in catalogue().awards
    keys = site_keys()
    assert check_table(site, keys["site"], "site") == check_table(site["template"][0], keys["template"], "template") == []
    (frame,) = second["frame"]
    assert set(frame) <= KEYS
    assert _frame(frame).yes


@pytest.mark.parametrize("page", SCRIPT.pages(), ids=lambda page: page.name)
def test_every_command_shown_is_one_that_the_tests_can_run(page: Path) -> None:
    """A console block begins with a command; a typing slip would leave it unrun."""
    for block in re.findall(r"```console\n(.*?)```", page.read_text("utf-8"), re.S):
        assert block.startswith("$ ")
        for line in re.findall(r"^\$ (.*)$", block, re.M):
            assert re.match(r"(cat [\w./]+ \| )?extract |pip install |make |python ", line), line
