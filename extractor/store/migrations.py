"""Upgrades of a database, one step for each schema version; a step is never changed after its version was released.

Each step is idempotent, since MySQL keeps half of what is stopped: run again it goes on. tests/store/released has the
tables of every version, and the tests upgrade each of them to today's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlalchemy import update

from extractor import __version__
from extractor.store import link_schema
from extractor.store import schema as s
from extractor.store.views import VIEWS

if TYPE_CHECKING:
    from extractor.store.backend import Backend

__all__ = ["STEPS", "upgrade"]


def _to_2(backend: Backend) -> None:
    """The tables of `extract link`."""
    backend.create([*link_schema.LINK_TABLES, link_schema.rulings])


STEPS: dict[int, Callable[[Backend], None]] = {2: _to_2}


def upgrade(backend: Backend, version: int) -> None:
    """Brings tables of an older version to today's, in a transaction where the database has them for tables."""
    with backend.writing():
        for number in range(version + 1, s.VERSION + 1):
            STEPS[number](backend)
            backend.execute(update(s.stamp).values(version=number, program=__version__))
        for name, query in VIEWS.items():  # after the last step: they stand on today's tables
            backend.create_view(name, query())
