"""TG018: what it finds, and where it is silent."""

from tests.lint.snippets import case_test

CASES = """
w = tf.get_variable("w", [3])
tf.add_to_collection("c", tf.assign(w, w))  # found
ops = tf.get_collection("c")
print(len(ops), [op.name for op in ops])
---
w = tf.get_variable("w", [3])
tf.add_to_collection("c", tf.assign(w, w))
ops = tf.get_collection("c")
print([sess.run(op) for op in ops])
---
w = tf.get_variable("w", [3])
c = tf.assign(w, tf.clip_by_norm(w, 1.0))
tf.add_to_collection("max_norm", c)  # found
---
w = tf.get_variable("w", [3])
c = tf.assign(w, tf.clip_by_norm(w, 1.0))
tf.get_default_graph().add_to_collection("max_norm", c)  # found
---
w = tf.get_variable("w", [3])
c = tf.assign(w, tf.clip_by_norm(w, 1.0))
tf.add_to_collection("max_norm", c)  # found
all = tf.get_collection("max_norm")
---
w = tf.get_variable("w", [3])
c = tf.assign(w, tf.clip_by_norm(w, 1.0))
tf.add_to_collection("max_norm", c)  # found
all = tf.get_collection("other")
use(all)
---
def r(collection="max_norm"):
    def f(w):
        c = tf.assign(w, w)
        tf.add_to_collection(collection, c)  # found
    return f
x = r()
---
w = tf.get_variable("w", [3])
c = tf.assign(w, tf.clip_by_norm(w, 1.0))
tf.add_to_collection("max_norm", c)
all = tf.get_collection("max_norm")
sess.run(all)
---
w = tf.get_variable("w", [3])
c = tf.assign(w, tf.clip_by_norm(w, 1.0))
tf.add_to_collection("max_norm", c)
sess.run(tf.get_collection("max_norm"))
---
w = tf.get_variable("w", [3])
c = tf.assign(w, tf.clip_by_norm(w, 1.0))
tf.add_to_collection("max_norm", c)
all = tf.get_collection(name)
---
w = tf.get_variable("w", [3])
c = tf.assign(w, tf.clip_by_norm(w, 1.0))
tf.add_to_collection("max_norm", w)
---
w = tf.get_variable("w", [3])
c = tf.assign(w, tf.clip_by_norm(w, 1.0))
tf.add_to_collection("max_norm", c)
tf.train.export_meta_graph("x")
---
w = tf.get_variable("w", [3])
c = tf.assign(w, tf.clip_by_norm(w, 1.0))
tf.add_to_collection(tf.GraphKeys.UPDATE_OPS, c)
u = tf.get_collection(tf.GraphKeys.UPDATE_OPS)
use(u)
---
w = tf.get_variable("w", [3])
c = tf.assign(w, tf.clip_by_norm(w, 1.0))
from here import runner
from .more import x
tf.add_to_collection("max_norm", c)
"""

test_cases = case_test("TG018", CASES)
