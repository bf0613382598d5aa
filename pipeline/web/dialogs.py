"""What asks back: where to split, with which action to merge, which keys there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nicegui import ui

from pipeline.review import Case, Record, decide
from pipeline.review.marks import cuts
from pipeline.web.pages import button, html
from pipeline.web.tools import keys

if TYPE_CHECKING:
    from pipeline.web.record import RecordPage

AROUND = 3
"""Actions before and after one that it may be merged with."""
SHOWN = 90
"""Characters of a quote in a list."""


class Dialogs:
    """The dialogs of one page."""

    def __init__(self, page: RecordPage) -> None:
        self.page, self.t = page, page.t

    def help(self) -> None:
        """The list of keys, and whether single keys count."""
        t = self.t
        with self.page.client, self.asking(t("Keys")) as dialog, ui.card():
            html("help.html", t, keys=keys(t))
            ui.checkbox(t("Single keys act"), value=True, on_change=lambda event: self.switch(bool(event.value)))
            button(t("Close"), dialog.close, main=True).props("autofocus")

    def asking(self, name: str) -> ui.dialog:
        """An open dialog of that name, which is gone when it is closed."""
        dialog = ui.dialog(value=True).props(f'aria-label="{name}"')
        dialog.on("hide", dialog.delete)
        return dialog

    def switch(self, on: bool) -> None:
        """Turns single keys on and off in this browser."""
        self.page.client.run_javascript(f"rapporteur.keys({'true' if on else 'false'})")

    def split(self, chosen: tuple[int, int] | None) -> None:
        """Asks where the second act begins."""
        t, page = self.t, self.page
        case, record = page.case, page.record
        (start, end), text = record.span, case.text
        inside = [chosen[0]] if chosen and start < chosen[0] < end else []
        places = inside + [at for at in cuts(text, start, end, page.house.desk.knowledge.actions.second_acts) if at not in inside]
        if not places:
            page.say_wrong(t("Select the words with which the second act begins."))
            return
        with page.client, self.asking(t("Split")) as dialog, ui.card():
            ui.label(t("Where does the second act begin?")).classes("text-subtitle1")
            options = {at: "… " + shortened(text[at:end]) for at in places}
            choice = ui.radio(options, value=places[0]).props(f'aria-label="{t("Where does the second act begin?")}"').mark("cut")

            async def go() -> None:
                dialog.close()
                await self.split_at(case, record, int(choice.value))

            self.buttons(dialog, t("Split"), go)

    async def split_at(self, case: Case, record: Record, at: int) -> None:
        """Splits; each part keeps the values whose proof stands in it, and those without any."""
        page = self.page
        first, second = decide.parted(case, record, at)
        made = await page.keep(lambda: decide.split(case, record, page.account.name, at, second, first), self.t("Split in two"))
        if made:
            page.add_stop(made.made)
            await page.show()

    def merge(self) -> None:
        """Asks with which action."""
        t, page = self.t, self.page
        case, record = page.case, page.record
        ids = list(case.ids)
        at = ids.index(record.id)
        others = {one: case.record(one) for one in ids[max(0, at - AROUND) : at + AROUND + 1] if one != record.id}
        others = {one: other for one, other in others.items() if other.review != "rejected"}
        if not others:
            page.say_wrong(t("There is no other action near this one."))
            return
        with page.client, self.asking(t("Merge")) as dialog, ui.card():
            ui.label(t("Merge with which action?")).classes("text-subtitle1")
            options = {one: shortened(other.values["quote"]) for one, other in others.items()}
            later = next((one for one in options if ids.index(one) > at), next(iter(options)))
            choice = ui.radio(options, value=later).props(f'aria-label="{t("Merge with which action?")}"').mark("other")

            async def go() -> None:
                dialog.close()
                other = others[str(choice.value)]
                if await page.keep(lambda: decide.merge(case, record, other, page.account.name), t("Merged")):
                    await page.show()

            self.buttons(dialog, t("Merge"), go)

    def buttons(self, dialog: ui.dialog, act: str, go: Any) -> None:
        """To do it, or not."""
        with ui.row():
            button(act, go, main=True).props("autofocus")
            button(self.t("Cancel"), dialog.close)


def shortened(words: str) -> str:
    """The opening words."""
    line = " ".join(words.split())
    return line if len(line) <= SHOWN else line[:SHOWN].rsplit(" ", 1)[0] + " …"
