"""TG004: what it finds, and where it is silent."""

from tests.lint.snippets import case_test

CASES = """
d = tf.data.Dataset.range(3).shuffle(3)
d = d.repeat(2)  # found
---
tf.linalg.expm(x)  # found
tf.linalg.expm(x)
---
import keras  # found
---
from keras.layers import Dense  # found
---
from tensorflow import spectral
spectral.rfft(x)  # found
---
d = tf.data.Dataset.range(3).repeat().shuffle(3)
---
deck.shuffle(3).repeat()
make().shuffle().repeat()
---
tf.layers.dense(x, 3)
"""

test_cases = case_test("TG004", CASES)


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
