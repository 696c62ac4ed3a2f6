"""TG028: what it finds, and where it is silent."""

from tests.lint.snippets import case_test

CASES = """
tf.nn.softmax_cross_entropy_with_logits(a, b)  # found
---
tf.nn.sparse_softmax_cross_entropy_with_logits(a, labels=b)  # found
---
from tensorflow.python.ops import nn_ops
nn_ops.softmax_cross_entropy_with_logits(a, b)  # found
---
tf.nn.softmax_cross_entropy_with_logits(logits=a, labels=b)
---
tf.nn.softmax_cross_entropy_with_logits_v2(a, b)
---
tf.nn.sigmoid_cross_entropy_with_logits(*args)
---
if tf.__version__ < '1':
    tf.nn.softmax_cross_entropy_with_logits(a, b)
"""

test_cases = case_test("TG028", CASES)
