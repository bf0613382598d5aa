"""One action beside its source: what it says, what a person makes of it, and the next one at a key's press."""

from __future__ import annotations

from asyncio import Lock, to_thread
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from fastapi import Request
from jinja2.utils import htmlsafe_json_dumps
from nicegui import background_tasks, ui
from nicegui.events import GenericEventArguments

from pipeline.corrections import Conflict
from pipeline.errors import Overtaken, RapporteurError, UsageError
from pipeline.review import Case, Filters, Record, decide
from pipeline.review.decide import Decision
from pipeline.review.queue import CONFLICT, OPEN
from pipeline.web.access import account_of, token_of
from pipeline.web.dialogs import Dialogs
from pipeline.web.form import Form
from pipeline.web.pages import PATIENCE, button, frame, html, plain, rendered, told
from pipeline.web.presence import Visitor
from pipeline.web.queue import states
from pipeline.web.selection import Selection
from pipeline.web.source import View, source_html, view_of
from pipeline.web.tools import decisions, selections
from pipeline.web.words import Words, words_of

if TYPE_CHECKING:
    from pipeline.web.app import House


MOVES = ("earlier", "help", "later", "next", "previous")
"""Commands that decide nothing: they may come before the record is shown that the one before them asked for."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One action on the way through a queue."""

    id: str
    source: str


def add(house: House) -> None:
    """Adds the page."""

    @ui.page("/record/{action}", response_timeout=PATIENCE)
    async def record(request: Request, action: str) -> None:
        t = words_of(request)
        with told(t):
            cycle = request.query_params.get("cycle") or (await to_thread(house.desk.cycles))[0]
            frame(request, t("Record"), "record", cycle, house.signs_in)
            filters = Filters.of({**request.query_params, "cycle": cycle})
            source = await to_thread(house.desk.source_of, cycle, action)
            if source is None:
                raise UsageError(t("There is no such action in cycle {cycle}.", cycle=cycle))
            stops = [Stop(row.id, row.source) for row in await to_thread(house.desk.select, filters)]
            if action not in {stop.id for stop in stops}:
                stops.insert(0, Stop(action, source))
            page = RecordPage(house, request, t, filters, stops, next(n for n, stop in enumerate(stops) if stop.id == action))
            page.build()
            await page.show()


class RecordPage:
    """One browser's way through a queue."""

    def __init__(self, house: House, request: Request, t: Words, filters: Filters, stops: list[Stop], at: int) -> None:
        self.house, self.t, self.filters, self.stops, self.at = house, t, filters, stops, at
        self.account, self.token = account_of(request), token_of(request)
        self.client = ui.context.client
        self.ticket = 0
        self.lock = Lock()
        self.new: tuple[int, int] | None = None
        self.place: tuple[int, int] | None = None
        self.warning = ""
        self.case: Case
        self.record: Record
        self.view: View
        self.commands: dict[str, Callable[[Any], Awaitable[None]]] = {
            "accept": self.accept,
            "earlier": lambda _: self.widen(-1),
            "help": self.help,
            "later": lambda _: self.widen(1),
            "merge": self.merge,
            "next": lambda _: self.go(1),
            "previous": lambda _: self.go(-1),
            "reject": self.reject,
            "save": self.save,
            "split": self.split,
            "undo": self.undo,
        }

    # What is on the page

    def build(self) -> None:
        """The elements; `show` fills them."""
        t, writes = self.t, self.account.may("reviewer")
        with ui.element("div").classes("record"):
            with ui.element("div").classes("desk"):
                self.heading = plain("").props('aria-live="polite"')
                self.told = plain("").classes("told").props('role="status" aria-live="polite"')
                html("tools.html", t, tools=decisions(t, writes))
                self.facts, self.quote = plain(""), plain("")
                self.conflicts = ui.element("div")
                self.form = Form(self.house, t, writes)
                self.history = plain("")
            with ui.element("div").classes("pane"):
                html("source-tools.html", t, tools=selections(t, writes))
                named = t("Source")
                self.pane = plain("").classes("source").props(f'tabindex=0 role=region aria-label="{named}"')
        self.dialogs, self.selection = Dialogs(self), Selection(self)
        self.commands |= self.selection.commands
        ui.on("command", self.command)
        self.client.on_delete(lambda: self.house.presence.leave(self.client.id))

    async def show(self, keep_form: bool = False) -> None:
        """Shows the record at hand: its fields at once, its source as soon as it is there."""
        self.ticket += 1
        ticket, stop = self.ticket, self.stops[self.at]
        if not await self.signed_in():
            return
        try:
            case = await to_thread(self.house.desk.case, self.filters.cycle, stop.source)
            record = case.record(stop.id)
        except (RapporteurError, KeyError) as error:
            self.say_wrong(str(error) if isinstance(error, RapporteurError) else self.t("This action is gone; a new run read the report."))
            return
        if ticket != self.ticket:
            return
        self.case, self.record, self.new, self.place, self.warning = case, record, None, None, ""
        self.fill(keep_form)
        self.client.run_javascript(f"rapporteur.address({htmlsafe_json_dumps(self.address(stop))})")
        self.house.presence.enter(self.client.id, (self.filters.cycle, record.key), Visitor(self.account.name, self.heard))
        self.tell_others_here()
        self.view = await to_thread(view_of, self.house.desk, case, record)
        await self.look(ticket)
        background_tasks.create(self.prefetch(ticket))

    def fill(self, keep_form: bool) -> None:
        """Fields, facts, conflicts and history of the record."""
        t, record = self.t, self.record
        state = CONFLICT if record.conflicts else OPEN if record.review == "machine" else record.review
        self.heading.set_content(
            rendered("heading.html", t, id=record.id, at=self.at + 1, of=len(self.stops), title=record.values["title"])
        )
        party = self.house.desk.knowledge.countries.name(record.action["party"] or "", t.tongue)
        given = {"state": states(t)[state], "reviewer": record.action["reviewer"], "source": record.source, "party": party}
        self.facts.set_content(rendered("facts.html", t, action=record.action, **given))
        self.show_quote(record.values["quote"])
        if not keep_form:
            self.form.fill(record.values, record.machine)
        self.conflicts.clear()
        with self.conflicts:
            for conflict in record.conflicts:
                self.conflict(conflict)
        history = self.case.history(record.key)
        self.history.set_content(rendered("history.html", t, said=history, names=self.names(), words=self.words))

    def conflict(self, conflict: Conflict) -> None:
        """A field that a person set and the machine reads otherwise by now, and the two ways to settle it."""
        three = {name: self.words(conflict.field, getattr(conflict, name)) for name in ("then", "person", "now")}
        case, record = self.case, self.record
        html("conflict.html", self.t, field=self.names()[conflict.field], **three)
        if self.account.may("reviewer"):
            with ui.row():
                for keep, text in ((True, self.t("Keep the person's")), (False, self.t("Take the machine's"))):
                    button(text, lambda _, keep=keep: self.settle(case, record, conflict, keep))

    def names(self) -> dict[str, str]:
        """What a correction may set, in words."""
        t = self.t
        return {
            "verdict": t("verdict"), "partners": t("partners"), "period": t("period"), "mechanisms": t("mechanisms"), "title": t("title"),
            "status": t("status"), "quote": t("quote"), "action": t("new action"),
        }  # fmt: skip

    def words(self, field: str, value: Any) -> str:
        """A value of a correction in words."""
        if field == "verdict":
            return states(self.t).get(value, "–") if isinstance(value, str) else "–"
        if field == "action":
            return str(value.get("title") or "") if isinstance(value, dict) else "–"
        return self.form.words(field, value)  # type: ignore[arg-type]

    def show_quote(self, words: str) -> None:
        """The words that the action, or the one that is being made, stands on."""
        self.quote.set_content(rendered("quote.html", self.t, words=words, language=self.record.action["language"]))

    async def look(self, ticket: int) -> None:
        """Shows the source."""
        shown = await to_thread(source_html, self.house.desk, self.filters.cycle, self.case, self.record, self.view)
        if ticket == self.ticket:
            self.pane.set_content(shown)
            self.client.run_javascript("requestAnimationFrame(rapporteur.show)")

    async def prefetch(self, ticket: int) -> None:
        """Opens the report of the next record, so that it is there at once."""
        if self.at + 1 < len(self.stops):
            try:
                case = await to_thread(self.house.desk.case, self.filters.cycle, self.stops[self.at + 1].source)
                if ticket == self.ticket:
                    await to_thread(self.house.desk.document, case)
            except RapporteurError:
                pass  # it is told when somebody goes there

    def address(self, stop: Stop) -> str:
        """The link that shows the same record in the same queue."""
        return f"/record/{stop.id}?{urlencode(self.filters.query())}"

    # What others do

    def heard(self, said: str | None) -> None:
        """Somebody else came to this record or left it, or said something of it."""
        if said is None:
            self.tell_others_here()
        elif self.unsaved:
            self.warn(self.t("{name} has changed this record meanwhile. Your values are still here.", name=said))
        else:
            with self.client:
                background_tasks.create(self.show())
                ui.notify(self.t("{name} has changed this record.", name=said))

    @property
    def unsaved(self) -> bool:
        """Whether something was typed or chosen that is not kept."""
        return bool(self.new or self.place or self.form.changes())

    def is_saved(self) -> bool:
        """Whether nothing typed would be lost; says so where something would."""
        if self.unsaved:
            self.say_wrong(self.t("Not saved yet: Ctrl+Enter saves what you typed, u leaves it."))
        return not self.unsaved

    def tell_others_here(self) -> None:
        """Who else looks at the record, unless there is something to be warned of."""
        others = self.house.presence.others(self.client.id)
        here = self.t("{names} has this record open as well.", names=", ".join(others)) if others else ""
        self.told.set_content(rendered("told.html", self.t, message=self.warning or here))

    def warn(self, message: str) -> None:
        """Says something above the record, until it or another one is shown anew."""
        self.warning = message
        self.tell_others_here()

    def say_wrong(self, message: str) -> None:
        """Says what could not be done."""
        with self.client:
            ui.notify(message, type="negative", multi_line=True)

    # What the person does

    async def command(self, event: GenericEventArguments) -> None:
        """A key or a button."""
        given = event.args if isinstance(event.args, dict) else {}
        name = str(given.get("name"))
        made = self.commands.get(name)
        if made is None:
            return
        async with self.lock:
            if name not in MOVES and given.get("record") != self.record.id:
                self.say_wrong(self.t("Another record is shown by now: nothing was done."))
            else:
                await made(given.get("selection"))

    async def keep(self, make: Callable[[], Decision], done: str) -> Decision | None:
        """Keeps a decision and says so; None where it could not be kept, which is told."""
        if not self.account.may("reviewer"):
            self.say_wrong(self.t("You may read, not write: ask an admin for the role of a reviewer."))
            return None
        if not await self.signed_in():
            return None
        try:
            decision = make()
            await to_thread(self.house.desk.say, self.filters.cycle, decision)
        except Overtaken:
            await self.overtaken()
            return None
        except RapporteurError as error:
            self.say_wrong(str(error))
            return None
        for _, key in decision.seen:
            self.house.presence.tell(self.client.id, self.account.name, (self.filters.cycle, key))
        with self.client:
            ui.notify(done, type="positive", timeout=1500)
        return decision

    async def signed_in(self) -> bool:
        """Whether the person may still be here; says so where not."""
        still = await to_thread(self.house.still, self.account, self.token)
        if not still:
            self.say_wrong(self.t("Your session is over. Sign in again in another tab; what you typed stays here."))
        return still

    async def overtaken(self) -> None:
        """Somebody else was first: shows what they said; what was typed here stays, and may be saved again knowing it."""
        typed, new, place = self.form.changes(), self.new, self.place
        await self.show(keep_form=bool(typed))
        self.new, self.place = new, place
        said = self.case.history(self.record.key)
        who = said[0].correction.reviewer if said else ""
        message = self.t("Nothing was saved: {name} was first. The history below shows what they said.", name=who)
        again = self.t("Your values are still in the form: save again to set them all the same.") if typed else ""
        self.warn(f"{message} {again}")

    async def go(self, by: int, leave: bool = False) -> None:
        """To the next record, or back; not away from what was typed and is not kept, unless it is to be left."""
        if not leave and not self.is_saved():
            return
        if 0 <= self.at + by < len(self.stops):
            self.at += by
            await self.show()
        else:
            with self.client:
                ui.notify(self.t("This is the last one.") if by > 0 else self.t("This is the first one."))

    async def accept(self, _: Any) -> None:
        """Right as it stands, with what was typed; then the next one."""
        if self.unsaved:
            if not await self.saved():
                return
            if self.record.review != "machine":
                await self.go(1)
                return
        case, record = self.case, self.record
        if await self.keep(lambda: decide.accept(case, record, self.account.name, self.form.why.value), self.t("Accepted")):
            await self.go(1)

    async def reject(self, _: Any) -> None:
        """No act; then the next one."""
        case, record = self.case, self.record
        if await self.keep(lambda: decide.reject(case, record, self.account.name, self.form.why.value), self.t("Rejected")):
            await self.go(1, leave=True)

    async def save(self, _: Any) -> None:
        """Keeps what was typed."""
        await self.saved()

    async def saved(self) -> bool:
        """Whether what was typed could be kept."""
        case, record, name, why, values = self.case, self.record, self.account.name, self.form.why.value, self.form.values()
        if self.new:
            place = self.new
            decision = await self.keep(lambda: decide.add(case, name, place, values, why), self.t("New action saved"))
            if decision:
                self.add_stop(decision.made)
                self.at += 1
        else:
            changes, place_now = self.form.changes(), self.place
            decision = await self.keep(lambda: decide.edit(case, record, name, changes, place_now, why), self.t("Saved"))
        if decision:
            await self.show()
        return decision is not None

    def add_stop(self, action: str) -> None:
        """A new action comes next."""
        self.stops.insert(self.at + 1, Stop(action, self.record.source))

    async def undo(self, _: Any) -> None:
        """Takes the last word on this record back; typed values first."""
        if self.unsaved:
            await self.show()
            return
        case, record, admin = self.case, self.record, self.account.may("admin")
        undone = await self.keep(lambda: decide.undo(case, record, self.account.name, admin), self.t("Undone"))
        if undone and (record.machine is not None or await self.there(record) or self.leave_stop()):
            await self.show()

    async def there(self, record: Record) -> bool:
        """Whether an action that a person added is there still."""
        return record.id in (await to_thread(self.house.desk.case, self.filters.cycle, record.source)).ids

    def leave_stop(self) -> bool:
        """An action is gone: whether another one stands in its place; where it was the only one the queue is shown."""
        del self.stops[self.at]
        self.at = max(0, min(self.at, len(self.stops) - 1))
        if not self.stops:
            self.client.open(f"/?{urlencode(self.filters.query())}")
        return bool(self.stops)

    async def help(self, _: Any) -> None:
        """The list of keys."""
        self.dialogs.help()

    async def widen(self, by: int) -> None:
        """More of the source, before or after."""
        self.view = self.view.wider(by)
        await self.look(self.ticket)

    async def split(self, selection: Any) -> None:
        """Two acts told as one."""
        if self.is_saved():
            self.dialogs.split(await self.selection.chosen(selection))

    async def merge(self, _: Any) -> None:
        """One act told as two."""
        if self.is_saved():
            self.dialogs.merge()

    async def settle(self, case: Case, record: Record, conflict: Conflict, keep: bool) -> None:
        """Closes a conflict."""
        if not self.is_saved():
            return
        if await self.keep(lambda: decide.settle(case, record, conflict, self.account.name, keep), self.t("Settled")):
            await self.show()
