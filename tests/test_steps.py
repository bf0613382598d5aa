"""What a changed word of models/ redoes, and whether each stage says truly what it depends on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import grimp
import pytest

from pipeline import entities, language, read, segments
from pipeline.knowledge import load
from pipeline.knowledge.base import MODELS
from pipeline.run import Settings, build
from pipeline.run.steps import COMMON, STAGES, Stage, Steps
from pipeline.store import Results
from tests.test_run import tables

ROOMS = {"read": (read, "read"), "segments": (segments, "outline"), "language": (language, "label"), "entities": (entities, "annotate")}
GRAPH = grimp.build_graph("pipeline")


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """A folder of knowledge to change."""
    return Path(shutil.copytree(MODELS, tmp_path / "models"))


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each stage was asked."""
    counts: Counter[str] = Counter()

    def counted(name: str, function: Any) -> Any:
        def call(*given: Any) -> Any:
            counts[name] += 1
            return function(*given)

        return call

    for name, (room, function) in ROOMS.items():
        monkeypatch.setattr(room, function, counted(name, getattr(room, function)))
    return counts


@pytest.mark.parametrize(
    ("changed", "redone"),
    [
        pytest.param("mechanisms.yaml", ["entities"], id="mechanisms"),
        pytest.param("countries/towns.yaml", ["entities"], id="countries"),
        pytest.param("periods.yaml", ["entities"], id="periods"),
        pytest.param("language.yaml", ["language", "entities"], id="language"),
        pytest.param("forms/generic.yaml", ["segments", "language", "entities"], id="forms"),
        pytest.param("actions.yaml", [], id="actions"),
        pytest.param("identity.yaml", [], id="identity"),
        pytest.param("layers/README.md", [], id="layers"),
    ],
)
def test_a_changed_file_redoes_the_stages_after_it(
    raw: Path, models: Path, called: Counter[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str, redone: list[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    (raw / "2020" / "broken.pdf").unlink()
    build(Settings(raw, tmp_path / "processed", models=models))
    assert called == dict.fromkeys(ROOMS, 3)
    called.clear()
    # another comment, another version: what is read from the file stays the same
    with (models / changed).open("a") as file:
        file.write("\n# a remark\n")
    assert build(Settings(raw, tmp_path / "processed", models=models)).read == 3
    assert called == dict.fromkeys(redone, 3)
    build(Settings(raw, tmp_path / "anew", models=models, db=f"sqlite:///{tmp_path / 'anew.sqlite'}"))
    again, anew = tables(tmp_path / "processed"), tables(tmp_path / "anew")
    assert again == anew


def test_a_damaged_entry_is_made_anew(tmp_path: Path) -> None:
    results = Results(tmp_path)
    results.keep_stages("ab", b"no list of steps")
    steps = Steps("ab", results, load())
    assert (steps.known, steps.of("read", lambda: "made")) == ((), "made")


def test_stages_come_in_their_order() -> None:
    with pytest.raises(ValueError, match="segments"):
        Steps("ab").of("segments", lambda: None)


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_a_stage_is_made_of_the_code_it_says(stage: Stage) -> None:
    room = f"pipeline.{stage.rooms[0].removesuffix('.py')}"
    own = {room, *GRAPH.find_descendants(room)}
    used = own.union(*(GRAPH.find_upstream_modules(module) for module in own)) - {"pipeline"}
    parts = {f"pipeline.{part.removesuffix('.py')}" for part in (*COMMON, *stage.rooms)}
    assert not [module for module in used if ".".join(module.split(".")[:2]) not in parts]


WATCH = """
import json, sys
from pathlib import Path
from pipeline.knowledge import load
from pipeline import entities, language, segments, read
import spacy

models, stage = Path(sys.argv[1]), sys.argv[2]
known, opened = load(models), set()
TEXT = b"Cooperation\\n\\nIn 2018 Mali signed an agreement with France.\\n\\nEn 2019, le Mali a signe un accord avec la France."


def note(event, given):
    if event == "open" and isinstance(given[0], (str, bytes, Path)):
        opened.add(str(given[0]))


chain = [
    ("read", lambda _: read.read(TEXT, "x.txt")),
    ("segments", lambda done: segments.outline(done["read"], known.forms)),
    ("language", lambda done: language.label(done["read"].text, done["segments"].segments, known.language)),
    ("entities", lambda done: entities.annotate(done["read"].text, done["language"], known)),
]
done = {}
for name, make in chain:
    if name == stage:
        sys.addaudithook(note)
    done[name] = make(done)
    if name == stage:
        break
print(json.dumps(sorted({Path(one).relative_to(models).as_posix() for one in opened if one.startswith(str(models))})))
"""


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_a_stage_reads_the_models_it_says(stage: Stage, models: Path, tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", WATCH, str(models), stage.name],
        env=os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache")},
        capture_output=True,
        text=True,
        check=True,
    )
    opened = json.loads(ran.stdout)
    # the fingerprint of the whole folder names what the cache keeps, it is no knowledge
    told = {path.relative_to(models).as_posix() for part in stage.models for path in [models / part, *(models / part).rglob("*")]}
    assert bool(opened) == bool(stage.models)
    assert [one for one in opened if one not in told] == []
