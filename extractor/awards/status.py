"""What a clause asserts of its award: conferred, planned, proposed, negated, revoked, or nothing at all.

Cues are data (models/rules/status.toml) with a direction and a reach, after the ConText idea: a cue changes what
lies on its side of it, up to the next terminator.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, Literal, NamedTuple

from extractor.awards.tokens import Token
from extractor.language.fold import fold
from extractor.language.segment import Joined
from extractor.records import Status
from extractor.schema_check import flag, load_checked, text, texts

__all__ = ["StatusCue", "decide_status", "status_cues"]

COLON = 9  # words between a cue and the colon of the list that it introduces
OPENERS = frozenset(".:-+*•–)/?!“\"")  # marks that a capital may stand after without being a name's
# When several cues reach an award, the first of these decides.
ORDER: tuple[Status | Literal["none"], ...] = ("revoked", "none", "negated", "proposed", "planned")


class StatusCue(NamedTuple):
    """A cue found in a sentence: what it makes of a clause, where it stands, which way it works.

    A `weak` cue, or one of a plan, does not work behind a word that says that things happened ("đã ký cam kết và trao …");
    one that is `listed` reaches over terminators; an `aim` that stands last takes the others' place.
    """

    status: str
    start: int
    end: int
    direction: str
    word: str
    weak: bool = False
    listed: bool = False
    aim: bool = False


CUE = {
    "status": text(required=True, one_of=("revoked", "negated", "proposed", "planned", "none", "unless", "real")),
    "direction": text(required=True, one_of=("forward", "backward", "both")),
    "words": texts(required=True),
    "weak": flag(),
    "spreads": flag(),
    "aim": flag(),
}
STOP = {"status": "stop", "direction": "both"}
NONE_OF = {"status": "negated", "direction": "forward"}  # "chưa giảng viên nào", "không đội, tổ nào"
DENYING = frozenset(("không", "chưa", "chẳng"))
NOUNS = 6  # words between "không" and "nào"


@cache
def _cues() -> dict[str, Any]:
    """A trie over syllables; its leaves are the cues of a word."""
    data = load_checked("rules/status.toml", {"terminators": texts(required=True)}, cue=CUE)
    trie: dict[str, Any] = {}

    for cue in (*data["cue"], {**STOP, "words": data["terminators"]}):
        for word in cue["words"]:
            node = trie
            for syllable in fold(word).split():
                node = node.setdefault(syllable, {})
            node.setdefault("", []).append(cue)
    return trie


def status_cues(tokens: Sequence[Token], inside: Joined) -> list[StatusCue]:
    """All cues and terminators of a sentence in order; at one place the longest word counts.

    `inside[i]` tells that token i goes on with a word (see segment.continues): a piece of a word is no cue, nor is a
    piece of a name.
    """
    trie = _cues()
    out = []
    index = 0
    while index < len(tokens):
        node: dict[str, Any] | None = trie
        best, length = None, 0
        for ahead in range(index, len(tokens)):
            node = node.get(tokens[ahead].fold) if node is not None else None
            if node is None:
                break
            if "" in node:
                best, length = node[""], ahead - index + 1
        if best is None and (length := _none_of(tokens, index)):
            best = [NONE_OF]
        last = index + length
        stops = best is not None and best[0]["status"] == "stop" and tokens[index].text.isupper()  # "QUYẾT ĐỊNH" of a decision
        piece = best is not None and not stops and (
            inside[index]
            or (length == 1 and last < len(tokens) and inside[last])
            or (index > 0 and tokens[index].capital and tokens[index - 1].text not in OPENERS)
        )
        if best is None or piece:
            index += max(length, 1) if tokens[index].capital else 1  # "định" in "Quyết định" is no plan
            continue
        start, end = tokens[index].start, tokens[index + length - 1].end
        word = " ".join(token.fold for token in tokens[index : index + length])
        listed = _opens_list(tokens, index + length)
        out += [
            StatusCue(
                cue["status"], start, end, cue["direction"], word,
                cue.get("weak", False), listed or cue.get("spreads", False), cue.get("aim", False),
            )
            for cue in best
        ]  # fmt: skip
        index += length
    return out


def _none_of(tokens: Sequence[Token], index: int) -> int:
    """The length of a denial of a kind at `index`: "chưa giảng viên nào"; 0 where none stands there."""
    if tokens[index].fold not in DENYING:
        return 0
    for ahead in range(index + 1, min(index + NOUNS + 2, len(tokens))):
        if tokens[ahead].fold == "nào":
            return ahead - index + 1 if ahead > index + 1 else 0
        if not (tokens[ahead].text[0].isalpha() or tokens[ahead].text == ","):
            return 0
    return 0


HEADING = ("QUYẾT", "ĐIỀU")  # what a decision's preamble ends with: "Xét đề nghị của …, QUYẾT ĐỊNH:"


def _opens_list(tokens: Sequence[Token], index: int) -> bool:
    """Whether a colon follows within a few words: what the list behind it names shares the cue ("chỉ tiêu …: A; B; C")."""
    for token in tokens[index : index + COLON]:
        if token.text in ";." or token.text in HEADING:
            return False
        if token.text == ":":
            return True
    return False


def _undone(cue: StatusCue, real: StatusCue) -> bool:
    """Whether a word of something done takes a plan back: behind it, right before it, or anywhere before a weak one."""
    return (cue.end <= real.start and (cue.weak or not real.weak)) or real.end + 1 == cue.start or (cue.weak and real.end <= cue.start)


def decide_status(
    cues: Sequence[StatusCue], clause_start: int, award_start: int, award_end: int, clause_end: int = 10**9
) -> tuple[Status | Literal["none"], StatusCue | None]:
    """The status of an award and the cue that decided it.

    A forward cue counts between the last terminator before the clause's frame and the award; a backward cue counts
    after the award up to the next terminator, or to `clause_end`, where the next subject stands. Without a cue the award was conferred.
    """
    left = max((cue.end for cue in cues if cue.status == "stop" and cue.start <= clause_start and cue.end <= award_start), default=-1)
    right = min([clause_end, *(cue.start for cue in cues if cue.status == "stop" and cue.start >= award_end)])
    real = [cue for cue in cues if cue.status == "real" and cue.end <= award_start]
    reaching = [
        cue
        for cue in cues
        if cue.status not in {"stop", "real"}
        and not ((cue.status == "planned" or cue.weak) and any(_undone(cue, mark) for mark in real))
        and (
            (cue.direction in {"forward", "both"} and (left <= cue.start or cue.listed) and cue.start < award_start)
            or (cue.direction in {"backward", "both"} and award_end <= cue.start < right)
        )
    ]
    if any(cue.status == "unless" for cue in reaching):
        happened = any(
            mark.end <= award_start and mark.start > cue.start
            for mark in real
            for cue in reaching
            if cue.status == "unless"
        )
        cue = next(cue for cue in reaching if cue.status == "unless")
        return ("negated" if happened else "none"), cue
    if len(reaching) > 1 and reaching[-1].aim:
        return "planned", reaching[-1]  # "đề nghị xã phấn đấu được công nhận …": what is asked for is to aim
    if len(reaching) > 1 and reaching[0].aim and reaching[0].listed:
        return "planned", reaching[0]  # "mục tiêu đến năm 2025: 2 tập thể được đề nghị …"
    for status in ORDER:
        for cue in reaching:
            if cue.status == status:
                return status, cue
    return "conferred", None
