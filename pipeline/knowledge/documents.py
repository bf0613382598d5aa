"""How a YAML file of `models/` becomes a frozen value: one strict pydantic model a file, loud when it does not fit."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.errors import KnowledgeError


class Frozen(BaseModel):
    """Base of everything read from YAML: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


T = TypeVar("T", bound=BaseModel)


def load_yaml(path: Path) -> Any:
    """Raises KnowledgeError: missing file or broken YAML, with the file's name."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except OSError as error:
        raise KnowledgeError(f"{path}: cannot be read ({error.strerror}); restore it from the repository") from error
    except yaml.YAMLError as error:
        raise KnowledgeError(f"{path}: not valid YAML: {error}") from error


def load_model(kind: type[T], path: Path) -> T:
    """One YAML file as `kind`. Raises KnowledgeError naming the file, the key and the bad value."""
    try:
        return kind.model_validate(load_yaml(path))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise KnowledgeError(f"{path}: {where}: {first['msg']} (got {first['input']!r:.80})") from error
