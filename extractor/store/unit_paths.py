"""Units as paths of names from the top down, as the table `units` chains them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from extractor.link.names import chain
from extractor.store import schema as s

if TYPE_CHECKING:
    from extractor.store.backend import Backend

__all__ = ["unit_paths", "units_of_form"]

DEEPEST = 8


def unit_paths(backend: Backend) -> dict[str, tuple[str, ...]]:
    """The path of each unit, by unit_id, in order."""
    u = s.units.c
    rows = {row[0]: (row[1], row[2]) for row in backend.fetch(select(u.unit_id, u.name, u.parent_id))}
    paths = {}
    for unit_id in sorted(rows):
        path: list[str] = []
        at: str | None = unit_id
        while at is not None and len(path) < DEEPEST:
            name, at = rows[at]
            path.insert(0, name)
        paths[unit_id] = tuple(path)
    return paths


def units_of_form(backend: Backend, name: str) -> list[str]:
    """The units that a name means in whatever form it is given ("Vụ KH&ĐT, Bộ Công Thương"), told with what is above it."""
    wanted = chain((name,))
    if len(wanted) < 2:
        return []
    return [unit_id for unit_id, path in unit_paths(backend).items() if chain(path) == wanted]
