"""Coordinations: award with award and party with party over commas and "và" become one chunk."""

from __future__ import annotations

from extractor.awards.chunks import Chunk

__all__ = ["coordinate"]


def coordinate(chunks: list[Chunk]) -> list[Chunk]:
    """Joins award with award and party with party over commas and "và"; of different kinds of party too."""
    out: list[Chunk] = []
    index = 0
    while index < len(chunks):
        chunk = chunks[index]
        if chunk.kind in {"award", "party"}:
            beside = bool(out) and out[-1].kind in {"beside", "of", "mandate"}
            index = _join(chunks, index, chunk, beside=beside)
        else:
            index += 1
        out.append(chunk)
    return out


def _join(chunks: list[Chunk], index: int, chunk: Chunk, *, beside: bool) -> int:
    """Joins what follows `chunk` into it; gives the index after the coordination.

    `beside`: the chunk stands in a side phrase ("tại Hội trường X, Công ty Y …"), which a bare comma ends.
    """
    listed = index > 0 and chunks[index - 1].kind == ":"
    index += 1
    while index < len(chunks):
        ahead = index
        while ahead < len(chunks) and chunks[ahead].kind in {",", "and", ";"} and ahead - index < 2:
            if chunks[ahead].kind == ";" and not (chunk.kind == "party" and (listed or _ends_list(chunks, ahead + 1))):
                return index
            ahead += 1
        if ahead == index or ahead >= len(chunks) or chunks[ahead].kind != chunk.kind:
            return index
        follower = chunks[ahead]
        if beside and all(chunks[i].kind == "," for i in range(index, ahead)):
            return index
        if chunk.kind == "party" and not _same_sort(chunk, follower, chunks, index, ahead):
            return index
        chunk.parties += follower.parties
        chunk.awards += follower.awards
        chunk.end = follower.end
        index = ahead + 1
    return index


def _ends_list(chunks: list[Chunk], index: int) -> bool:
    """Whether the party at `index` is only listed: no verb of its own follows it."""
    return (
        index < len(chunks)
        and chunks[index].kind == "party"
        and (index + 1 >= len(chunks) or chunks[index + 1].kind in {";", ".", ",", "and", "(", "-"})
    )


def _same_sort(chunk: Chunk, follower: Chunk, chunks: list[Chunk], index: int, ahead: int) -> bool:
    """Two parties form one list when they are of one sort; a bare comma before a clause's own subject does not join."""
    left, right = chunk.parties[-1], follower.parties[0]
    joined = any(chunks[i].kind in {"and", ";"} for i in range(index, ahead))
    if left.kind == right.kind:
        if left.kind == "unit" and not joined:
            return not left.short and not right.short
        return True
    if {left.kind, right.kind} == {"group", "unit"} or {left.kind, right.kind} == {"group", "person"}:
        return joined
    return joined and {left.kind, right.kind} <= {"person", "unit"} and not (left.body or right.body)
