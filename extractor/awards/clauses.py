"""Who an award's clause is about: frames first, then the subject to the left, then what the paragraph is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.awards.catalogue import catalogue
from extractor.awards.chunks import AwardPhrase, Chunk, Party
from extractor.awards.frames import Frame, Match, frames, match_frame, symbols
from extractor.awards.subjects import each_of_them, find_subject
from extractor.records import RecipientKind, Span

__all__ = ["AUTHORITIES", "Clause", "names_people", "read_clauses", "refusal"]

CHAIN = set("x+,&BYDQq\"'.-i“”•*ip")  # what may stand between two awards that share one verb
# What people are commended for.
DEED = re.compile(r"(?<!\w)(?:hành động|nghĩa cử|việc làm|tấm gương|tinh thần|sự dũng cảm|lòng dũng cảm)(?!\w)")


AUTHORITIES = frozenset(("bộ", "sở", "tỉnh", "huyện", "chính phủ", "ngành", "tổng cục", "cấp trên"))
GIVES_TOO = re.compile(r"[+x]*N[+x]*g[+x]*A")  # "…; UBND huyện cũng tặng giấy khen cho em A"
WITH = re.compile(r"&x{0,2}(?:BJ|N)(?![x+]*[bdrghlc])")  # "… cùng đợt với anh B" behind an award, without a verb of its own
IS_HOLDER = re.compile(r"\+*l[+xq\"“]{0,3}A")  # "… trong đó 7 đồng chí là Chiến sĩ thi đua": the award is another one
BESIDES = frozenset(("ngoài", "bên cạnh"))
BY_GIVER = re.compile(r"[x+,YK\"”]{0,8}wNg")  # "… do Nhà nước trao tặng" behind an award


@dataclass(slots=True)
class Clause:
    """One award chunk with its frame and the parties in their roles (chunk indexes give the trace)."""

    award: int
    frame: Frame
    start: int
    end: int
    recipients: list[Party]
    giver: Party | None = None
    presenter: Party | None = None
    chained: bool = False
    topic: bool = False
    container: Party | None = None


def read_clauses(chunks: Sequence[Chunk]) -> list[Clause]:
    """The clauses of a sentence: one for each award chunk that a frame fits or that goes on with the one before."""
    line = symbols(chunks)
    clauses: list[Clause] = []
    for index, chunk in enumerate(chunks):
        if chunk.kind != "award":
            continue
        clause = _class_of(chunks, line, index, clauses) or _by_frame(chunks, line, index, clauses) or _chained(chunks, line, index, clauses)
        if clause is not None:
            clauses.append(clause)
    return clauses


def _class_of(chunks: Sequence[Chunk], line: str, index: int, before: list[Clause]) -> Clause | None:
    """In "396 Huân chương Lao động (hạng Nhất 21, hạng Nhì 85) …" and "41 Huân chương … cho cán bộ, trong đó có 6 hạng Nhì"
    a class has the clause of its award."""
    hit = chunks[index].awards[0].hit
    if not hit.elliptic:
        return None
    bracket = line.rfind("(", 0, index)
    if bracket > line.rfind(")", 0, index):
        base = bracket - 1
    elif line[index - 1] == "i" and chunks[index].awards[0].quantity is not None:
        base = line.rfind("A", 0, index)
    else:
        return None
    whole = next((clause for clause in before if clause.award == base and chunks[base].awards[-1].hit.award_id == hit.award_id), None)
    return None if whole is None else replace(whole, award=index)


def _by_frame(chunks: Sequence[Chunk], line: str, index: int, before: list[Clause]) -> Clause | None:
    for frame in frames():
        match = match_frame(frame, line, index)
        if match is not None and refusal(chunks, line, match, index, before) is None:
            return _clause(chunks, line, index, match, before)
    return None


def refusal(chunks: Sequence[Chunk], line: str, match: Match, index: int, before: list[Clause]) -> str | None:
    """Why a frame that fits the award at `index` is not used, or None where it is."""
    if _crosses(line, match, index):
        return "it reaches over another award"
    if _taken(line, match):
        return "its recipient is the subject of the next clause"
    if _to_authority(chunks, line, match):
        return "what is proposed to is who decides"
    if match.frame.id.endswith("-of") and not _owned(chunks, match):
        return "who holds an award stands behind “của”"
    if match.frame.id == "active.give-award-of" and _to_state(chunks, match):
        return "what stands behind “của” decides"
    if match.frame.id == "active.give-award-deed" and not _for_a_deed(chunks, match, index):
        return "no deed of anybody is what the award is for"
    if match.frame.id.startswith("nominate.counted") and not _counted(chunks, match):
        return "who proposes is no counted group"
    if _of_a_place(chunks, match):
        return "a place before a colon says where the news is from"
    if match.frame.recipient == "topic" and not _has_giver(line, match.start):
        return "no giver stands before the verb"
    if match.frame.recipient == "implied" and not names_people(chunks[index].awards[0]):
        return "the award's name is not what its holders are called"
    if match.frame.id == "award.include-recipients" and _some_of(chunks, match, index):
        return "what stands behind “trong đó” tells of some of those counted"
    if match.frame.id == "active.give-award-and-to" and _of_a_share(chunks[index + 1 : match.end]):
        return "what stands behind “cho” got a share of them"
    if match.frame.id == "award.counted-given" and chunks[index].awards[0].quantity is None:
        return "the award is not counted"
    if match.frame.id == "list.counted" and not _listed(chunks, line, index, before):
        return "the award is not counted in a list"
    if match.frame.id == "passive.give-have" and line[: match.start].rstrip("+xY")[-1:] in {"N", "K"}:
        return "who stands before the verb received"
    if match.frame.id == "class.have" and not (before and chunks[index].awards[0].hit.elliptic):
        return "the award has a name of its own"
    if match.frame.id == "besides.award" and not _besides(chunks, line, index):
        return "nothing says that there is more than the award"
    return None


def _besides(chunks: Sequence[Chunk], line: str, index: int) -> bool:
    """Whether "ngoài", "bên cạnh" stands before an award: what somebody has besides what is told next."""
    mention = chunks[line.rindex("B", 0, index)].mention
    return mention is not None and mention.value.word in BESIDES


def _crosses(line: str, match: Match, award: int) -> bool:
    """A frame must not take a party that stands beyond another award's own words."""
    depth = 0
    for other in range(match.start, match.end):
        depth += (line[other] == "(") - (line[other] == ")")
        if line[other] == "A" and other not in (award, match.start) and depth == 0:
            return True
    return False


def _goes_on(last: Clause, line: str, index: int) -> bool:
    """Whether an award without a verb goes on with the giver before: "tặng X cho A và Y cho B"."""
    return last.frame.id.startswith("active") and set(line[last.end : index]) <= set("&,;+")


def _to_state(chunks: Sequence[Chunk], match: Match) -> bool:
    """Whether who would own an award is a body that confers awards."""
    party = chunks[match.roles["recipient"]].parties[-1]
    return party.kind == "post" or party.body


def _counted(chunks: Sequence[Chunk], match: Match) -> bool:
    """Whether the party before "đề nghị" is a counted group, for whom it is proposed: "9 cá nhân đề nghị tặng …"."""
    parties = chunks[match.roles["recipient"]].parties
    return all(party.kind == "group" and party.quantity is not None for party in parties)


def _for_a_deed(chunks: Sequence[Chunk], match: Match, award: int) -> bool:
    """Whether words between an award and who is named behind it tell a deed: "hành động dũng cảm của anh A"."""
    owner = chunks[match.roles["recipient"]]
    between = chunks[award + 1 : match.roles["recipient"]]
    words = " ".join(str(chunk.mention.value) for chunk in between if chunk.kind == "filler" and chunk.mention is not None)
    return DEED.search(words) is not None and all(party.kind == "person" or party.recipient == "individual" for party in owner.parties)


def _owned(chunks: Sequence[Chunk], match: Match) -> bool:
    """Whether the party of an owner's role stands behind "của", not behind "ở", "tại"."""
    at = match.roles.get("recipient", 0)
    mention = chunks[at - 1].mention if at else None
    return mention is None or mention.kind != "of" or mention.value.word == "của"


def names_people(phrase: AwardPhrase) -> bool:
    """Whether an award is a title that its holders are called by: "46 Chiến sĩ thi đua", not "6 Bằng khen", "3 Cờ thi đua"."""
    award = catalogue().awards[phrase.hit.award_id]
    return award.kind.startswith(("danh_hieu", "xep_loai", "huy_hieu")) and not award.id.startswith("co-thi-dua")


def _of_a_place(chunks: Sequence[Chunk], match: Match) -> bool:
    """A place before a colon says where the news is from: "Thanh Hóa: bằng khen đã nhận …"."""
    at = match.roles.get("recipient")
    return match.frame.id.startswith("list.recipient") and at is not None and bool(chunks[at].flags.get("loose"))


def _to_authority(chunks: Sequence[Chunk], line: str, match: Match) -> bool:
    """Whether the party that is proposed to is who decides: "trình Thủ tướng Chính phủ tặng …"."""
    if not match.frame.id.startswith("nominate") or "recipient" not in match.roles:
        return False
    if re.match(r"[x+,YDQq]{0,4}oN", line[match.end :]):
        return True  # "đề nghị Ban Giám hiệu tặng Giấy khen cho em A"
    at = match.roles["recipient"]
    party = chunks[at].parties[-1]
    if party.kind == "unit" and line[at + 1 : at + 2] == "g":
        return True  # "đề nghị Công an tỉnh tặng Giấy khen để động viên"
    if party.kind == "unit" and party.head in AUTHORITIES and not re.match(r"[^A]*r[^A]*A", line[at:]):
        return True  # "đề nghị Sở Y tế xét tặng", not "đề nghị Sở Y tế nhận"
    return party.kind == "post" or (party.kind == "unit" and party.body)


def _has_giver(line: str, start: int) -> bool:
    """Without a recipient a giving verb counts only with a giver before it, or at the head of a list item."""
    return not line[:start].strip('+xY-•*"') or "N" in line[:start]


def _taken(line: str, match: Match) -> bool:
    """A recipient at the end of a list frame that has a verb of its own is the subject of the next clause."""
    if not match.frame.id.startswith(("award.include", "list.", "active.give-award-recipient")) or match.roles.get("recipient", -1) != match.end - 1:
        return False
    rest = line[match.end :].lstrip("+xYJK")
    holds = match.frame.id.startswith("award.include") and IS_HOLDER.match(line, match.end) is not None
    return holds or rest[:1] in set("bdrgcht")


def _listed(chunks: Sequence[Chunk], line: str, index: int, before: list[Clause]) -> bool:
    """A counted award without a verb counts in a list: after another clause, after "có" or behind a colon."""
    phrase = chunks[index].awards[0]
    if phrase.quantity is None or phrase.quantity.kind not in {"count", "fraction"} or _more_of_them(chunks, line, index, before):
        return False
    return bool(before) or any(symbol in ":h•-" for symbol in line[:index]) or index == 0


def _more_of_them(chunks: Sequence[Chunk], line: str, index: int, before: list[Clause]) -> bool:
    """Whether counted awards behind a semicolon go on with those before: "được tặng 2 Huân chương; 3 Cờ thi đua, 5 Bằng khen"."""
    phrase = chunks[index].awards[0]
    told = bool(before) and before[-1].frame.recipient == "left" and line[before[-1].award + 1 : index].strip("+") == ";"
    return told and phrase.quantity is not None and not names_people(phrase)


def _clause(chunks: Sequence[Chunk], line: str, index: int, match: Match, before: list[Clause]) -> Clause:
    frame = match.frame
    clause = Clause(index, frame, match.start, match.end, [])
    if "recipient" in match.roles:
        clause.recipients = list(chunks[match.roles["recipient"]].parties)
    if "giver" in match.roles:
        clause.giver = chunks[match.roles["giver"]].parties[-1]
    elif frame.giver in {"left", "active"} and (frame.giver == "left" or _active(line, match.start)):
        clause.giver, clause.presenter = _giver_left(chunks, line, match.start, before)
    if clause.giver is None and (behind := BY_GIVER.match(line, index + 1)) is not None:
        clause.giver = chunks[behind.end() - 2].parties[-1]
    if clause.giver is None and frame.giver == "active" and before and _goes_on(before[-1], line, index):
        clause.giver, clause.presenter = before[-1].giver, before[-1].presenter
    if each_of_them(clause.recipients) and (passive := _passive_before(line, match.start)) is not None:
        find_subject(chunks, line, passive, before, clause)
    told = frame.id.startswith(("passive", "receive"))  # who got it is the subject, "cho" tells what for
    if not clause.recipients and not told and "g" in line[match.start : index] and line[index + 1 : index + 2] == "o":
        clause.recipients = _unknown_group(chunks, line, index + 2)
    if not clause.recipients and frame.recipient == "left":
        find_subject(chunks, line, match.start, before, clause)
        _handed_on(chunks, line, index, clause)
        _with_others(chunks, line, index, clause)
    elif not clause.recipients and frame.recipient == "topic" and (passive := _passive_before(line, match.start)) is not None:
        find_subject(chunks, line, passive, before, clause)
    elif not clause.recipients and frame.recipient == "topic":
        clause.recipients = (
            _later_recipients(chunks, line, index)
            or _shared_recipients(line, index, before)
            or _object_before(chunks, line, match.start, clause)
            or _same_as_before(before)
        )
        if _holders_counted(chunks[index].awards[0], clause, before):
            clause.recipients = [implied(chunks[index].awards[0])]
        clause.topic = not clause.recipients
    elif frame.recipient == "owner":
        _owner(chunks, line, index, match, before, clause)
    elif frame.recipient == "implied":
        clause.recipients = [implied(chunks[index].awards[0])]
    _counted_behind(chunks, index, clause)
    if frame.id in {"holder.have", "list.recipient-colon"} and chunks[index].awards[0].quantity is not None:
        _held(chunks[index].awards[0], clause)
    return clause


def _some_of(chunks: Sequence[Chunk], match: Match, index: int) -> bool:
    """Whether a counted group behind an award is a part of its counted holders: "26 Nghệ nhân ưu tú, trong đó 9 người đã mất"."""
    whole, part = chunks[index].awards[0].quantity, chunks[match.roles["recipient"]].parties[0].quantity
    if whole is None or part is None or whole.value is None or part.value is None:
        return False
    return part.value < whole.value and len(chunks[match.roles["recipient"]].parties) == 1


def _of_a_share(between: Sequence[Chunk]) -> bool:
    """Whether a percentage stands among chunks: "192 Cờ thi đua, trong đó 46% dành cho người lao động"."""
    return any(chunk.mention is not None and chunk.kind == "quantity" and chunk.mention.value.kind == "percent" for chunk in between)


def _counted_behind(chunks: Sequence[Chunk], index: int, clause: Clause) -> None:
    """Gives a group the fraction or share right behind its award: "nhân viên đạt Lao động tiên tiến: 9/9", "… luôn trên 98%"."""
    behind = [chunk for chunk in chunks[index + 1 : index + 3] if chunk.kind not in {":", "adverb"}]
    told = behind[0].mention if behind else None
    if len(clause.recipients) != 1 or told is None or told.kind != "quantity" or told.value.kind not in {"fraction", "percent"}:
        return
    group = clause.recipients[0]
    if group.kind == "group" and group.quantity is None:
        clause.recipients = [replace(group, quantity=told.value, quantity_span=Span(told.start, told.end))]


def _handed_on(chunks: Sequence[Chunk], line: str, index: int, clause: Clause) -> None:
    """Groups that a unit was given awards for received them: "Công ty được tỉnh tặng Bằng khen cho các tập thể và cá nhân"."""
    groups = chunks[index + 2].parties if line[index + 1 : index + 3] == "oN" else []
    several = len(groups) > 1 or any(group.quantity is not None or group.quantifier is not None for group in groups)
    units = [party for party in clause.recipients if party.kind == "unit" or party.recipient == "collective"]
    if several and all(group.kind == "group" for group in groups) and units and len(units) == len(clause.recipients):
        if len(units) == 1 and units[0].kind == "unit":
            clause.container = units[0]
        clause.recipients = list(groups)


def _with_others(chunks: Sequence[Chunk], line: str, index: int, clause: Clause) -> None:
    """Others who received with the subject: "anh A nhận danh hiệu X cùng đợt với anh B và anh C"."""
    found = WITH.match(line, index + 1)
    if found is None or not clause.recipients or any(party.kind != "person" for party in clause.recipients):
        return
    others = chunks[found.end() - 1].parties
    if all(party.kind == "person" and not party.short for party in others):
        clause.recipients = [*clause.recipients, *others]


def _later_recipients(chunks: Sequence[Chunk], line: str, index: int) -> list[Party]:
    """In "Bộ tặng 9 bằng khen, tỉnh tặng 5 bằng khen cho Nhà máy" the last clause names who received all."""
    for at in range(index + 1, len(line) - 1):
        if line[at] in "brdc." or (line[at] == ";" and GIVES_TOO.match(line, at + 1) is None):
            break
        if line[at] == "o" and line[at + 1] == "N" and (at == index + 1 or "A" in line[index + 1 : at]):
            return list(chunks[at + 1].parties)
    return []


def _passive_before(line: str, start: int) -> int | None:
    """Where "được" stands when its giver has come a long way: "ông A được Bí thư đến tận nhà trao Huy hiệu"."""
    at = line.rfind("b", 0, start)
    between = line[at:start]
    return at if at > 0 and "N" in between and not set(between) & set(";A.grdc") else None


def _object_before(chunks: Sequence[Chunk], line: str, start: int, clause: Clause) -> list[Party]:
    """In "ông A đến thăm anh B và trao bằng khen" the object of the verb before is who receives."""
    for at in range(start - 1, -1, -1):
        if line[at] in ";Agrdc":
            return []
        if line[at] in "NJ":
            named = [party for party in chunks[at].parties if party.kind == "person"]
            subject = any(party is clause.giver or party is clause.presenter for party in chunks[at].parties)
            if named and "N" in line[:at] and (not subject or "&" in line[at:start]):
                if subject:
                    clause.giver = chunks[line.index("N")].parties[-1]
                return named
            return []
    return []


def _shared_recipients(line: str, index: int, before: list[Clause]) -> list[Party]:
    """In "được UBND tỉnh tặng bằng khen, UBND huyện tặng giấy khen" the second giver gave to the same recipient."""
    shares = before and before[-1].frame.id.startswith(("passive", "active.give")) and not before[-1].topic
    if shares and ";" not in line[before[-1].award : index]:
        return before[-1].recipients
    return []


def _holders_counted(phrase: AwardPhrase, clause: Clause, before: list[Clause]) -> bool:
    """Whether a counted title tells its holders: "tặng Bằng khen cho 14 cá nhân; công nhận 5 Tập thể lao động xuất sắc"."""
    counted = phrase.quantity is not None and phrase.quantity.kind == "count" and names_people(phrase)
    return counted and bool(before) and (not clause.recipients or clause.recipients is before[-1].recipients)


def _same_as_before(before: list[Clause]) -> list[Party]:
    """In "tỉnh tặng Bằng khen cho anh A; Trung ương Đoàn cũng tặng Huy hiệu" the second giver gives to the same person."""
    if not before or before[-1].topic or not before[-1].frame.id.startswith(("active", "passive", "award")):
        return []
    return before[-1].recipients


def _owner(chunks: Sequence[Chunk], line: str, index: int, match: Match, before: list[Clause], clause: Clause) -> None:
    """Whose award it was: the party behind "của" unless that party gives awards, else the subject."""
    phrase = chunks[index].awards[0]
    owner = phrase.giver
    if owner is not None and owner.kind == "unit" and not owner.body:
        phrase.giver = None
        clause.recipients = [owner]
        return
    find_subject(chunks, line, match.start, before, clause)
    if clause.giver is not None and clause.recipients and clause.recipients[-1] is clause.giver:
        clause.recipients, clause.topic = [], True


def implied(phrase: AwardPhrase) -> Party:
    """The unnamed holders that a counted award stands for: "46 Chiến sĩ thi đua cơ sở"."""
    name = Span(phrase.hit.start, phrase.hit.end)
    kinds = catalogue().awards[phrase.hit.award_id].recipients
    kind: RecipientKind = "individual" if "individual" in kinds else "collective"
    return Party(
        "group",
        phrase.start,
        phrase.end,
        name,
        recipient=kind,
        quantity=phrase.quantity,
        quantity_span=phrase.quantity_span,
        implied=True,
    )


def _held(phrase: AwardPhrase, clause: Clause) -> None:
    """A unit that "has" counted holders of a personal title is where they belong, not who was given it."""
    award = catalogue().awards[phrase.hit.award_id]
    if (
        award.kind.startswith("danh_hieu")
        and "individual" in award.recipients
        and all(party.kind != "person" for party in clause.recipients)
    ):
        unit = next((party for party in clause.recipients if party.kind == "unit"), None)
        clause.recipients, clause.container, clause.topic = [implied(phrase)], unit, False


def _unknown_group(chunks: Sequence[Chunk], line: str, at: int) -> list[Party]:
    """Whom a giver gives to, by nouns that no list knows: the plain words after "cho"."""
    begin = at
    while begin < len(line) and line[begin] in "qQ":
        begin += 1
    last = begin
    while last < len(line) and line[last] == "x" and last < begin + 4:
        last += 1
    if last == begin:
        return []
    name = Span(chunks[begin].start, chunks[last - 1].end)
    party = Party("group", chunks[at].start, name.end, name)
    for chunk in chunks[at:begin]:
        if chunk.mention is not None and chunk.kind == "quantity":
            party.quantity, party.quantity_span = chunk.mention.value, Span(chunk.start, chunk.end)
        elif chunk.mention is not None:
            party.quantifier = chunk.mention.value.value
    more = chunks[last + 1].parties if line[last : last + 2] == "&N" else []
    return [party, *more]


def _active(line: str, start: int) -> bool:
    """Whether a giving verb stands right before the frame ("trao Bằng khen tặng …")."""
    return start > 0 and line[start - 1] in "g+x" and "g" in line[max(0, start - 3) : start]


def _giver_left(
    chunks: Sequence[Chunk], line: str, start: int, before: list[Clause]
) -> tuple[Party | None, Party | None]:
    """The giver left of an active verb; with a mandate ("thừa ủy quyền của X, ông Y trao") also the presenter.

    Verbs in a row share their subject: "Bộ trưởng tặng Cờ thi đua cho A và tặng Bằng khen cho B".
    """
    giver = presenter = None
    for index in range(start - 1, -1, -1):
        symbol = line[index]
        if symbol == ";":
            break
        if symbol == "A":
            shared = next((other for other in before if other.award == index and other.frame.giver), None)
            if shared is not None and presenter is None and giver is None:
                return shared.giver, shared.presenter
            break
        if symbol == "N" and presenter is None and not _receives(line, index):
            presenter = chunks[index].parties[-1]
        if symbol in "JK" and _mandate(line, index):
            giver = chunks[index].parties[0]
            break
    if giver is not None:
        return giver, presenter
    return presenter, None


def _receives(line: str, index: int) -> bool:
    """Whether a party is whom the verb before gives to: "… cho 6 đơn vị, công nhận …"."""
    return index > 0 and (line[index - 1] == "o" or (line[index - 1] == "A" and line[index + 1 : index + 2] in set("&,")))


def _mandate(line: str, index: int) -> bool:
    return "M" in line[max(0, index - 2) : index]


def _revoked_too(chunks: Sequence[Chunk], line: str, index: int, last: Clause) -> Clause | None:
    """In "hủy bỏ danh hiệu X của ông A và danh hiệu Y của Phòng B" the second award is its own owner's."""
    owner = index + 2
    if set(line[last.award + 1 : index]) - set("kKN,&Y+x") or line[index + 1 : index + 2] != "k" or owner >= len(chunks):
        return None
    parties = chunks[owner].parties
    return replace(last, award=index, end=owner + 1, recipients=list(parties), chained=True) if parties else None


def _chained(chunks: Sequence[Chunk], line: str, index: int, before: list[Clause]) -> Clause | None:
    """An award without a verb of its own goes on with the clause before it, across commas, brackets and "và"."""
    if not before:
        return None
    last = before[-1]
    between = line[last.award + 1 : index]
    elliptic = chunks[index].awards[0].hit.elliptic
    listed = elliptic or line[index - 1] == ";" or last.frame.id.endswith("colon") or _more_of_them(chunks, line, index, before)
    if last.frame.status == "revoked" and (owned := _revoked_too(chunks, line, index, last)) is not None:
        return owned
    more = (";" if listed else "") + (":" if elliptic and "i:" in between else "")
    if any(symbol not in CHAIN | set("()N") | set(more) for symbol in between):
        return None
    if "B" in between and catalogue().awards[chunks[index].awards[0].hit.award_id].kind == "xep_loai":
        return None  # "được tặng Bằng khen vì hoàn thành xuất sắc nhiệm vụ"
    clause = Clause(
        index,
        last.frame,
        last.start,
        index + 1,
        list(last.recipients),
        last.giver,
        last.presenter,
        True,
        last.topic,
        last.container,
    )
    parties = [at for at in range(last.award + 1, index) if line[at] == "N"]
    if parties and "(" not in between and (last.frame.recipient == "left" or last.frame.recipient is None):
        clause.recipients = list(chunks[parties[-1]].parties)
    return clause
