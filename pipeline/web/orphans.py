"""What people said of actions that are found no more: the likeliest actions in their place, or none."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Callable
from typing import TYPE_CHECKING

from fastapi import Request
from nicegui import ui

from pipeline.corrections import Orphan, latest
from pipeline.errors import RapporteurError
from pipeline.review import Case, decide
from pipeline.review.case import Candidate
from pipeline.review.decide import Decision
from pipeline.web.access import account_of, token_of
from pipeline.web.dialogs import shortened
from pipeline.web.pages import PATIENCE, button, frame, html, told
from pipeline.web.words import Words, words_of

if TYPE_CHECKING:
    from pipeline.web.app import House


def add(house: House) -> None:
    """Adds the page."""

    @ui.page("/orphans", response_timeout=PATIENCE)
    async def orphans(request: Request) -> None:
        t = words_of(request)
        with told(t):
            await page(request, t)

    async def page(request: Request, t: Words) -> None:
        """Every orphan of a cycle."""
        cycles = await to_thread(house.desk.cycles)
        cycle = request.query_params.get("cycle", "")
        cycle = cycle if cycle in cycles else cycles[0]
        frame(request, t("Orphans"), "orphans", cycle, house.signs_in)
        account, token = account_of(request), token_of(request)

        async def keep(make: Callable[[], Decision]) -> None:
            """Keeps a decision, and shows what is left."""
            if not account.may("reviewer") or not await to_thread(house.still, account, token):
                ui.notify(t("You may read, not write, or your session is over."), type="negative")
                return
            try:
                await to_thread(house.desk.say, cycle, make())
            except RapporteurError as error:
                ui.notify(str(error), type="negative")
            listed.refresh()

        @ui.refreshable
        async def listed() -> None:
            """Every orphan of the cycle."""
            found = await to_thread(house.desk.orphaned, cycle)
            count = sum(len(case.merged.orphans) for case in found)
            html("title.html", t, title=t("Cycle {cycle}: {count} orphans", cycle=cycle, count=count))
            if not count:
                html("message.html", t, message=t("Everything that people said is found in the reports."), wrong=False)
            for case in found:
                for orphan in case.merged.orphans:
                    candidates = await to_thread(case.candidates, orphan)
                    show(t, case, orphan, candidates, keep, account.name, account.may("reviewer"))

        with ui.element("div").classes("orphans wide"), told(t):
            await listed()


def show(
    t: Words,
    case: Case,
    orphan: Orphan,
    candidates: list[Candidate],
    keep: Callable[[Callable[[], Decision]], object],
    name: str,
    writes: bool,
) -> None:
    """One orphan: what was said of it, and what may be done."""
    fields = latest(case.corrections)[orphan.action]
    said = [(field, shown(one.value), one.reviewer) for field, one in fields.items()]
    html("orphans.html", t, orphan=orphan, source=case.source, said=said)
    if not writes:
        return
    with ui.column():
        for one in candidates:
            text = t("It is this one ({score}): {quote}", score=f"{one.score:.0%}", quote=shortened(one.quote))
            record = case.record(one.id)
            button(text, lambda record=record: keep(lambda: decide.reattach(case, orphan, record, name))).props("align=left")
        button(t("Let it go"), lambda: keep(lambda: decide.let_go(case, orphan, name)))


def shown(value: object) -> str:
    """A value in a line."""
    if isinstance(value, dict):
        return ", ".join(f"{key} {shown(one)}" for key, one in value.items() if one)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "–")
