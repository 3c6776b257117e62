"""Coordinations: award with award and party with party over commas and "và" become one chunk."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.awards.chunks import Chunk, Party
from extractor.awards.relations import relations

__all__ = ["bracketed", "coordinate", "share_unit"]

BARE_NAMES = (2, 3, 4)  # syllables of a name without title or known surname
OF_MINISTRIES = frozenset(("vụ",))  # "Vụ Kế hoạch, Trường X": of the same ministry, side by side
HONOURING = frozenset(("give", "recognise"))
SUBJECT_OF = frozenset(("passive", "receive", "attain"))
VERBS = frozenset(("passive", "give", "receive", "attain", "recognise", "revoke", "be", "aim", "nominate", "award"))


def coordinate(chunks: list[Chunk]) -> list[Chunk]:
    """Joins award with award and party with party over commas and "và"; of different kinds of party too."""
    out: list[Chunk] = []
    index = 0
    chunks = _with_members(_one_verb(_told_of_places(_told_of_people(chunks))))
    while index < len(chunks):
        chunk = chunks[index]
        if chunk.kind in {"award", "party"}:
            beside = bool(out) and out[-1].kind in {"beside", "of", "mandate"}
            index = _join(chunks, index, chunk, beside=beside)
        else:
            index += 1
        out.append(chunk)
    return _named_groups(out)


def _with_members(chunks: list[Chunk]) -> list[Chunk]:
    """A counted group whose members a bracket names is these members: "3 tập thể (Phòng A, Phòng B, Phòng C)"."""
    out: list[Chunk] = []
    index = 0
    while index < len(chunks):
        chunk = chunks[index]
        members = _bracketed(chunks, index) if chunk.kind == "party" and chunk.parties[-1].kind == "group" else None
        if members is not None:
            chunk.parties = [*chunk.parties[:-1], *members[0]]
            chunk.flags["members"] = True
            chunk.end = chunks[members[1]].end
            index = members[1]
        out.append(chunk)
        index += 1
    return out


def _bracketed(chunks: list[Chunk], index: int) -> tuple[list[Party], int] | None:
    """The parties that fill the bracket behind chunk `index`, as many as it counts, and the closing bracket's place."""
    quantity = chunks[index].parties[-1].quantity
    if quantity is None or quantity.value is None or quantity.of is not None:
        return None
    return bracketed(chunks, index, quantity.value)


def bracketed(chunks: Sequence[Chunk], index: int, number: int) -> tuple[list[Party], int] | None:
    """As many parties as `number` that fill the bracket behind chunk `index`, and the closing bracket's place.

    Between semicolons a person may have the unit behind the name: "(ông A, Phòng X; bà B, Phòng Y)".
    """
    if index + 2 >= len(chunks) or chunks[index + 1].kind != "(":
        return None
    parts: list[list[Party]] = [[]]
    for at in range(index + 2, len(chunks)):
        if chunks[at].kind == ")":
            parties = [party for part in parts for party in part]
            told = parties if len(parties) == number else _with_units(parts)
            return (told, at) if len(told) == number else None
        if chunks[at].kind == "party":
            told = chunks[at].parties
            if chunks[at - 1].kind == "-" and parts[-1] and told[0].kind == "unit":  # "Phòng X - Sở Y, Trung tâm Z"
                parts[-1][-1].unit = parts[-1][-1].unit or told[0]
                told = told[1:]
            parts[-1] += told
        elif chunks[at].kind == ";":
            parts.append([])
        elif chunks[at].kind not in {",", "and", "include", ":", "-"}:
            return None
    return None


def _with_units(parts: Sequence[list[Party]]) -> list[Party]:
    """One person of each part with the unit that is told there; nobody where a part tells anything else."""
    if any(len(part) not in {1, 2} or part[0].kind != "person" or any(one.kind != "unit" for one in part[1:]) for part in parts):
        return []
    for person, *units in parts:
        person.unit = person.unit or (units[0] if units else None)
    return [part[0] for part in parts]


def _named_groups(chunks: list[Chunk]) -> list[Chunk]:
    """A counted group right before as many names is told by them: "hai đảng viên trẻ A và B"."""
    out: list[Chunk] = []
    for chunk in chunks:
        if chunk.kind == "party" and len(chunk.parties) > 1:
            plain = next((n for n in range(min(3, len(out))) if out[-1 - n].kind not in {"filler", ","}), 0)
            before = out[-1 - plain] if out else None
            if before is not None and before.kind == "party" and _same_people(chunk.parties, before.parties[-1:]):
                share_unit(chunk.parties)
                chunk.parties = [*before.parties[:-1], *chunk.parties]
                chunk.start = before.start
                del out[len(out) - 1 - plain :]
        out.append(chunk)
    return out


def share_unit(people: list[Party]) -> None:
    """People who were counted together share the unit that a bracket behind the last tells: "hai em A, B (học sinh trường X)"."""
    *others, last = people
    if last.unit is not None and all(party.kind == "person" and party.unit is None and party.post is None for party in others):
        for party in others:
            party.unit = last.unit


def _join(chunks: list[Chunk], index: int, chunk: Chunk, *, beside: bool) -> int:
    """Joins what follows `chunk` into it; gives the index after the coordination.

    `beside`: the chunk stands in a side phrase ("tại Hội trường X, Công ty Y …"), which a bare comma ends.
    """
    listed = index > 0 and chunks[index - 1].kind == ":"
    object_ = index > 0 and chunks[index - 1].kind in {"to", ":"} and any(one.kind == "award" for one in chunks[:index])
    index += 1
    while index < len(chunks):
        ahead = index
        while ahead < len(chunks) and chunks[ahead].kind in {",", "and", ";"} and ahead - index < 2:
            if chunks[ahead].kind == ";" and not (chunk.kind == "party" and (listed or _ends_list(chunks, ahead + 1))):
                return index
            if chunks[ahead].kind == ";" and _goes_on(chunks, ahead + 1):
                return index
            ahead += 1
        if ahead == index or ahead >= len(chunks) or chunks[ahead].kind != chunk.kind:
            return index
        follower = chunks[ahead]
        if beside and all(chunks[i].kind == "," for i in range(index, ahead)):
            return index
        if object_ and _has_verb(chunks, ahead) and any(chunks[at].kind != "," for at in range(index, ahead)):
            return index
        if chunk.kind == "party":
            _as_people(chunk, follower)
        if chunk.kind == "party" and not _same_people(chunk.parties, follower.parties) and not _same_sort(chunk, follower, chunks, index, ahead):
            return index
        if chunk.kind == "party" and _more_of_its_unit(chunk, follower, chunks, index, ahead):
            chunk.parties[-1].unit = follower.parties[0]
            chunk.end = follower.end
            index = ahead + 1
            continue
        if chunk.kind == "party" and _same_people(chunk.parties, follower.parties):
            chunk.end = follower.end
            index = ahead + 1
            continue
        if chunk.kind == "party" and _more_units(chunk.parties[-1], follower.parties):
            chunk.end = follower.end
            index = ahead + 1
            continue
        chunk.parties += follower.parties
        chunk.awards += follower.awards
        chunk.end = follower.end
        index = ahead + 1
    return index


def _goes_on(chunks: list[Chunk], index: int) -> bool:
    """Whether a counted group behind a semicolon is a subject of its own: "402/418 công chức; 16 người còn lại không …"."""
    if index + 1 >= len(chunks) or chunks[index].kind != "party" or chunks[index].parties[0].quantity is None:
        return False
    return chunks[index + 1].kind in {"adverb", "filler", "have", "be"}


def _has_verb(chunks: list[Chunk], index: int) -> bool:
    """Whether a party is the subject of an award's verb of its own: "… cho 5 nghệ sĩ và 8 nghệ sĩ được tặng danh hiệu X"."""
    index += 1
    while index < len(chunks) and chunks[index].kind == "adverb":
        index += 1
    verb = index < len(chunks) and chunks[index].kind in SUBJECT_OF
    end = next((at for at in range(index, len(chunks)) if chunks[at].kind in {";", ","}), len(chunks))
    return verb and any(chunk.kind == "award" for chunk in chunks[index:end])


def _told_of_people(chunks: list[Chunk]) -> list[Chunk]:
    """Posts between dashes or commas behind a name belong to that person: "ông Lê Văn A - Trưởng phòng X và …"."""
    out: list[Chunk] = []
    for index, chunk in enumerate(chunks):
        if (
            chunk.kind == "party"
            and chunk.parties[0].kind == "post"
            and len(out) > 1
            and out[-1].kind in {"-", "–", ","}
            and out[-2].kind == "party"
            and out[-2].parties[-1].kind == "person"
            and not out[-2].parties[-1].short
            and out[-2].parties[-1].post is None
            and (out[-1].kind != "," or index + 1 >= len(chunks) or chunks[index + 1].kind in {",", ";", ".", ")", "and"})
        ):
            person, post = out[-2].parties[-1], chunk.parties[0]
            person.post, person.unit, person.end = post.post, person.unit or post.unit, post.end
            out.pop()
            out[-1].end = chunk.end
            continue
        out.append(chunk)
    return out


def _one_verb(chunks: list[Chunk]) -> list[Chunk]:
    """Verbs of honouring side by side are one: "bình chọn, tuyên dương", "biểu dương và khen thưởng"."""
    out: list[Chunk] = []
    for chunk in chunks:
        if (
            chunk.kind in HONOURING
            and len(out) > 1
            and out[-1].kind in {",", "and"}
            and out[-2].kind in HONOURING
        ):  # fmt: skip
            del out[-2:]
        out.append(chunk)
    return out


def _told_of_places(chunks: list[Chunk]) -> list[Chunk]:
    """Where an area lies is part of what is said of it: "một thanh niên ở huyện Duy Xuyên, Quảng Nam"."""
    out: list[Chunk] = []
    for index, chunk in enumerate(chunks):
        if chunk.kind != "party" or len(out) < 2 or out[-1].kind not in {",", "-", "–"}:
            out.append(chunk)
            continue
        if (
            out[-1].kind == ","
            and len(chunk.parties) == 1
            and not _lists_places(chunks, index)
            and (chunk.flags.get("loose") or _is_area(chunk.parties[0]))
            and out[-2].kind == "party"
            and (_lives_there(chunks, index, out[-2]) or _lies_in(out[-2].parties[-1], chunk.parties[0]))
        ):
            out.pop()
            out[-1].end = chunk.end
            person = out[-1].parties[-1]
            if person.kind == "person" and person.unit is None and _is_area(chunk.parties[0]):
                person.unit = chunk.parties[0]
            continue
        if _told_again(chunks, index, out) or _represents(chunk, out):
            out.pop()
            out[-1].end = chunk.end
            continue
        if out[-1].kind in {"-", "–"} and out[-2].kind == "party" and _larger(out[-2], chunk):
            out.pop()
            out[-1].end = chunk.end
            continue
        out.append(chunk)
    return out


def _lies_in(unit: Party, place: Party) -> bool:
    """Whether a place behind a comma says where an area, its people, or a unit with a head of its own, lies."""
    return _is_area(unit) or unit.head.endswith(relations().communities) or _is_area(unit.unit) or (place.place and unit.head != "")


def _lives_there(chunks: list[Chunk], index: int, named: Chunk) -> bool:
    """Whether an area behind a person's name and a comma is where the person lives: "mẹ Alăng Nhơi, xã A Tiêng; …"."""
    after = chunks[index + 1].kind if index + 1 < len(chunks) else "."
    return named.parties[-1].kind == "person" and _is_area(chunks[index].parties[0]) and after in {";", ".", ")", ","}


def _told_again(chunks: list[Chunk], index: int, out: list[Chunk]) -> bool:
    """Whether a unit between dashes only tells what the one before is: "Bệnh viện X - bệnh viện Tây y đầu tiên - tổ chức …"."""
    chunk = chunks[index]
    if chunk.kind != "party" or out[-1].kind not in {"-", "–"} or out[-2].kind != "party":
        return False
    left, right = out[-2].parties[-1], chunk.parties[0]
    closed = any(later.kind in {"-", "–"} for later in chunks[index + 1 : index + 6])
    return left.kind == right.kind == "unit" and closed and right.head != "" and left.head.split(" ", 1)[0] == right.head.split(" ", 1)[0]


def _represents(chunk: Chunk, out: list[Chunk]) -> bool:
    """Whether a person behind a dash only takes what a unit got: "đại diện Công ty X - ông A nhận …"."""
    if out[-1].kind not in {"-", "–"} or out[-2].kind != "party" or chunk.kind != "party":
        return False
    unit = out[-2].parties[-1]
    return unit.kind == "unit" and unit.start < unit.name.start and chunk.parties[0].kind == "person"


def _lists_places(chunks: list[Chunk], index: int) -> bool:
    """Whether places go on behind this one: "TP. Hồ Chí Minh, Hà Nội, Cà Mau" are three."""
    return (
        index + 2 < len(chunks)
        and chunks[index + 1].kind in {",", "and"}
        and chunks[index + 2].kind == "party"
        and (bool(chunks[index + 2].flags.get("loose")) or chunks[index + 2].parties[0].place)
    )


def _larger(part: Chunk, whole: Chunk) -> bool:
    """Whether a unit behind a dash is what the unit of the part before it belongs to: "CLB X của Trường Y - ĐH Z"."""
    return part.parties[-1].kind == whole.parties[0].kind == "unit" and part.parties[-1].unit is not None


def _is_area(party: Party | None) -> bool:
    return party is not None and party.kind == "unit" and party.head in relations().areas


def _more_of_its_unit(chunk: Chunk, follower: Chunk, chunks: list[Chunk], index: int, ahead: int) -> bool:
    """Whether a unit behind a comma is what the one before it is a part of: "Phòng Nghiệp vụ 2, Cục X"."""
    left, right = chunk.parties[-1], follower.parties[0]
    if len(chunk.parties) > 1 or len(follower.parties) > 1 or left.kind != "unit" or right.kind != "unit":
        return False
    if any(chunks[at].kind != "," for at in range(index, ahead)) or left.unit is not None or left.short or right.short:
        return False
    if left.head in OF_MINISTRIES and not right.body:
        return False
    after = chunks[ahead + 1].kind if ahead + 1 < len(chunks) else ""
    return left.head in relations().inner_parts and right.head not in relations().inner_parts and after not in {"and"}


def _as_people(left: Chunk, right: Chunk) -> None:
    """A bare name beside people is a person's, though its surname is rare: "Vòng A Sáng, Đoàn Thị Lệ Quyên"."""
    for bare, beside in ((left, right), (right, left)):
        name = bare.parties[-1 if bare is left else 0]
        named = name.kind == "unit" and name.head == "" and not name.place and bool(bare.flags.get("loose"))
        person = beside.parties[0 if bare is left else -1]
        if named and person.kind == "person" and not person.short and person.unit is None and person.post is None and name.words in BARE_NAMES:
            name.kind, name.recipient, name.marked = "person", "individual", True


def _same_people(named: list[Party], counted: list[Party]) -> bool:
    """Whether a counted group tells the same people again: "ông A và ông B, hai người có công phát hiện …"."""
    group = counted[0]
    if len(counted) != 1 or group.kind != "group" or group.recipient != "individual":
        return False
    people = [party for party in named if party.kind == "person" and not party.short]
    return len(people) > 1 and (group.quantity.value == len(people) if group.quantity is not None else group.quantifier == "plural")


def _more_units(group: Party, parties: list[Party]) -> bool:
    """Whether units behind a group's unit are more of the same: "8 công chức thuộc Đội 2 và Đội 4"."""
    return (
        group.kind == "group"
        and group.unit is not None
        and all(party.kind == "unit" and _alike(party, group.unit) for party in parties)
    )


def _alike(left: Party, right: Party | None) -> bool:
    """Whether two units are of one kind: two "đội", two ministries."""
    if right is None:
        return False
    return (left.short and right.short) or left.head.split(" ", 1)[0] == right.head.split(" ", 1)[0] != ""


def _ends_list(chunks: list[Chunk], index: int) -> bool:
    """Whether the parties from `index` on are only listed: none of them has a verb of its own."""
    while index < len(chunks) and chunks[index].kind != ".":
        if chunks[index].kind in VERBS:
            return False
        index += 1
    return True


def _same_sort(chunk: Chunk, follower: Chunk, chunks: list[Chunk], index: int, ahead: int) -> bool:
    """Two parties form one list when they are of one sort; a bare comma before a clause's own subject does not join."""
    left, right = chunk.parties[-1], follower.parties[0]
    if (left.kind == "person" and left.short and not any(chunks[i].kind == "and" for i in range(index, ahead))) or right.quantifier == "each":
        return False
    joined = any(chunks[i].kind in {"and", ";"} for i in range(index, ahead))
    if left.kind == right.kind:
        if left.kind == "unit" and not joined:
            return not left.short and not right.short
        return True
    if left.kind == "group" and right.kind == "unit" and _alike(right, left.unit):
        return True
    if chunk.flags.get("members") and right.kind == "group" and right.quantity is not None:
        return True  # "02 tập thể (A, B), 03 hộ gia đình"
    if {left.kind, right.kind} == {"group", "unit"} or {left.kind, right.kind} == {"group", "person"}:
        return joined
    return joined and {left.kind, right.kind} <= {"person", "unit"} and not (left.body or right.body)
