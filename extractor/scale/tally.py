"""What came of inputs, counted so that the counts add up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Tally"]

COUNTS = ("inputs", "passed", "without", "found", "records", "bytes")


@dataclass(slots=True)
class Tally:
    """Every input is counted once in `passed`, `without`, `found` or `errors`; `failed` names those with an error."""

    inputs: int = 0
    passed: int = 0  # no award word in the bytes
    without: int = 0  # read, and no record in it
    found: int = 0  # with records
    records: int = 0
    bytes: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    failed: list[dict[str, str]] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    def add(self, other: Tally) -> None:
        """Adds the counts of another tally. Its failed inputs are not kept: whoever takes it has written them down."""
        for name in COUNTS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.errors += other.errors
        for stage, seconds in other.seconds.items():
            self.took(stage, seconds)

    def took(self, stage: str, seconds: float) -> None:
        """Notes the time that a stage took."""
        self.seconds[stage] = self.seconds.get(stage, 0.0) + seconds

    def to_json(self) -> dict[str, Any]:
        """For a mark; times are no part of it, so that two runs leave the same marks."""
        return {**{name: getattr(self, name) for name in COUNTS}, "errors": dict(self.errors), "failed": self.failed}

    @staticmethod
    def from_json(data: dict[str, Any]) -> Tally:
        """The tally of a mark. Raises KeyError and TypeError for what is none."""
        tally = Tally(errors=Counter(data["errors"]), failed=list(data["failed"]))
        for name in COUNTS:
            setattr(tally, name, int(data[name]))
        return tally
