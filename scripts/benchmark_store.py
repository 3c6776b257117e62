"""Measures loading against what the databases' own drivers can do, on the same machine in the same run.

    python scripts/benchmark_store.py                         SQLite, 100,000 records
    python scripts/benchmark_store.py --postgresql URL        PostgreSQL too; the database should be empty
    python scripts/benchmark_store.py --memory 1000000        memory of a load of a million records
    python scripts/benchmark_store.py --link 10000 30000 100000   time of linking by number of records

For the ratios the rows that a load writes are made beforehand and written by the driver alone: one executemany a table
in one transaction (SQLite), one COPY a table in one transaction (PostgreSQL), into the same empty tables with the same
keys and indexes. `ratio` is the load's rows a second divided by the driver's.
"""

from __future__ import annotations

import argparse
import gc
import math
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from synthetic_documents import synthetic

import extractor.store
from extractor.store import schema as s
from extractor.store.loader import OWN, SHARED
from extractor.store.rows import Rows, prepared

RECORDS = 100_000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=RECORDS)
    parser.add_argument("--postgresql", metavar="URL", help="an empty database")
    parser.add_argument(
        "--memory", type=int, metavar="RECORDS", help="load so many records into SQLite and print the peak"
    )
    parser.add_argument("--url", action="append", default=[], help="another empty database: load twice, without a bare driver")
    parser.add_argument("--link", type=int, nargs="+", metavar="RECORDS", help="link so many records, and so on")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if arguments.memory:
            return _memory(arguments.memory, Path(folder))
        if arguments.link:
            return _link(arguments.link, Path(folder))
        for url in arguments.url:
            first, again, report = _loads(url, list(synthetic(arguments.records)))
            print(f"{url.partition(':')[0]}: {first:.1f} s, again {again:.1f} s ({report})")
        if arguments.url:
            return 0
        _ratio("SQLite", f"sqlite:///{folder}/bare.sqlite", f"sqlite:///{folder}/awards.sqlite", arguments.records)
        if arguments.postgresql:
            _ratio("PostgreSQL", arguments.postgresql, arguments.postgresql, arguments.records)
    return 0


def _ratio(name: str, bare_url: str, url: str, records: int) -> None:
    documents = list(synthetic(records))
    rows = Rows()
    for document in documents:
        rows.add(prepared(document), "bench")
    total = sum(len(getattr(rows, table.name)) for table in (*SHARED, *OWN))
    gc.freeze()
    bare = _bare(bare_url, rows)
    del rows
    first, again, report = _loads(url, documents)
    print(
        f"{name}: {records} records, {total} rows; bare {bare:.1f} s ({total / bare:,.0f} rows/s), "
        f"load {first:.1f} s ({total / first:,.0f} rows/s), ratio {bare / first:.2f}; "
        f"again {again:.1f} s, {first / again:.1f} times as fast ({report})"
    )


def _bare(url: str, rows: Rows) -> float:
    """Seconds of the driver alone for the same rows; the tables are empty again afterwards."""
    with extractor.store.database(url) as store:
        store.prepare()
        counts = dict.fromkeys(("added", "changed", "unchanged", "removed"), 0)
        run = {"run_id": "bench", "started": "", "program": "", "models_digest": "", **counts}
        store.backend.execute(s.runs.insert().values(run))
        start = time.perf_counter()
        with store.backend.writing():
            for table in SHARED:
                store.backend.insert_missing(table, list(getattr(rows, table.name).values()))
            for table in OWN:
                store.backend.insert(table, getattr(rows, table.name))
        seconds = time.perf_counter() - start
        with store.backend.writing():
            if store.backend.name == "PostgreSQL":
                store.backend.execute("TRUNCATE articles, units, decisions CASCADE")
        return seconds


def _loads(url: str, documents: list[dict[str, Any]]) -> tuple[float, float, Any]:
    with extractor.store.database(url) as store:
        store.prepare()
        start = time.perf_counter()
        store.load(documents)
        first = time.perf_counter() - start
        start = time.perf_counter()
        report = store.load(documents)
        return first, time.perf_counter() - start, report


def _link(numbers: list[int], folder: Path) -> int:
    """Time of linking; beside it what it would be if it grew as n log n from the first."""
    first: tuple[int, float] | None = None
    for number in numbers:
        with extractor.store.database(f"sqlite:///{folder}/{number}.sqlite") as store:
            store.load(synthetic(number))
            start = time.perf_counter()
            linked = store.link()
            seconds = time.perf_counter() - start
        first = first or (number, seconds)
        expected = first[1] * number * math.log(number) / (first[0] * math.log(first[0]))
        print(
            f"link: {number} records in {seconds:.1f} s (n log n from the first: {expected:.1f} s); {linked}",
            flush=True,
        )
    return 0


def _memory(records: int, folder: Path) -> int:
    with extractor.store.database(f"sqlite:///{folder}/awards.sqlite") as store:
        start = time.perf_counter()
        report = store.load(synthetic(records))
        seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory: {report}; {seconds:.0f} s, peak {peak:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
