"""Figures, groups, intervals and errors on a few facts that can be counted by hand."""

from __future__ import annotations

from dataclasses import replace

from lxml import html

from extractor.evaluate import Article, Fact, Figure, differences, evaluate
from extractor.evaluate.page import page
from extractor.evaluate.report import as_lines, line_of

TEXT = "Năm 2020, bà Lê Thị Dao <Vụ A> nhận Bằng khen; 3 cán bộ nhận Giấy khen."
AWARD = (TEXT.index("Bằng"), TEXT.index("Bằng") + 9)
BADGE = (TEXT.index("Giấy"), TEXT.index("Giấy") + 9)
DAO = Fact(frozenset({"bang-khen"}), "conferred", kind="individual", name="Lê Thị Dao", year=(2020, 2020), span=(0, 46), award_span=AWARD)
STAFF = Fact(
    frozenset({"giay-khen"}), "conferred", kind="individual", group="cán bộ", count=3, counted="recipients", span=(47, 72), award_span=BADGE
)


def article(*found: Fact, gold: tuple[Fact, ...] = (DAO, STAFF), register: str | None = None) -> Article:
    return Article("a", gold, found, TEXT, register)


def test_all_right() -> None:
    result = evaluate([article(DAO, STAFF)])
    assert all(figure == Figure(right=2) and figure.f1 == 1.0 for figure in result.figures.values())
    assert result.fields["year"] == (2, 2)
    assert list(differences(result, with_fields=True)) == []


def test_each_level_asks_for_more() -> None:
    result = evaluate([article(replace(DAO, name="Lê Dao"), replace(STAFF, count=4))])
    assert [result.figures[level].right for level in ("detect", "record", "strict")] == [2, 1, 0]


def test_nothing_predicted_and_nothing_to_find() -> None:
    assert evaluate([article()]).figures["record"] == Figure(missed=2)
    assert evaluate([article(gold=())]).figures["record"].f1 == 1.0


def test_optional_records_cost_nothing() -> None:
    unsure = replace(STAFF, sure=False)
    vague = replace(DAO, awards=frozenset({"danh-hieu-thi-dua"}))
    assert evaluate([article(DAO, gold=(DAO, unsure))]).figures["record"] == Figure(right=1)
    assert evaluate([article(DAO, unsure, gold=(DAO, unsure))]).figures["record"] == Figure(right=1)
    assert evaluate([article(vague, gold=())]).figures["record"] == Figure()


def test_the_same_fact_from_another_place_is_no_error() -> None:
    gold = replace(DAO, also=((47, 60),))
    again = replace(DAO, award_span=(50, 55), span=(50, 55))
    assert evaluate([article(DAO, again, gold=(gold,))]).figures["record"] == Figure(right=1)
    assert evaluate([article(DAO, again, gold=(DAO,))]).figures["record"] == Figure(right=1, spurious=1)


def test_groups_tell_whose_the_errors_are() -> None:
    result = evaluate([article(DAO, replace(STAFF, status="planned"), register="school")])
    assert result.by(lambda _, fact: fact.status, "record") == {"conferred": Figure(1, 0, 1), "planned": Figure(0, 1, 0)}
    assert result.by(lambda one, _: one.register, "record") == {"school": Figure(1, 1, 1)}
    assert sum(result.by(lambda _, fact: fact.kind, "record").values(), Figure()) == result.figures["record"]


def test_the_interval_holds_the_figure_and_narrows_with_more_articles() -> None:
    mixed = [article(DAO, STAFF), article(DAO), article()]
    few, many = evaluate(mixed), evaluate(mixed * 30)
    for result in (few, many):
        low, high = result.interval("record")
        assert low <= result.figures["record"].f1 <= high
        assert (low, high) == result.interval("record")
    assert many.interval("record")[1] - many.interval("record")[0] < few.interval("record")[1] - few.interval("record")[0]


def test_a_missed_and_a_spurious_fact_of_one_place_are_one_error() -> None:
    wrong = replace(STAFF, status="planned", count=4, rule="a.rule")
    (error,) = differences(evaluate([article(DAO, wrong)]))
    assert error.what == "differs" and error.gold == STAFF and error.found == wrong
    assert error.fields == (("status", "conferred", "planned"), ("count", "3 recipients", "4 recipients"))
    assert error.sentence == "3 cán bộ nhận Giấy khen."


def test_errors_stand_in_text_order_with_the_wrong_fields_where_asked() -> None:
    result = evaluate([article(replace(DAO, year=None))])
    assert [error.what for error in differences(result)] == ["missed"]
    assert [error.what for error in differences(result, with_fields=True)] == ["field", "missed"]
    lines = [line for error in differences(result, with_fields=True) for line in line_of(error)]
    assert "  differs year: (2020, 2020), not None" in lines


def test_the_text_names_every_level_field_and_group() -> None:
    text = "\n".join(as_lines(evaluate([article(DAO, register="school")])))
    for word in ("detect", "record", "strict", "posthumous 1.000", "by award kind", "by status", "by register", "school"):
        assert word in text


def test_the_page_is_one_whole_that_shows_the_words_and_runs_nothing() -> None:
    told = page(evaluate([article(DAO)]), title="a < b", notes=("<note>",))
    tree = html.fromstring(told)
    assert tree.findtext(".//h1") == "a < b"
    assert [mark.text for mark in tree.iter("mark")] == ["Giấy khen"]
    assert TEXT in tree.text_content() and "<note>" in tree.text_content()
    assert not list(tree.iter("script", "link", "img", "iframe"))
