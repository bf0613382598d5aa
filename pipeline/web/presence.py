"""Who has which action open, so that two reviewers on one record know of each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Place = tuple[str, str]
"""A cycle and an action's id."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """One open page. `told`: called when others come, go (None) or say something (their name)."""

    name: str
    told: Callable[[str | None], Any]


class Presence:
    """The open records. Used from the event loop alone."""

    def __init__(self) -> None:
        self.open: dict[Place, dict[str, Visitor]] = defaultdict(dict)
        self.at: dict[str, Place] = {}

    def enter(self, client: str, place: Place, visitor: Visitor) -> None:
        """A page shows a record now, the same one again or another."""
        if self.at.get(client) == place:
            self.open[place][client] = visitor
            return
        self.leave(client)
        self.at[client] = place
        self.open[place][client] = visitor
        self.tell(client, None)

    def leave(self, client: str) -> None:
        """A page shows no record any more."""
        place = self.at.pop(client, None)
        if place is None:
            return
        self.open[place].pop(client, None)
        for visitor in list(self.open[place].values()):
            visitor.told(None)
        if not self.open[place]:
            del self.open[place]

    def others(self, client: str) -> list[str]:
        """Who else has the record of a page open."""
        place = self.at.get(client)
        return sorted({one.name for key, one in self.open.get(place, {}).items() if key != client}) if place else []

    def tell(self, client: str, said: str | None, place: Place | None = None) -> None:
        """Tells everybody else on a record that somebody came, or said something."""
        for key, visitor in list(self.open.get(place or self.at.get(client, ("", "")), {}).items()):
            if key != client:
                visitor.told(said)
