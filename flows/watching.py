"""Who in this process wants to know how far a flow is. No parameter of the flow: Prefect sends those to every worker."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

from pipeline.run import Outcome

Watchers = tuple[Callable[[int], None], Callable[[Outcome], None]]
WATCHERS: ContextVar[Watchers] = ContextVar("watchers", default=(lambda _: None, lambda _: None))


def watch(on_plan: Callable[[int], None], on_done: Callable[[Outcome], None]) -> None:
    """Tell `on_plan` how many files the next flow will read, and `on_done` of each one that was."""
    WATCHERS.set((on_plan, on_done))


def watchers() -> Watchers:
    """Whom to tell."""
    return WATCHERS.get()
