"""The fields of a record: what they show, what is typed into them, what the machine says beside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from nicegui import ui

from pipeline.corrections import VALUES, Field
from pipeline.corrections.values import STATES
from pipeline.periods import is_period
from pipeline.web.pages import plain, rendered
from pipeline.web.queue import label, statuses
from pipeline.web.words import Words

if TYPE_CHECKING:
    from pipeline.web.app import House

DASH = " — "
"""Between a mechanism's name and its definition."""
CHOSEN = f"""<q-chip removable dense @remove="props.removeAtIndex(props.index)" :tabindex="props.tabindex"
 :remove-aria-label="props.opt.label.split('{DASH}')[0]">{{{{ props.opt.label.split('{DASH}')[0] }}}}</q-chip>"""
OFFERED = f"""<q-item v-bind="props.itemProps"><q-item-section>
 <q-item-label>{{{{ props.opt.label.split('{DASH}')[0] }}}}</q-item-label>
 <q-item-label caption v-if="props.opt.label.includes('{DASH}')">{{{{ props.opt.label.split('{DASH}')[1] }}}}</q-item-label>
 </q-item-section></q-item>"""


class Form:
    """The fields of one page; they are filled anew for each record."""

    def __init__(self, house: House, t: Words, may_write: bool) -> None:
        self.house, self.t = house, t
        self.shown: dict[Field, Any] = {}
        self.beside: dict[Field, ui.html] = {}
        self.boxes: dict[Field, Any] = {}
        # fmt: off
        make: dict[Field, Callable[[], Any]] = {
            "partners": lambda: several(t("Partners"), countries(house, t), t),
            "period": lambda: ui.input(t("Period (EDTF: 2018, 2017/2019, 2018-05)"), validation=self.wrong_period),
            "mechanisms": lambda: several(t("Mechanisms, the primary one first"), mechanisms(house, t), t),
            "title": lambda: ui.input(t("Title")),
            "status": lambda: ui.select(statuses(t), label=t("Status"), value=STATES[-1]),
        }
        # fmt: on
        for field in VALUES:
            box = make[field]()
            box.props(f"outlined dense data-name={field}{'' if may_write else ' readonly'}").classes("wide").mark(field)
            self.boxes[field] = box
            self.beside[field] = plain("").classes("machine")
        self.why = ui.input(t("Why (optional)")).props("outlined dense data-name=why").classes("wide").mark("why")

    def wrong_period(self, value: str | None) -> str | None:
        """What is wrong with a period, while it is typed."""
        return None if not value or is_period(value.strip()) else self.t("not EDTF: 2018, 2017/2019, 2018-05, 2012/..")

    def fill(self, values: Mapping[Field, Any], machine: Mapping[str, Any] | None) -> None:
        """Shows the values of a record, and the machine's where they differ."""
        for field in VALUES:
            value = values.get(field)
            box = self.boxes[field]
            if field in ("partners", "mechanisms"):
                missing = [code for code in value or () if code not in box.options]
                if missing:
                    box.set_options(box.options | {code: code for code in missing})
                value = list(value or ())
            box.value = value or ("" if field in ("period", "title") else value)
            other = machine is not None and machine.get(field) != values.get(field)
            shown = self.words(field, machine[field]) if other and machine is not None else ""
            self.beside[field].set_content(rendered("beside.html", self.t, machine=shown) if other else "")
        self.shown = dict(self.values())
        self.why.value = ""

    def values(self) -> dict[Field, Any]:
        """What the fields hold now."""
        found: dict[Field, Any] = {field: self.boxes[field].value for field in VALUES}
        found["period"] = (found["period"] or "").strip() or None
        found["title"] = (found["title"] or "").strip()
        return found | {"partners": list(found["partners"]), "mechanisms": list(found["mechanisms"])}

    def changes(self) -> dict[Field, Any]:
        """The fields whose values are others than those that were shown."""
        return {field: value for field, value in self.values().items() if value != self.shown.get(field)}

    def put(self, field: Field, value: Any) -> None:
        """Sets a field; countries and mechanisms are added to those that are there."""
        box = self.boxes[field]
        box.value = list(dict.fromkeys([*box.value, *value])) if field in ("partners", "mechanisms") else value

    def words(self, field: Field, value: Any) -> str:
        """A value as people read it."""
        if field == "mechanisms":
            return ", ".join(label(self.house, self.t, code) for code in value or ()) or "–"
        if field == "partners":
            return ", ".join(value or ()) or "–"
        return statuses(self.t).get(value, value) if field == "status" else str(value or "–")


def several(name: str, options: Mapping[str, str], t: Words) -> ui.select:
    """A field of several values, chosen by typing a part of a name."""
    box = ui.select(dict(options), label=name, multiple=True, with_input=True, value=[])
    box.props(f'use-chips input-debounce=0 hide-dropdown-icon options-dense aria-label="{name}"')
    box.add_slot("selected-item", CHOSEN)
    box.add_slot("option", OFFERED)
    with box.add_slot("no-option"):
        ui.label(t("nothing of this name")).classes("q-pa-sm")
    return box


def countries(house: House, t: Words) -> dict[str, str]:
    """Every state by its names in both languages, that of the page first."""
    other = "en" if t.tongue == "fr" else "fr"
    names = house.desk.knowledge.countries.names
    shown = {}
    for code in names:
        mine, theirs = (house.desk.knowledge.countries.name(code, tongue) for tongue in (t.tongue, other))
        shown[code] = f"{mine} ({code})" if mine == theirs else f"{mine} · {theirs} ({code})"
    return dict(sorted(shown.items(), key=lambda one: one[1]))


def mechanisms(house: House, t: Words) -> dict[str, str]:
    """Every mechanism with its definition."""
    codes = house.desk.knowledge.mechanisms.codes
    return dict(sorted(((code, label(house, t, code) + DASH + one.definition) for code, one in codes.items()), key=lambda one: one[1]))
