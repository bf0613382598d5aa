"""Who may sign in: a page for admins."""

from __future__ import annotations

from asyncio import to_thread
from typing import TYPE_CHECKING

from fastapi import Request
from nicegui import ui

from pipeline.errors import RapporteurError
from pipeline.store import ROLES, Account
from pipeline.web.access import SHORTEST, account_of, hashed, token_of
from pipeline.web.pages import PATIENCE, button, frame, html
from pipeline.web.words import Words, words_of

if TYPE_CHECKING:
    from pipeline.web.app import House


def add(house: House) -> None:
    """Adds the page."""

    @ui.page("/users", response_timeout=PATIENCE)
    async def users(request: Request) -> None:
        t = words_of(request)
        frame(request, t("Users"), "users", "", house.signs_in)
        me, token = account_of(request), token_of(request)
        if not me.may("admin") or not house.signs_in:
            html("message.html", t, message=t("Only an admin who is signed in sees the users."), wrong=True)
            return

        async def change(act: object, *given: object) -> None:
            """Does something to an account, and shows them all again."""
            if not await to_thread(house.still, me, token):
                ui.notify(t("Your session is over. Sign in again."), type="negative")
                return
            try:
                await to_thread(act, *given)  # type: ignore[arg-type]
            except RapporteurError as error:
                ui.notify(str(error), type="negative")
            listed.refresh()

        @ui.refreshable
        async def listed() -> None:
            """Every account."""
            for one in await to_thread(house.accounts.every):
                with ui.row().classes("items-center"):
                    ui.label(one.name).classes("text-weight-bold")
                    roles = {role: roles_of(t)[role] for role in ROLES}
                    box = ui.select(roles, value=one.role, label=t("Role of {name}", name=one.name)).props("dense outlined")
                    box.on_value_change(lambda event, name=one.name: change(house.accounts.change, name, event.value))
                    if one.name == me.name:
                        box.disable()
                    else:
                        button(t("Remove {name}", name=one.name), lambda _, name=one.name: change(house.accounts.remove, name))

        with ui.element("div").classes("users wide"):
            html("title.html", t, title=t("Users"))
            await listed()
            html("subtitle.html", t, title=t("New user"))
            with ui.row().classes("items-center"):
                name = ui.input(t("Name")).props("outlined dense")
                password = ui.input(t("Password"), password=True).props('outlined dense autocomplete="new-password"')
                role = ui.select({one: roles_of(t)[one] for one in ROLES}, value="reviewer", label=t("Role")).props("outlined dense")

                async def create() -> None:
                    if len(password.value or "") < SHORTEST:
                        ui.notify(t("A password needs {count} characters.", count=SHORTEST), type="negative")
                        return
                    await change(house.accounts.add, Account(name.value or "", role.value, hashed(password.value)))
                    name.value = password.value = ""

                button(t("Add"), create, main=True)


def roles_of(t: Words) -> dict[str, str]:
    """The roles in words."""
    return {"reader": t("reader"), "reviewer": t("reviewer"), "admin": t("admin")}
