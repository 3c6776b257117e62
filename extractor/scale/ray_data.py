"""`ray_dataset`: a Ray Dataset of articles to one of records, for those who work with Ray already."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from extractor.errors import MissingExtraError
from extractor.scale.inputs import row_input
from extractor.scale.tally import Tally
from extractor.scale.work import Settings, line_of

if TYPE_CHECKING:
    from ray.data import Dataset

__all__ = ["ray_dataset"]

TEXTS = (
    "id", "article_id", "url", "record_id", "award_id", "award", "status", "kind", "name", "group", "unit", "organisation", "authority",
    "record", "error",
)  # fmt: skip
NUMBERS = ("class", "count", "period_from", "period_to")


def ray_dataset(
    dataset: Dataset,
    *,
    text: str = "text",
    html: str = "html",
    id: str = "id",
    url: str = "url",
    workers: int | tuple[int, int] | None = None,
    batch_size: int = 64,
) -> Dataset:
    """The award records of a Ray Dataset of articles: a row a record, and a row with an `error` for an article that failed.

    `text` or `html` names the column that holds the article, `id` and `url` those of its identity, where there are any.
    `workers` is the number of actors, or the least and the most; by default Ray decides. A record's row has its main
    fields as columns and the whole record as JSON in `record`. Raises MissingExtraError without Ray.
    """
    try:
        from ray.data import ActorPoolStrategy
    except ModuleNotFoundError:
        raise MissingExtraError("ray_dataset", "ray") from None
    least, most = workers if isinstance(workers, tuple) else (workers or 1, workers)
    columns = {"text": text, "html": html, "id": id, "url": url}
    return dataset.map_batches(
        _Records,
        fn_constructor_args=(columns,),
        compute=ActorPoolStrategy(min_size=least, max_size=most),
        batch_size=batch_size,
        num_cpus=1,
        batch_format="numpy",
    )


class _Records:
    """An actor that holds the models."""

    def __init__(self, columns: dict[str, str]) -> None:
        from extractor.scale.local import load_models

        load_models()
        self.columns = columns

    def __call__(self, batch: dict[str, Any]) -> Any:
        import pyarrow as arrow

        rows: list[dict[str, Any]] = []
        names = {own: name for own, name in self.columns.items() if name in batch}
        count = len(next(iter(batch.values()))) if batch else 0
        for number in range(count):
            given = {own: _plain(batch[name][number]) for own, name in names.items()}
            rows += self.rows(given)
        schema = [(name, arrow.string()) for name in TEXTS] + [(name, arrow.int64()) for name in NUMBERS]
        return arrow.Table.from_pylist(rows, schema=arrow.schema(schema))

    def rows(self, given: dict[str, Any]) -> list[dict[str, Any]]:
        """The rows of one article."""
        source = row_input(given, str(given.get("id") or given.get("url") or "a row"))
        line = line_of(source, Settings(), Tally())
        head = {"id": source.id, "url": source.url}
        if "error" in line:
            return [{**head, "error": f"{line['error']['type']}: {line['error']['message']}"}]
        head["article_id"] = line["article"]["id"]
        return [{**head, **_row(record)} for record in line["records"]]


def _plain(value: Any) -> Any:
    """A value of numpy as one of Python."""
    return value.item() if hasattr(value, "item") else value


def _row(record: dict[str, Any]) -> dict[str, Any]:
    award, recipient, period = record["award"], record["recipient"], record["period"]
    return {
        "record_id": record["id"],
        "award_id": award["id"],
        "award": award["name"],
        "class": award["class"],
        "status": record["status"],
        "kind": recipient["kind"],
        **{name: recipient[name] for name in ("name", "group", "unit", "organisation")},
        "count": record["quantity"]["count"],
        "authority": record["authority"]["text"],
        "period_from": period["from"],
        "period_to": period["to"],
        "record": json.dumps(record, ensure_ascii=False),
    }
