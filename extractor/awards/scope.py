"""What is no award of this system although it reads like one: foreign orders, contests, names of movements."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extractor.awards.catalogue import catalogue
from extractor.awards.chunks import AwardPhrase, Chunk, Party
from extractor.awards.clauses import Clause
from extractor.awards.frames import symbols
from extractor.awards.lexicon import lexicon
from extractor.awards.syllables import SYLLABLE
from extractor.language.fold import UPPER, fold
from extractor.language.wordlists import load_words

__all__ = ["in_scope", "tells_rule"]

# A capitalised word right behind a generic name is part of a name that the catalogue does not know.
UNKNOWN_NAME = re.compile(rf"\s+[\"“]?[{UPPER}]\w")
# Between the word for a movement or a street and its name.
NAMED_SO = re.compile(r"(?: (?:thi đua|mang tên|tên|danh hiệu|về|với chủ đề))?[\s:]*[\"“”]?\s*")
METAL = re.compile(r" (?:vàng|bạc|đồng)(?!\w)")  # of a contest
IN_QUOTES = re.compile(r"[“\"][^”\"]*$")
REACH = 40


RULES = ("movement", "hosting", "foreign_giver", "foreign_word", "before_country", "contest_giver", "home_giver")


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    data = load_words("rules/scope.toml", RULES)
    return {
        name: re.compile(
            rf"(?<!\w)(?:{'|'.join(sorted((re.escape(fold(word)) for word in words), key=len, reverse=True))})(?!\w)"
        )
        for name, words in data.items()
    }


def in_scope(award: AwardPhrase, clause: Clause, chunks: Sequence[Chunk], text: str, folded: str) -> bool:
    """Whether the award belongs to the emulation-and-commendation system, as far as its surroundings tell."""
    entry = catalogue().awards[award.hit.award_id]
    if not entry.recorded:
        return False
    start, end = chunks[0].start, chunks[-1].end
    before = folded[max(start, award.hit.start - REACH) : award.hit.start]
    if any(NAMED_SO.fullmatch(before, word.end()) for word in _rules()["movement"].finditer(before)):
        return False
    if _rules()["hosting"].match(folded, min(award.hit.end + 1, end)):
        return False
    both = entry.id == "huy-chuong" and any(one.hit.award_id == "huan-chuong" for one in chunks[clause.award].awards)
    if entry.ambiguity == "high" and not both and text[award.hit.start].islower() and clause.frame.id.startswith("active.give-recipient"):
        return False
    if entry.ambiguity == "high" and entry.kind == "xep_loai":
        return (
            clause.frame.id.startswith(("passive", "attain")) and "được giao" not in folded[award.end : award.end + 12]
        )
    if entry.generic and _contest(award, clause, folded):
        return False
    if entry.id == "ky-niem-chuong" and not _of_a_body(award, clause, text):
        return False
    lower = text[award.hit.start].islower()
    if lower and ((entry.ambiguity == "high" and clause.frame.id == "list.heading") or _describes(clause)):
        return False
    if lower and clause.frame.id == "holder.be" and IN_QUOTES.search(text, max(0, award.hit.start - 60), award.hit.start):
        return False
    if entry.generic and METAL.match(folded, award.hit.end):
        return False
    if entry.id in {"huan-chuong", "huy-chuong"} and UNKNOWN_NAME.match(text, award.hit.end):
        return False
    if entry.id == "huy-chuong" and not both and not _rules()["home_giver"].search(folded[start:end]):
        return False
    if entry.id == "ba-me-viet-nam-anh-hung" and _mothers(award, clause, folded):
        return False
    if (
        entry.id in FOREIGN_TOO
        and _rules()["home_giver"].search(folded[start:end]) is None
        and any(_foreign_name(party.name.of(text)) for party in clause.recipients if party.kind == "person")
    ):
        return False
    if entry.id in FOREIGN_TOO and _foreign_subject(clause, chunks, text):
        return False
    return not _foreign(award, clause, entry.id, text[start:end], folded[start:end], folded)


def tells_rule(chunks: Sequence[Chunk], folded: str) -> bool:
    """Whether a sentence says what is due to anybody who has an award: "người được tặng bằng khen … sẽ được nâng lương"."""
    line = symbols(chunks)
    first = line.find("N")
    if first < 0 or RULE.match(line, first) is None:
        return False
    if ";" in line[first : line.index("A", first)]:
        return False
    anybody, last = chunks[first].parties[0], line.rindex("A")
    if anybody.kind != "group" or anybody.quantity is not None or anybody.quantifier not in {None, "plural"} or len(chunks[first].parties) > 1:
        return False
    if AMOUNT.search(folded, chunks[first].end, chunks[-1].end) is not None:  # "người được tặng bằng khen là 1.210.000 đồng"
        return True
    due = next((at for at in range(last + 1, len(line)) if line[at] == "b"), None)
    if due is None:
        return False
    return DUE.search(folded, chunks[last].end, chunks[due].end) is not None or set(line[last + 1 : due]).isdisjoint(",&;")


def _describes(clause: Clause) -> bool:
    """Whether words in small letters right behind a noun only say what sort it is: "nhiều hộ nông dân xuất sắc"."""
    beside = clause.frame.id == "list.recipient-award" and clause.award - clause.start == 1
    return beside and all(party.quantity is None for party in clause.recipients)


def _contest(award: AwardPhrase, clause: Clause, folded: str) -> bool:
    """Whether the jury or the organiser of a contest gives."""
    return any(
        _rules()["contest_giver"].match(folded, party.start) is not None
        for party in (award.giver, clause.giver)
        if party is not None
    )


@cache
def _homonym() -> re.Pattern[str]:
    """A country whose name is a word or a name too, told by its capital and by the word before it."""
    before = _rules()["before_country"].pattern
    names = "|".join(sorted(name.title() for name in HOMONYMS))
    return re.compile(rf"(?i:{before})\s(?:{names})(?!\w|\s[{UPPER}])")


def _foreign(award: AwardPhrase, clause: Clause, award_id: str, words_of: str, sentence: str, folded: str) -> bool:
    """An order given by a foreign state: its giver says so, or a generic order stands beside a foreign country."""
    givers = [party for party in (award.giver, clause.giver) if party is not None]
    words = " ".join(folded[party.start : party.end] for party in givers)
    if _rules()["foreign_giver"].search(words) or any(
        f" {country} " in f" {words} " for country in lexicon().countries if " " in country or country not in HOMONYMS
    ):
        return True
    if any(party.place and folded[party.start : party.end] in lexicon().countries for party in givers):  # "được quân đội Mỹ tặng"
        return True
    if award_id not in FOREIGN_TOO or any(_of_here(party, folded) for party in givers):
        return False
    if _rules()["home_giver"].search(sentence):
        return False
    return bool(_homonym().search(words_of)) or bool(_rules()["foreign_word"].search(sentence)) or any(
        f" {country} " in f" {sentence} " for country in lexicon().countries if country not in HOMONYMS
    )


def _of_a_body(award: AwardPhrase, clause: Clause, text: str) -> bool:
    """Whether a badge of remembrance has a giver, or a name in quotes: others are souvenirs."""
    return award.giver is not None or clause.giver is not None or text[award.hit.end - 1] in '"”'


def _of_here(party: Party, folded: str) -> bool:
    """Whether somebody who gives has a Vietnamese name."""
    if party.kind in {"unit", "post"}:
        if party.short or ANY_STATE.match(folded, party.name.start):
            return False
        return SYLLABLE.fullmatch(folded[party.name.start : party.name.end].split(" ", 1)[0]) is not None
    return party.kind == "person" and folded[party.name.start : party.name.end].split(" ", 1)[0] in lexicon().surnames


def _mothers(award: AwardPhrase, clause: Clause, folded: str) -> bool:
    """ "Nhận phụng dưỡng 5 bà mẹ Việt Nam anh hùng": the women, not the title, unless the words say title or conferral."""
    sentence = folded[max(0, award.hit.start - 160) : award.hit.start]
    if clause.frame.id.startswith(("holder", "list")):
        return award.quantity is None or VISITED.search(sentence) is not None
    before = folded[max(0, award.hit.start - REACH) : award.hit.start]
    return clause.frame.id.startswith(("receive", "active")) and not any(
        word in before for word in ("danh hiệu", "phong", "truy", "huy hiệu")
    )


def _foreign_subject(clause: Clause, chunks: Sequence[Chunk], text: str) -> bool:
    """Whether one foreign word that nobody is called by here is the subject: "Bertram được trao nhiều huân chương"."""
    at = clause.start - 1
    while at > 0 and chunks[at].kind == "adverb":
        at -= 1
    return clause.topic and at >= 0 and chunks[at].kind in {"name", "filler"} and _foreign_name(text[chunks[at].start : chunks[at].end])


def _foreign_name(name: str) -> bool:
    """Whether a name holds a word that is no Vietnamese syllable ("Kellen Smith"; "Niê" and "Ksor" are short enough)."""
    words = [fold(word) for word in name.split()]
    strange = [len(word) for word in words if SYLLABLE.fullmatch(word) is None and word not in lexicon().surnames and word[-1] != "."]
    return any(length >= 5 for length in strange) or (len(strange) > 0 and words[0] not in lexicon().surnames and "'" not in name)


# Somebody with a verb, and awards behind it.
RULE = re.compile(r"N[x+]*[bdrh].*A")
AMOUNT = re.compile(r"(?<!\w)(?:là|bằng) [\d.,]+ (?:đồng|triệu|lần)(?!\w)")
DUE = re.compile(r"(?<!\w)(?:sẽ|thì|cũng) được")
# What is done to the women, not with the title.
VISITED = re.compile(r"(?<!\w)(?:thăm|tặng|phụng dưỡng|gặp|trao|chúc|tri ân|hỗ trợ|gặp mặt|đối với|chăm sóc|hình ảnh)(?!\w)")
# Names of awards that other countries give as well.
FOREIGN_TOO = frozenset(
    (
        "huan-chuong",
        "huy-chuong",
        "huan-chuong-huu-nghi",
        "huy-chuong-huu-nghi",
        "huan-chuong-dung-cam",
        "bang-khen",
        "ky-niem-chuong",
        "huan-chuong-chien-cong",
        "giay-khen",
    )
)
# Words for states and their heads, of any country.
ANY_STATE = re.compile(r"(?:nhà nước|nước|chính phủ|quốc hội|hoàng gia|quốc vương|nhà vua|tổng thống|đại sứ|lãnh sự|bộ ngoại giao|đảng)(?!\w)")
HOMONYMS = frozenset(
    ("anh", "đức", "ý", "nga", "áo", "úc", "bỉ", "lào", "pháp", "nhật", "mỹ", "mĩ", "séc", "peru", "chile", "ba lan")
)
