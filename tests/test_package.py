"""The package as others get it: public names, the wheel, the documents."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

import pytest
from conftest import ARTICLE, ROOT

import extractor


def test_the_version_of_the_package_is_the_one_installed() -> None:
    from importlib.metadata import version

    assert extractor.__version__ == version("extractor")


def test_whatever_is_needed_is_pinned_in_the_constraints() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = [*project["dependencies"], *(name for extra in project["optional-dependencies"].values() for name in extra)]
    pinned = {line.partition("==")[0].lower().replace("_", "-") for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()}
    names = {re.split(r"[^\w-]", name)[0].lower().replace("_", "-") for name in needed}
    assert names - {"extractor"} <= pinned


def test_public_names_are_sorted_and_there() -> None:
    assert sorted(extractor.__all__) == list(extractor.__all__)
    for name in extractor.__all__:
        assert getattr(extractor, name) is not None
    assert set(extractor.__all__) - {"__version__"} == set(extractor._HOMES)
    with pytest.raises(AttributeError):
        extractor.nothing  # noqa: B018


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["batch", "--help"], ["schema"]])
def test_what_needs_no_model_imports_nothing_heavy(arguments: list[str]) -> None:
    heavy = ("spacy", "underthesea", "httpx", "lxml", "bs4", "ahocorasick_rs")
    code = (
        "import sys, extractor, extractor.cli\n"
        f"extractor.cli.main({arguments!r})\n"
        f"print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout and done.stderr.strip() == "[]"


def test_a_pipeline_goes_to_other_processes() -> None:
    import pickle

    pipeline = pickle.loads(pickle.dumps(extractor.load()))
    assert pipeline.extract(ARTICLE).to_json() == extractor.extract(ARTICLE).to_json()


def test_no_print_outside_the_command_line() -> None:
    for path in (ROOT / "extractor").rglob("*.py"):
        if "cli" not in path.parts:
            assert not re.search(r"^\s*print\(", path.read_text("utf-8"), re.M), path


MODULES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "extractor").rglob("*.py"))


@pytest.mark.parametrize("name", MODULES)
def test_files_are_of_a_size_to_read(name: str) -> None:
    assert len((ROOT / name).read_text("utf-8").splitlines()) <= 600


PAGES = ["README.md", "README.vi.md", "CONTRIBUTING.md", "CHANGELOG.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("page", PAGES)
def test_python_examples_of_the_documents_run(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("article.txt").write_text(ARTICLE, "utf-8")
    for code in re.findall(r"```python\n(.*?)```", (ROOT / page).read_text("utf-8"), re.S):
        exec(compile(code, page, "exec"), {})


@pytest.mark.parametrize("page", PAGES)
def test_links_of_the_documents_lead_somewhere(page: str) -> None:
    for link in re.findall(r"\]\(([^)#]+)", (ROOT / page).read_text("utf-8")):
        if "://" not in link:
            assert ((ROOT / page).parent / link).exists(), link


def test_the_readme_s_output_is_what_the_command_prints(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from extractor.cli import main

    monkeypatch.chdir(ROOT)
    assert main(["corpora/demo/vu-quy-hoach.txt", "--format", "table"]) == 0
    out = capsys.readouterr().out
    for page in ("README.md", "README.vi.md"):
        assert out.strip() in (ROOT / page).read_text("utf-8")


@pytest.mark.slow
def test_the_wheel_runs_without_development_tools(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "build", "--wheel", "--outdir", tmp_path / "dist", ROOT], check=True, capture_output=True)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    install = [python, "-m", "pip", "install", "--quiet", "-c", ROOT / "constraints.txt", wheel]
    subprocess.run(install, check=True, capture_output=True)
    (tmp_path / "article.txt").write_text(ARTICLE, "utf-8")
    done = subprocess.run([tmp_path / "env" / "bin" / "extract", "article.txt"], cwd=tmp_path, check=True, capture_output=True)
    assert len(json.loads(done.stdout)["records"]) == len(extractor.extract(ARTICLE).records)
    code = (
        "import spacy\n"
        "nlp = spacy.blank('vi', config={'nlp': {'tokenizer': {'@tokenizers': 'extractor.underthesea.v1'}}})\n"
        "nlp.add_pipe('award_records')"
    )
    subprocess.run([python, "-c", code], cwd=tmp_path, check=True, capture_output=True)
    shutil.rmtree(tmp_path / "env")
