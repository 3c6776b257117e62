"""The subject of a clause whose frame names no recipient: the nearest party to the left that no other word governs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractor.awards.chunks import Chunk, Party
from extractor.awards.lexicon import lexicon
from extractor.awards.relations import relations

if TYPE_CHECKING:
    from extractor.awards.clauses import Clause

__all__ = ["each_of_them", "find_subject"]

SPEAKER = frozenset(("chúng tôi",))
CONJUNCTIONS = frozenset(
    ("khi", "nơi", "mà", "vì", "rằng", "do", "chính", "ngay", "bởi", "nên", "song", "nhưng", "còn", "riêng", "dịp", "lúc", "thì", "hôm")
)


def find_subject(chunks: Sequence[Chunk], line: str, start: int, before: list[Clause], clause: Clause) -> None:
    """Finds the subject left of `start`: the nearest party that no preposition or foreign verb governs.

    Across an award chunk the subject of that award's clause is shared ("được tặng X và đạt Y").
    """
    quoted = False
    weak: list[Party] = []
    depth = 0
    for index in range(start - 1, -1, -1):
        symbol = line[index]
        if symbol == ")":
            depth += 1
        elif symbol == "(":
            depth = max(0, depth - 1)
        quoted = symbol == "”" or (quoted and symbol != "“")
        if depth or (quoted and symbol == "N"):
            continue
        if symbol == "A" and _shares(before, index, clause):
            return
        if symbol == ";":
            break
        if symbol == "N" and line[max(0, index - 1) : index] in {"b", "w"}:
            continue  # "được Ban Tổ chức đưa vào danh sách …": who acts
        if symbol == "N" and each_of_them(chunks[index].parties) and index and line[index - 1] in "NK,":
            continue
        if symbol == "N":
            parties = [
                party
                for party in chunks[index].parties
                if not (party.place or (party.short and party.head in relations().bare_areas))
            ]
            if not parties or _goes_on_name(chunks, line, index) or _anybody(chunks, line, index) or _there(chunks, line, index):
                continue
            if _strong(chunks, line, index, start) and not _gone_to(chunks, line, index, start):
                if _glosses(chunks, line, index):
                    index -= 2
                else:
                    behind = index
                    index = _behind_be(chunks, line, index)
                    if line[index] == "A" and _shares(before, index, clause):
                        return
                    index = behind if line[index] == "A" else index
                    _takes_post(chunks[index].parties, chunks[behind].parties)
                    if index != behind and all(party.place for party in chunks[index].parties):
                        continue  # "A là … Việt Nam, là thầy thuốc trẻ, được …": what A is
                clause.recipients = [party for party in chunks[index].parties if not party.place]
                clause.container = _container(chunks, line, index) or _container_before(chunks, line, index, before)
                return
            if (told := _one_of(chunks, line, index)) is not None:
                clause.recipients = list(chunks[told].parties)
                return
            weak = weak or list(parties)
    clause.recipients = weak or _doer(chunks, line, start) or _subject_after(chunks, line, clause.award) or _place(chunks, line, start)
    clause.topic = not clause.recipients


def _there(chunks: Sequence[Chunk], line: str, index: int) -> bool:
    """Whether a party is the subject of a clause about a place: "Làng Kép, nơi ông Tih sinh sống, được công nhận …"."""
    told = chunks[index - 1].mention if line[max(0, index - 2) : index] == ",x" else None
    return told is not None and told.value == "nơi"


def _clause_of(before: Sequence[Clause], award: int) -> Clause | None:
    """The clause of an earlier award."""
    return next((clause for clause in before if clause.award == award), None)


def _shares(before: list[Clause], award: int, clause: Clause) -> bool:
    """Gives a clause the subject of the clause of an earlier award, where that has one."""
    shared = _clause_of(before, award)
    if shared is None:
        return False
    clause.recipients, clause.topic, clause.container, clause.chained = shared.recipients, shared.topic, shared.container, True
    return True


def _place(chunks: Sequence[Chunk], line: str, start: int) -> list[Party]:
    """A place that opens the clause right before its verb: "Lâm Đồng được Bộ … tặng Cờ thi đua", "năm 2019, Phú Yên và Khánh
    Hòa cùng đăng ký"."""
    index = len(line[:start].rstrip("+&t")) - 1
    opens = index == 0 or (index > 0 and (line[index - 1] in ";•-" or line[max(0, index - 2) : index] == "Y,"))
    return list(chunks[index].parties) if opens and line[index] == "N" and not chunks[index].parties[0].short else []


def each_of_them(parties: Sequence[Party]) -> bool:
    """Whether "mỗi đơn vị", "mỗi người" stands for who is named before: "Phòng 1, Phòng 7 mỗi đơn vị nhận …", "Ba tài xế
    được Công an huyện tặng mỗi người một Giấy khen"."""
    return len(parties) == 1 and parties[0].kind == "group" and parties[0].quantifier == "each" and parties[0].quantity is None


def _gone_to(chunks: Sequence[Chunk], line: str, index: int, start: int) -> bool:
    """Whether a unit or place is where the clause before goes to: "mang niềm vui đến Hà Nội và nhận …"."""
    unit = chunks[index].parties[-1].kind == "unit"
    goes = index > 1 and line[index - 1] == "o" and line[index - 2] not in {",", ";", ":", "("}
    return unit and goes and not {",", "&"}.isdisjoint(line[index + 1 : start])


def _anybody(chunks: Sequence[Chunk], line: str, index: int) -> bool:
    """Whether a bare "người" is the object of the plain word before it: "hành động cứu người được …"."""
    party = chunks[index].parties[-1]
    bare = party.head == "người" and party.quantity is None and party.quantifier is None and party.name.end - party.name.start == len("người")
    return bare and line[max(0, index - 1) : index] == "x"


def _doer(chunks: Sequence[Chunk], line: str, start: int) -> list[Party]:
    """Whose deed was honoured: "việc làm của anh (và những người khác) đã được UBND tỉnh tặng Bằng khen"."""
    for index in range(start - 1, 0, -1):
        if line[index] in ";A":
            break
        mention = chunks[index - 1].mention
        if line[index] == "K" and mention is not None and mention.value.word == "của":
            named = [party for party in chunks[index].parties if party.kind in {"person", "unit"} and not party.body]
            if named and named[0].head not in SPEAKER:  # "theo tìm hiểu của chúng tôi"
                return named
    return []


def _subject_after(chunks: Sequence[Chunk], line: str, award: int) -> list[Party]:
    """A fronted verb has its subject after the comma: "Sở hữu hai tấm Bằng khen, anh A vẫn …"."""
    at = line.find(",", award, award + 8)
    between = set(line[award + 1 : at]) if at > 0 else set(";")
    if not between & set(";A.gb") and line[at + 1 : at + 2] == "N" and line[at + 2 : at + 3] in set("+xhbl-,"):
        return list(chunks[at + 1].parties)
    return []


def _goes_on_name(chunks: Sequence[Chunk], line: str, index: int) -> bool:
    """Whether a unit behind a post or a unit and a comma is where that one belongs: "Tham mưu trưởng Trung đoàn 9, Sư đoàn 3"."""
    party = chunks[index].parties[0]
    if party.kind != "unit" or party.short or line[max(0, index - 2) : index] != "N,":
        return False
    before = chunks[index - 2].parties[-1]
    return before.kind == "post" or (before.kind == "person" and before.unit is not None)


def _container(chunks: Sequence[Chunk], line: str, index: int) -> Party | None:
    """The unit that "có" puts a group into: "Vụ Kế hoạch đã có 4/5 lãnh đạo đạt …"."""
    at = index - 1
    while at >= 0 and line[at] in "+xY,":
        at -= 1
    if at >= 0 and line[at] == "h":
        at -= 1
        while at >= 0 and line[at] in "+xY":
            at -= 1
        if at >= 0 and line[at] in "NJK":
            return chunks[at].parties[-1]
    return None


def _container_before(chunks: Sequence[Chunk], line: str, index: int, before: Sequence[Clause]) -> Party | None:
    """The unit of the groups before, which goes on: "Vụ Kế hoạch có 12 công chức đạt …, 3 công chức đạt …"."""
    if any(party.kind != "group" or party.quantity is None for party in chunks[index].parties):
        return None
    at = index - 1
    while at >= 0 and line[at] in "+Yhi&,;":
        at -= 1
    held = _clause_of(before, at)
    return held.container if held is not None and all(party.kind == "group" for party in held.recipients) else None


def _strong(chunks: Sequence[Chunk], line: str, index: int, start: int) -> bool:
    """A party can be a subject unless a plain word (an unknown verb) stands right before it.

    A counted group right before the verb is its subject all the same: "năm học vừa rồi 41 người đạt …".
    """
    if index == 0 or line[index - 1] != "x" or chunks[index].parties[-1].head == "ai":
        return True
    mention = chunks[index - 1].mention
    if mention is not None and mention.value in CONJUNCTIONS:
        return True
    if not line[index + 1 : start].strip("+") and _said(chunks, index):
        return True
    after = chunks[index + 1].mention if index + 1 < len(chunks) else None
    if after is not None and after.value == "nào":
        return True
    party = chunks[index].parties[-1]
    told = party.quantity is not None or (party.kind == "group" and party.quantifier is not None and not line[index + 1 : start].strip("+"))
    if not told or "," in line[index + 1 : start]:
        return False
    # "Người cứu hai em nhỏ được tặng …": whoever opens the clause is its subject, the counted group an object.
    begin = max(line.rfind(mark, 0, index) for mark in ",;:.") + 1
    return "N" not in line[begin:index].lstrip("Y+") or "h" in line[begin:index]


def _said(chunks: Sequence[Chunk], index: int) -> bool:
    """Whether a verb of saying stands right before: "bà A cho biết anh B được tặng …"."""
    words = [str(chunk.mention.value) for chunk in chunks[max(0, index - 2) : index] if chunk.mention is not None and chunk.kind == "filler"]
    return any(" ".join(words[-length:]) in lexicon().saying for length in (1, 2) if len(words) >= length)


def _behind_be(chunks: Sequence[Chunk], line: str, index: int) -> int:
    """In "A là một trong hai đơn vị được …", "A là người đầu tiên được …" the subject is A.

    Where an award stands before "là" ("A được tặng X và là người đầu tiên được …"), its place is given.
    """
    group = chunks[index].parties[0]
    if group.kind == "unit" and group.short and group.head == "đơn vị" and line[max(0, index - 1) : index] == "l":
        told = index - 2 - (len(line[: index - 1]) - len(line[: index - 1].rstrip("+x,Kk")))
        return told if told >= 0 and line[told] == "N" else index
    title = group.kind == "post" or (group.kind == "person" and group.post is not None)
    if len(chunks[index].parties) > 1 or not (group.kind == "group" or (title and line[max(0, index - 1) : index] in {"l", "x", ","})):
        return index
    bare = group.quantity is None and (group.quantifier is None or (group.head == "người" and group.quantifier == "plural"))
    if bare and (named := _apposed(chunks, line, index)) is not None:
        return named
    one_of = group.quantity is not None and group.quantity.value == 1 and group.quantity.of is not None
    if one_of and line[max(0, index - 2) : index] == "N," and chunks[index - 2].parties[-1].kind == "person":
        return index - 2  # "Tổ trưởng A, một trong 5 công nhân của tỉnh được …"
    if not one_of and (group.quantity is not None or group.quantifier is not None):
        return index
    at = index - 1
    while at >= 0 and (line[at] in "x+Q" or (title and _in_a_row(chunks, line, at))):
        at -= 1
    if at > 0 and line[at] == "l":
        at -= 1
        while at >= 0 and line[at] in "x+,&dY(Kk":
            at -= 1
        at -= line[max(0, at - 1) : at + 1] == "AN"  # 'đạt danh hiệu “Bàn tay vàng” ngành Y và là …'
        if at >= 0 and line[at] in "NA":
            return at
    return index


def _apposed(chunks: Sequence[Chunk], line: str, index: int) -> int | None:
    """The person whom a bare group behind a comma tells of: "anh A, người dân tộc Thái đầu tiên …, đạt …"; "người" reaches
    over what else the person is: "chị B, nhân viên đại lý xã C, người vừa nhận …"."""
    if line[max(0, index - 1) : index] != ",":
        return None
    reach = 6 if chunks[index].parties[0].name.end - chunks[index].parties[0].name.start == len("người") else 1
    for at in range(index - 2, max(-1, index - 2 - reach), -1):
        if line[at] in "NJ" and chunks[at].parties[-1].kind == "person":
            return at
        if line[at] not in "xNkK()":
            return None
    return None


def _one_of(chunks: Sequence[Chunk], line: str, index: int) -> int | None:
    """Who "là một trong 45 cử nhân tốt nghiệp thủ khoa nhận …" is said of, whatever the noun."""
    at = index - 1
    while at > 0 and line[at] == "x":
        at -= 1
    many = chunks[at].mention if line[at] == "Q" else None
    if many is None or many.value.of is None or many.value.value != 1 or line[max(0, at - 1) : at] != "l":
        return None
    return next((who for who in range(at - 2, -1, -1) if line[who] == "N" and (who == 0 or line[who - 1] in ",;“")), None)


def _takes_post(named: list[Party], told: list[Party]) -> None:
    """A post behind "là" is the subject's: "Anh A là phi công, Tham mưu trưởng Trung đoàn 9, từng được …"."""
    person, post = named[0], told[0]
    if named is not told and len(named) == 1 and person.kind == "person" and post.kind == "post" and person.post is None:
        person.post, person.unit = post.post, person.unit or post.unit


def _glosses(chunks: Sequence[Chunk], line: str, index: int) -> bool:
    """Whether a bare group opens a bracket behind a person: "em A (học sinh được trao tặng Huân chương …)"."""
    group = chunks[index].parties[-1]
    bare = group.kind == "group" and group.quantity is None and group.quantifier is None
    return bare and line[max(0, index - 2) : index] == "N(" and chunks[index - 2].parties[-1].kind == "person"


def _in_a_row(chunks: Sequence[Chunk], line: str, at: int) -> bool:
    """Whether posts and occupations are listed: "là phi công cấp 1, Phó trung đoàn trưởng kiêm Tham mưu trưởng …"."""
    if line[at] in ",&g":
        return True
    return line[at] == "N" and all(party.kind in {"post", "group"} and party.quantity is None for party in chunks[at].parties)
