"""What the tests of stores share: documents of our own, and an empty database of each kind.

PostgreSQL and MariaDB are real servers on loopback; where none answers the tests are skipped, in continuous integration
they fail. Each test makes a database of its own and drops it.
"""

from __future__ import annotations

import copy
import json
import os
import secrets
import socket
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from sqlalchemy import create_engine

PORTS = {"postgresql": int(os.environ.get("PGPORT", "5432")), "mysql": int(os.environ.get("MYSQL_PORT", "3306"))}
SERVERS = {
    "postgresql": f"postgresql://postgres@127.0.0.1:{PORTS['postgresql']}",
    "mysql": f"mysql://root@127.0.0.1:{PORTS['mysql']}",
}
KINDS = ("sqlite", "postgresql", "mysql", "duckdb")


def server(kind: str) -> str:
    """The address of a server; the test is skipped, or in continuous integration fails, where none answers."""
    try:
        socket.create_connection(("127.0.0.1", PORTS[kind]), timeout=2).close()
    except OSError:
        message = f"no {kind} server answers on 127.0.0.1:{PORTS[kind]}"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return SERVERS[kind]


def ask(url: str, sql: str) -> None:
    """Runs a statement outside of any transaction."""
    driver = {"postgresql": "postgresql+psycopg", "mysql": "mysql+pymysql"}
    scheme, rest = url.split("://")
    engine = create_engine(f"{driver[scheme]}://{rest}", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(sql)
    engine.dispose()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Makes an empty database of a kind and gives its URL; dropped after the test."""
    made: list[tuple[str, str]] = []

    def make(kind: str) -> str:
        name = f"extractor_test_{secrets.token_hex(4)}"
        if kind in ("sqlite", "duckdb"):
            return f"{kind}:///{tmp_path / name}.{kind}"
        base = server(kind)
        ask(f"{base}/postgres" if kind == "postgresql" else f"{base}/test", f"CREATE DATABASE {name}")
        made.append((kind, name))
        return f"{base}/{name}"

    yield make
    for kind, name in made:
        if kind == "postgresql":
            ask(f"{SERVERS[kind]}/postgres", f"DROP DATABASE {name} WITH (FORCE)")
        else:
            ask(f"{SERVERS[kind]}/test", f"DROP DATABASE {name}")


@cache
def office() -> tuple[str, ...]:
    """Documents, each a line of JSON: what the articles of corpora/office gave one day, whatever they give now."""
    return tuple((ROOT / "tests" / "store" / "documents.jsonl").read_text("utf-8").splitlines())


@pytest.fixture
def documents() -> list[dict[str, Any]]:
    """33 documents with their records."""
    return [json.loads(line) for line in office()]


def by_id(documents: Any) -> dict[str, Any]:
    """Documents by their article's id."""
    return {document["article"]["id"]: document for document in documents}


def many(documents: list[dict[str, Any]], number: int) -> list[dict[str, Any]]:
    """So many documents: copies under ids of their own, which share units, decisions and awards."""
    copies = []
    for index in range(number):
        one = copy.deepcopy(documents[index % len(documents)])
        one["article"]["id"] = f"{index:04}{one['article']['id']}"
        copies.append(one)
    return copies
