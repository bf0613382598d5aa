"""What words that a person selects in the source become: a value, the quote, a new action."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from pipeline.corrections import Field
from pipeline.review import decide
from pipeline.review.marks import reading, selected

if TYPE_CHECKING:
    from pipeline.web.record import RecordPage

Place = tuple[int, int]
"""Characters of the report's text, half open."""


class Selection:
    """What is done with selected words on one page."""

    def __init__(self, page: RecordPage) -> None:
        self.page, self.t = page, page.t
        self.commands: dict[str, Callable[[Any], Awaitable[None]]] = {
            "quote": self.quote,
            "title": self.title,
            "new": self.begin_new,
            "partners": self.taking("partners"),
            "period": self.taking("period"),
            "mechanisms": self.taking("mechanisms"),
        }

    async def chosen(self, selection: Any) -> Place | None:
        """Where the selected words stand in the report's text; None where none are selected."""
        if not isinstance(selection, dict) or not str(selection.get("text", "")).strip():
            return None
        start, end, words = selection.get("start"), selection.get("end"), str(selection["text"])
        text = self.page.case.text
        if isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text):
            low, high = decide.stripped(text, start, end)
            if "".join(text[low:high].split()) == "".join(words.split()):
                return low, high
        return await to_thread(selected, self.page.case, words, start if isinstance(start, int) else self.page.record.span[0])

    async def wanted(self, selection: Any) -> Place | None:
        """The selected words, or a word that some must be selected."""
        place = await self.chosen(selection)
        if place is None:
            self.page.say_wrong(self.t("Select words in the source first."))
        return place

    def words(self, place: Place) -> str:
        """The words of a place."""
        return self.page.case.text[place[0] : place[1]]

    def read(self, place: Place) -> dict[str, Any]:
        """What words say, as the machine reads them."""
        action = self.page.record.action
        return reading(self.words(place), action["language"], action["party"], self.page.house.desk.knowledge)

    def taking(self, field: Field) -> Callable[[Any], Awaitable[None]]:
        """Makes selected words the value of a field, as the machine reads them."""

        async def take(selection: Any) -> None:
            place = await self.wanted(selection)
            if place is None:
                return
            value = (await to_thread(self.read, place))[field]
            if value:
                self.page.form.put(field, value)
            else:
                self.page.say_wrong(self.t("These words name nothing of that kind."))

        return take

    async def title(self, selection: Any) -> None:
        """Makes selected words the title."""
        place = await self.wanted(selection)
        if place:
            self.page.form.put("title", " ".join(self.words(place).split()))

    async def quote(self, selection: Any) -> None:
        """Makes selected words the quote; saving keeps it."""
        place = await self.wanted(selection)
        if place:
            if self.page.new:
                self.page.new = place
            else:
                self.page.place = place
            self.page.show_quote(self.words(place))

    async def begin_new(self, selection: Any) -> None:
        """Makes selected words an action that the machine did not find; saving keeps it."""
        place = await self.wanted(selection)
        if place is None:
            return
        found = await to_thread(self.read, place)
        self.page.form.fill({**found, "title": decide.title_of(self.words(place)), "status": "unknown"}, None)  # type: ignore[dict-item]
        self.page.new = place
        self.page.show_quote(self.words(place))
        self.page.warn(self.t("A new action: complete the fields and save it (Ctrl+Enter), or leave it with u."))
        self.page.client.run_javascript("rapporteur.focus('partners')")
