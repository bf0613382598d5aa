"""The queue: every action of a cycle in a grid; the address says which of them, so that a link shows the same."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Iterable
from typing import TYPE_CHECKING

from fastapi import Request
from nicegui import ui

from pipeline.errors import UsageError
from pipeline.review import Filters, Row, progress
from pipeline.review.queue import CONFLICT, DONE, NUMBER, OPEN, ORDERS, PAGE, chosen
from pipeline.web.pages import PATIENCE, frame, html, told
from pipeline.web.words import Words, words_of

if TYPE_CHECKING:
    from pipeline.web.app import House

Options = list[tuple[str, str]]


def add(house: House) -> None:
    """Adds the page."""

    @ui.page("/", response_timeout=PATIENCE)
    async def queue(request: Request) -> None:
        t = words_of(request)
        with told(t):
            await show(request, t)

    async def show(request: Request, t: Words) -> None:
        """Filters, rows and progress."""
        query = dict(request.query_params)
        cycles = await to_thread(house.desk.cycles)
        query["cycle"] = query["cycle"] if query.get("cycle") in cycles else cycles[0]
        wrong = ""
        try:
            filters = Filters.of(query)
        except UsageError as error:
            filters, wrong = Filters(cycle=query["cycle"]), str(error)
        frame(request, t("Queue"), "queue", filters.cycle, house.signs_in)
        every = await to_thread(house.desk.every, filters.cycle)
        rows = await to_thread(chosen, every, filters, house.desk.fold)
        pages = max(1, -(-len(rows) // PAGE))
        asked = query.get("page", "1")
        page = min(max(1, int(asked) if NUMBER.fullmatch(asked) else 1), pages)
        html(
            "queue.html", t, filters=values(filters), query=filters.query(), wrong=wrong, choices=choices(t, house, cycles, every),
            rows=rows[(page - 1) * PAGE : page * PAGE], found=len(rows), total=len(every), page=page, pages=pages,
            progress=progress(every), states=states(t), labels=lambda codes: ", ".join(label(house, t, code) for code in codes),
        ).classes("wide")  # fmt: skip


def values(filters: Filters) -> dict[str, str]:
    """Every filter by its name, also those that ask for nothing."""
    return {name: getattr(filters, name) for name in Filters.__dataclass_fields__}


def label(house: House, t: Words, code: str) -> str:
    """The words for a mechanism."""
    mechanism = house.desk.knowledge.mechanisms.codes.get(code)
    return (mechanism.labels.fr if t.tongue == "fr" else mechanism.labels.en) if mechanism else code


def country(house: House, t: Words, code: str) -> str:
    """The name of a state."""
    return house.desk.knowledge.countries.name(code, t.tongue)


def states(t: Words) -> dict[str, str]:
    """What is to be done with an action, in words."""
    return {
        OPEN: t("open"),
        CONFLICT: t("conflict"),
        "accepted": t("accepted"),
        "corrected": t("corrected"),
        "added": t("added"),
        "rejected": t("rejected"),
        DONE: t("looked at"),
    }


def statuses(t: Words) -> dict[str, str]:
    """How far an act is, in words."""
    return {"planned": t("planned"), "ongoing": t("ongoing"), "done": t("done"), "unknown": t("unknown")}


def choices(t: Words, house: House, cycles: Iterable[str], rows: list[Row]) -> list[tuple[str, str, Options]]:
    """The filters with a closed list of values: name, label, and the values that the cycle holds."""
    any_of = [("", t("any"))]
    parties = sorted({row.party for row in rows if row.party})
    partners = sorted({code for row in rows for code in row.partners})
    mechanisms = sorted({code for row in rows for code in row.mechanisms})
    orders = dict(zip(ORDERS, (t("least sure first"), t("as in the report"), t("last reviewed first")), strict=True))
    return [
        ("cycle", t("Cycle"), [(one, one) for one in cycles]),
        ("state", t("State"), any_of + list(states(t).items())),
        ("party", t("Party"), any_of + named(house, t, parties)),
        ("partner", t("Partner"), any_of + named(house, t, partners)),
        ("mechanism", t("Mechanism"), any_of + sorted(((code, label(house, t, code)) for code in mechanisms), key=lambda one: one[1])),
        ("language", t("Language"), any_of + [(one, one) for one in sorted({row.language for row in rows})]),
        ("status", t("Status"), any_of + list(statuses(t).items())),
        ("reviewer", t("Reviewer"), any_of + [(one, one) for one in sorted({row.reviewer for row in rows if row.reviewer})]),
        ("source", t("Report"), any_of + [(one, one) for one in sorted({row.source for row in rows})]),
        ("order", t("Order"), list(orders.items())),
    ]


def named(house: House, t: Words, codes: Iterable[str]) -> Options:
    """States by name."""
    return sorted(((code, f"{country(house, t, code)} ({code})") for code in codes), key=lambda one: one[1])
