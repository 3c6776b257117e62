"""What fuzzing found (tests/article/test_fuzz.py), kept so that it stays mended."""

from __future__ import annotations

import pytest

import extractor

PROSE = "<p>Năm 2022, bà Lê Thị Dao được Bộ trưởng Bộ Công Thương tặng Bằng khen.</p>"


@pytest.mark.parametrize("mark", ["\x1f", "&#31;", "&#x1F;", "\x00", "&#0;", "\x7f"])
def test_control_characters_behind_a_script(mark: str) -> None:
    """lxml refused to move text that XML cannot hold."""
    article = extractor.read_html(f"<html><body>{PROSE}<script class=sapo></script>{mark}{PROSE}")
    assert article.text.count("Lê Thị Dao") == 2 and mark[:1] not in article.text.replace("&", "")


@pytest.mark.parametrize("text", ["Phong trào thi đua lao động giỏi của", "Bà Lê Thị Dao được tặng Bằng khen của", "Bằng khen của"])
def test_a_text_that_breaks_off_behind_an_award(text: str) -> None:
    """A giver was looked for behind the last word."""
    assert [record.recipient.name for record in extractor.extract(text).records] in ([], ["Lê Thị Dao"])
