"""Who introduces whom: the paragraph before a list, the item above a nested one."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Leads:
    """The open lists at one place of a document; a heading or a label closes them all."""

    leader: int | None = None
    style: str = ""
    over_items: bool = False
    opener: int | None = None
    items: list[tuple[int, int]] = field(default_factory=list)
    chains: dict[tuple[str, int], int | None] = field(default_factory=dict)

    def close(self) -> None:
        """Nothing leads any more."""
        self.leader, self.style, self.over_items, self.opener = None, "", False, None
        self.items.clear()
        self.chains.clear()

    def paragraph(self, ordinal: int, text: str, style: str = "") -> int | None:
        """The lead of a paragraph. One that ends with a colon leads what follows; the first after a list ends it.

        `style`: of the paragraph's own number, empty for none; a sibling of the leader ("13." after "12. ...:") ends its reach.
        """
        if self.opener is not None:
            self.leader, self.style, self.over_items = self.opener, "", False
        elif self.over_items or (style and style == self.style):
            self.leader, self.over_items = None, False
        self.opener = None
        self.items.clear()
        lead = self.leader
        if text.endswith(":"):
            self.leader, self.style, self.over_items = ordinal, style, False
        return lead

    def counts(self, style: str) -> bool:
        """Whether a numbered paragraph is an entry of the open list rather than a sibling of the paragraph that opened it."""
        return self.leader is not None and style != self.style

    def item(self, ordinal: int, text: str, level: int, number: tuple[str, int] | None = None) -> int | None:
        """The lead of a list item: the item above where it is nested, else the paragraph that opened the list.

        `number`: (style, rank) of its number; an entry that counts on from an earlier one has the same lead, whatever its level.
        """
        while self.items and self.items[-1][0] >= max(level, 1):
            self.items.pop()
        lead = self.items[-1][1] if self.items and level else self.leader
        if number:
            lead = self.chains.get((number[0], number[1] - 1), lead)
            self.chains[number] = lead
        self.items.append((max(level, 1), ordinal))
        self.over_items = self.leader is not None
        self.opener = ordinal if text.endswith(":") else None
        return lead

    def row(self) -> int | None:
        """The lead of a table row."""
        return self.leader
