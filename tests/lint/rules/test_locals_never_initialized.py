"""TG020: what it finds, and where it is silent."""

from tests.lint.snippets import case_test

CASES = """
a, u = tf.metrics.accuracy(x, x)  # found
tf.Session().run(u)
---
q = tf.train.string_input_producer(['a'], num_epochs=2)  # found
tf.Session().run(q)
---
t = tf.contrib.lookup.index_table_from_tensor(['a'])  # found
tf.Session().run(t.lookup(x))
---
a, u = tf.metrics.accuracy(x, x)
tf.Session().run(tf.local_variables_initializer())
---
a, u = tf.metrics.accuracy(x, x)
v = tf.get_collection(tf.GraphKeys.LOCAL_VARIABLES)
tf.Session().run(u)
---
q = tf.train.string_input_producer(['a'])
tf.Session().run(q)
---
q = tf.train.string_input_producer(['a'], num_epochs=None)
tf.Session().run(q)
---
t = tf.contrib.lookup.index_table_from_tensor(['a'])
tf.Session().run(tf.tables_initializer())
---
def model_fn(f):
    return tf.metrics.accuracy(f, f)
tf.estimator.Estimator(model_fn)
---
a, u = tf.metrics.accuracy(x, x)
"""

test_cases = case_test("TG020", CASES)
