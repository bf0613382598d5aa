"""`models/layers`: a layer that cannot be read says which file and what to do; what it answers is a distribution."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import KnowledgeError
from pipeline.knowledge.base import MODELS
from pipeline.knowledge.layers import Feature, Layer, bucket, layer_file, load_layer

NAMES = ("claims", "cuts", "acts", "codes")
LAYERS = {name: load_layer(MODELS, name) for name in NAMES}
FEATURES = st.lists(st.tuples(st.text(max_size=12), st.floats(-4, 4, width=32)), max_size=30)


def stored(folder: Path, **arrays: Any) -> Path:
    """A layer of two classes and four rows, with some of its arrays replaced; None leaves one out."""
    whole = {
        "rows": np.ones((4, 2), dtype=np.int8),
        "scale": np.float32(0.5),
        "bias": np.zeros(2, dtype=np.float32),
        "classes": np.array(["no", "yes"], dtype="U40"),
    } | arrays
    path = layer_file(folder, "acts")
    path.parent.mkdir(parents=True)
    np.savez_compressed(path, **{name: array for name, array in whole.items() if array is not None})
    return path


@pytest.mark.parametrize("name", NAMES)
def test_the_layers_of_the_project_load(name: str) -> None:
    layer = LAYERS[name]
    assert layer.rows.shape[1] == len(layer.classes) == len(layer.bias)
    assert layer.rows.any()


def test_a_stored_layer_is_read(tmp_path: Path) -> None:
    stored(tmp_path)
    layer = load_layer(tmp_path, "acts")
    assert layer.classes == ("no", "yes")
    assert layer.rows.tolist() == [[0.5, 0.5]] * 4


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(None, id="missing"),
        pytest.param(b"", id="empty"),
        pytest.param(b"version https://git-lfs.github.com/spec/v1\n", id="pointer"),
        pytest.param(b"PK\x03\x04 cut short", id="no-archive"),
    ],
)
def test_a_file_that_is_no_layer_names_itself_and_the_remedy(content: bytes | None, tmp_path: Path) -> None:
    path = layer_file(tmp_path, "acts")
    path.parent.mkdir(parents=True)
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(KnowledgeError, match=r"acts\.npz.*restore it from the repository or run make train"):
        load_layer(tmp_path, "acts")


@pytest.mark.parametrize("kept", [0.3, 0.9])
def test_a_file_cut_short_is_refused(kept: float, tmp_path: Path) -> None:
    path = stored(tmp_path)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * kept)])
    with pytest.raises(KnowledgeError, match=r"acts\.npz.*make train"):
        load_layer(tmp_path, "acts")


def test_a_flipped_byte_is_refused(tmp_path: Path) -> None:
    path = stored(tmp_path, rows=np.arange(512, dtype=np.int8).reshape(256, 2))
    data = bytearray(path.read_bytes())
    data[data.index(b"rows.npy") + 40] ^= 0xFF
    path.write_bytes(bytes(data))
    with pytest.raises(KnowledgeError, match=r"acts\.npz.*make train"):
        load_layer(tmp_path, "acts")


@pytest.mark.parametrize(
    "arrays",
    [
        pytest.param({"bias": None}, id="without-bias"),
        pytest.param({"classes": None}, id="without-classes"),
        pytest.param({"classes": np.array(["no", "yes", "perhaps"])}, id="a-class-too-many"),
        pytest.param({"bias": np.zeros(3, dtype=np.float32)}, id="a-bias-too-many"),
        pytest.param({"rows": np.ones((3, 2), dtype=np.int8)}, id="rows-no-power-of-two"),
        pytest.param({"rows": np.ones((0, 2), dtype=np.int8)}, id="no-rows"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(arrays: dict[str, Any], tmp_path: Path) -> None:
    stored(tmp_path, **arrays)
    with pytest.raises(KnowledgeError, match=r"acts\.npz.*make train"):
        load_layer(tmp_path, "acts")


@pytest.mark.parametrize("name", NAMES)
@given(features=FEATURES)
def test_probabilities_sum_to_one_and_are_the_same_again(name: str, features: list[Feature]) -> None:
    said = LAYERS[name].read(features)
    assert tuple(said) == LAYERS[name].classes
    assert sum(said.values()) == pytest.approx(1, abs=1e-5)
    assert all(0 <= p <= 1 for p in said.values())
    assert LAYERS[name].read(features) == said


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_clause_is_answered_by_the_bias_alone(name: str) -> None:
    layer = LAYERS[name]
    said = layer.read([])
    assert sum(said.values()) == pytest.approx(1, abs=1e-5)
    assert max(said, key=said.__getitem__) == layer.classes[int(np.argmax(layer.bias))]


def test_large_weights_do_not_overflow() -> None:
    layer = Layer(("no", "yes"), np.array([[1e4, -1e4]], dtype=np.float32), np.zeros(2, dtype=np.float32))
    assert layer.read([("any", 4.0)]) == {"no": 1.0, "yes": 0.0}


@given(st.text(max_size=40))
def test_a_feature_has_one_row(name: str) -> None:
    assert bucket(name, 255) == bucket(name, 255) == bucket(name, (1 << 16) - 1) & 255
