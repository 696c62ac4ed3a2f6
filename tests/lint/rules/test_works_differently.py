"""TG004: what it finds, and where it is silent."""

import pytest

from tests.lint.snippets import lines

FOUND = [
    ("d = tf.data.Dataset.range(3).shuffle(3)\nd = d.repeat(2)", [2]),
    ("tf.linalg.expm(x)\ntf.linalg.expm(x)", [1]),
    ("import keras", [1]),
    ("from keras.layers import Dense", [1]),
    ("from tensorflow import spectral\nspectral.rfft(x)", [2]),
]
SILENT = [
    "d = tf.data.Dataset.range(3).repeat().shuffle(3)",
    "deck.shuffle(3).repeat()\nmake().shuffle().repeat()",
    "tf.layers.dense(x, 3)",
]


@pytest.mark.parametrize(("source", "expected"), FOUND)
def test_found(source, expected):
    assert lines("TG004", source) == expected


@pytest.mark.parametrize("source", SILENT)
def test_silent(source):
    assert lines("TG004", source) == []


def test_graphs_differ_where_it_is_said(tmp_path):
    """The rows about numbers of operations are those, and all those, that differ from what TF 1.15.5 counted."""
    import json
    import sys
    from pathlib import Path

    from tfgraph_dnn import symbols

    here = Path(__file__).parents[1]
    sys.path.insert(0, str(here))
    try:
        import record_operation_counts
    finally:
        sys.path.remove(str(here))
    import tfgraph_dnn.v1 as tf

    recorded = json.loads((here / "golden" / "operation_counts.json").read_text())
    counted = record_operation_counts.counts(tf)
    said = {name for name, text in symbols.differences().items() if "number of operations" in text}
    assert {name for name in recorded if recorded[name] != counted[name]} == said
