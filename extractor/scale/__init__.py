"""Many articles: over all cores of a machine, or with Ray over many machines.

    from extractor.scale import run
    report = run(["pages/"], to="shards/", resume=True)

`ray_dataset` maps a Ray Dataset to records, for those who work with Ray already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.scale.ray_data import ray_dataset
    from extractor.scale.report import Report
    from extractor.scale.runner import run

__all__ = ["Report", "ray_dataset", "run"]

_HOMES = {"Report": "report", "ray_dataset": "ray_data", "run": "runner"}


def __getattr__(name: str) -> Any:
    """Imports a public name from its module when it is asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
