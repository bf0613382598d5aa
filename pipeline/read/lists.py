"""Depth of list items, from where they stand and the sign they carry."""

from __future__ import annotations


class Markers:
    """The items of the list that is open, outermost first: what tells a nested item from its parent."""

    def __init__(self, tolerance: float = 1.0) -> None:
        self._open: list[tuple[float, str]] = []
        self._tolerance = tolerance

    def level(self, indent: float, sign: str) -> int:
        """Depth of an item, from 1. Indentation decides; at equal indentation a new sign opens a deeper level."""
        # numbers of more digits are set further left: the sign counts for more than the place
        same = [depth for depth, (column, mark) in enumerate(self._open) if mark == sign and abs(column - indent) <= self._reach(sign)]
        while not same and self._open and self._open[-1][0] > indent + self._tolerance:
            self._open.pop()
        if same:
            del self._open[same[-1] + 1 :]
        else:
            self._open.append((indent, sign))
        return len(self._open)

    def leave(self, indent: float) -> None:
        """Other text at this place: the items that stand as far left or further right are over."""
        while self._open and self._open[-1][0] >= indent - self._tolerance:
            self._open.pop()

    def _reach(self, sign: str) -> float:
        return self._tolerance * (3 if sign[:1].isalnum() and len(sign) > 1 else 1)

    def close(self) -> None:
        """The list is over."""
        self._open.clear()
