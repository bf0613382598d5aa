"""What a person can do on the record page: buttons, the keys that press them, and their list."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.web.words import Words


class Tool(NamedTuple):
    """A button: the command that it gives, its words, its key, and whether it stands out. `writes`: for reviewers alone."""

    name: str
    shown: str
    key: str
    main: bool = False
    writes: bool = True


def decisions(t: Words, writes: bool) -> list[Tool]:
    """What is decided about the record."""
    tools = [
        Tool("previous", t("Previous"), "p", writes=False),
        Tool("next", t("Next"), "n", writes=False),
        Tool("accept", t("Accept"), "a", main=True),
        Tool("save", t("Save"), "Ctrl+Enter"),
        Tool("reject", t("Reject"), "r"),
        Tool("split", t("Split"), "s"),
        Tool("merge", t("Merge"), "m"),
        Tool("undo", t("Undo"), "u"),
        Tool("help", t("Keys"), "?", writes=False),
    ]
    return [tool for tool in tools if writes or not tool.writes]


def selections(t: Words, writes: bool) -> list[Tool]:
    """What is seen of the source, and what selected words become."""
    tools = [
        Tool("earlier", t("Before"), "[", writes=False),
        Tool("later", t("After"), "]", writes=False),
        Tool("quote", t("Quote"), "1"),
        Tool("partners", t("Partners"), "2"),
        Tool("period", t("Period"), "3"),
        Tool("mechanisms", t("Mechanisms"), "4"),
        Tool("title", t("Title"), "5"),
        Tool("new", t("New action"), "i"),
    ]
    return [tool for tool in tools if writes or not tool.writes]


def keys(t: Words) -> list[tuple[str, str]]:
    """Every key and what it does."""
    return [
        ("a", t("accept, with what was typed, and go on")),
        ("e", t("edit the fields")),
        ("Ctrl+Enter", t("save what was typed")),
        ("r", t("reject and go on")),
        ("s", t("split into two actions")),
        ("m", t("merge with another action")),
        ("n", t("next")),
        ("p", t("previous")),
        ("u", t("undo: what was typed, or the last decision")),
        ("f", t("to the source")),
        ("[ ]", t("more of the source before or after")),
        ("1", t("selected words: quote")),
        ("2 3 4 5", t("selected words: partners, period, mechanisms, title")),
        ("i", t("selected words: a new action")),
        ("Esc", t("leave a field")),
        ("?", t("this list")),
    ]
