"""Groups that grow by joining: a union-find that knows why, and what must stay apart."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

__all__ = ["SAME", "Groups", "Ruling"]

Ruling = tuple[str, str, bool]  # two members, and whether they are the same
SAME = "a person has ruled so"


class Groups:
    """Members in groups. `join` joins two groups unless something keeps them apart.

    Apart are members that a ruling keeps so, and members that exclude each other: no group holds two members with the
    same mark (an article tells a conferral once, and tells two people apart).
    """

    def __init__(self, members: Iterable[str], *, marks: dict[str, Hashable] | None = None) -> None:
        self._parent = {member: member for member in members}
        self._why: dict[str, tuple[str, float]] = {}
        self._members: dict[str, list[str]] = {}
        marks = marks or {}
        self._marks: dict[str, dict[Hashable, str]] = {member: {mark: member} for member, mark in marks.items()}
        self._apart: dict[str, set[str]] = {}

    def __contains__(self, member: str) -> bool:
        return member in self._parent

    def find(self, member: str) -> str:
        """The member that stands for a group."""
        root = member
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[member] != root:
            self._parent[member], member = root, self._parent[member]
        return root

    def rule(self, rulings: Iterable[Ruling]) -> None:
        """Obeys rulings: first what is apart, then what is the same. Members that are not there are passed over."""
        known = [ruling for ruling in rulings if ruling[0] in self._parent and ruling[1] in self._parent]
        for left, right, same in known:
            if not same:
                self._apart.setdefault(left, set()).add(right)
                self._apart.setdefault(right, set()).add(left)
        for left, right, same in known:
            if same:
                self.join(left, right, SAME, 1.0, ruled=True)

    def join(self, left: str, right: str, why: str, score: float, *, ruled: bool = False) -> bool:
        """Joins the groups of two members; False where they must stay apart."""
        one, two = self.find(left), self.find(right)
        if one == two:
            return True
        if len(self.members(one)) < len(self.members(two)):
            one, two = two, one
        if self._is_apart(one, two) or (not ruled and self._excluded(one, two)):
            return False
        self._why.setdefault(right, (why, score))
        self._why.setdefault(left, (why, score))
        self._parent[two] = one
        self._members.setdefault(one, [one]).extend(self._members.pop(two, [two]))
        self._marks.setdefault(one, {}).update(self._marks.pop(two, {}))
        self._apart.setdefault(one, set()).update(self._apart.pop(two, set()))
        return True

    def members(self, root: str) -> list[str]:
        """The members of the group that `root` stands for."""
        return self._members.get(root, [root])

    def _is_apart(self, one: str, two: str) -> bool:
        return any(self.find(other) == two for other in self._apart.get(one, ()))

    def _excluded(self, one: str, two: str) -> bool:
        small, large = sorted((self._marks.get(one, {}), self._marks.get(two, {})), key=len)
        return any(mark in large for mark in small)

    def why(self, member: str) -> tuple[str, float]:
        """Why a member is in its group, and how sure that is."""
        return self._why.get(member, ("", 1.0))

    def all(self) -> list[list[str]]:
        """The groups, each sorted, in the order of their first members."""
        found: dict[str, list[str]] = {}
        for member in sorted(self._parent):
            found.setdefault(self.find(member), []).append(member)
        return list(found.values())
