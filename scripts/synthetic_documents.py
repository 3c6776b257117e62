"""Documents by the thousand for benchmarks: made up, always the same for the same number, of the shape of real ones."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from extractor.awards.catalogue import catalogue
from extractor.records import SCHEMA_VERSION, Article

__all__ = ["synthetic"]

WORDS = """
Nguyễn Trần Lê Phạm Hoàng Phan Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý Lò Vi Hà Cao Đinh Mai
Văn Thị Đức Thu Minh Hồng Quốc Thanh Ngọc Xuân Hải Kim Bảo Gia Anh Tuấn Khánh Diệu
An Bình Cường Dao Giang Hà Hương Khoa Lan Linh Mai Nam Nga Oanh Phong Quân Sơn Tâm Uyên Việt Yến Tùng Thảo
"""
SURNAMES, MIDDLES, GIVEN = (line.split() for line in WORDS.strip().splitlines())
UNITS = """
Kế hoạch, Tài chính, Tổ chức cán bộ, Pháp chế, Thủy lợi, Quy hoạch, Đào tạo, Hợp tác quốc tế, Thi đua, Vật tư, Đầu tư, Dân số
Sông Lam, Núi Vàng, Hòa Khê, An Lộc, Bình Sơn, Đông Hải, Tây Giang, Nam Phú, Bắc Lĩnh, Trung Thành
"""
FIELDS, PLACES = (line.split(", ") for line in UNITS.strip().splitlines())
TOPS = ("Bộ Xây dựng", "Bộ Y tế", "Bộ Công Thương", "Bộ Nội vụ", "Bộ Tài chính")
PER_ARTICLE = 4


def synthetic(records: int, *, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Documents with so many records in all, four an article. A fifth of the conferrals is told by a second article."""
    awards = [award for award in catalogue().awards.values() if award.recorded and not award.generic]
    told: list[dict[str, Any]] = []
    for number in range(records // PER_ARTICLE):
        chance = random.Random(f"{seed}.{number}")
        key = f"https://vi-du.vn/{seed}/{number}"
        year = chance.randint(2005, 2025)
        facts = [_fact(chance, awards, year) for _ in range(PER_ARTICLE)]
        if told and chance.random() < 0.2 * PER_ARTICLE:
            facts[0] = chance.choice(told)
        told = [*told[-200:], facts[1]]
        article = Article(
            Article.make_id(key), "", url=key, title=f"Tin thi đua số {number}", author="Ban biên tập",
            published=f"{year}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}T08:00:00+07:00",
            published_precision="minute", publisher="vi-du.vn",
        )  # fmt: skip
        yield {
            "schema_version": SCHEMA_VERSION,
            "article": article.to_json(),
            "records": [_record(article.id, place, fact) for place, fact in enumerate(facts)],
            "warnings": [],
        }


def _fact(chance: random.Random, awards: list[Any], year: int) -> dict[str, Any]:
    """Who got what in which year."""
    unit = f"{chance.choice(('Vụ', 'Cục', 'Phòng', 'Sở', 'Trung tâm'))} {chance.choice(FIELDS)} {chance.choice(('', *PLACES))}".strip()
    name = " ".join((chance.choice(SURNAMES), chance.choice(MIDDLES), chance.choice(MIDDLES), chance.choice(GIVEN)))
    return {
        "award": chance.choice(awards), "unit": unit, "top": chance.choice(TOPS), "name": name, "year": year,
        "person": chance.random() < 0.6, "count": chance.randint(1, 3),
        "decision": f"{chance.randint(1, 3000)}/QĐ-BVD" if chance.random() < 0.3 else None,
    }  # fmt: skip


def _record(article_id: str, place: int, fact: dict[str, Any]) -> dict[str, Any]:
    award, person = fact["award"], fact["person"]
    who = fact["name"] if person else fact["unit"]
    words = f"Năm {fact['year']}, {who} được {fact['top']} tặng {award.name}."
    start = 200 * place
    at = {
        "award": words.rindex(award.name),
        "recipient": words.index(who),
        "authority": words.index(fact["top"]),
        "period": 0,
    }
    long = {"award": len(award.name), "recipient": len(who), "authority": len(fact["top"]), "period": 8}
    return {
        "id": Article.make_id(f"{article_id}.{place}.{who}"),
        "award": {
            "id": award.id, "name": award.name, "kind": award.kind, "level": award.level,
            "class": award.classes[0] if award.classes else None, "text": award.name,
        },
        "status": "conferred",
        "recipient": {
            "kind": "individual" if person else "collective", "name": who, "group": None, "post": "Chuyên viên" if person else None,
            "unit": fact["unit"] if person else None, "organisation": fact["top"],
        },
        "quantity": {"count": 1, "of": None, "counted": "recipients", "quantifier": None, "times": None, "breakdown": []},
        "authority": {"id": None, "text": fact["top"], "presenter": None},
        "period": {"from": fact["year"], "to": fact["year"], "text": f"Năm {fact['year']}", "inherited": False},
        "decision": {"number": fact["decision"], "date": None},
        "occasion": None,
        "posthumous": False,
        "evidence": {
            "sentence": [start, start + len(words)], "text": words,
            "spans": {name: [start + at[name], start + at[name] + long[name]] for name in at},
        },
        "rule": "passive.give-by",
        "confidence": 0.92,
        "warnings": [],
    }  # fmt: skip
