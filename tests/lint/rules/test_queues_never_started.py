"""TG029: what it finds, and where it is silent."""

from tests.lint.snippets import case_test

CASES = """
def graph():
    return tf.train.string_input_producer(["a"])
record(graph)
tf.Session().run(x)
---
def graph():
    return tf.train.string_input_producer(["a"])  # found
tf.Session().run(graph())
---
q = tf.train.string_input_producer(['a'])  # found
tf.Session().run(q)
---
b = tf.train.shuffle_batch([x], 3, 10, 3)  # found
with tf.Session() as s:
    s.run(b)
---
q = tf.train.string_input_producer(['a'])
s = tf.Session()
tf.train.start_queue_runners(s)
s.run(q)
---
q = tf.train.string_input_producer(['a'])
with tf.train.MonitoredSession() as s:
    s.run(q)
---
q = tf.train.string_input_producer(['a'])
with tf.contrib.slim.queues.QueueRunners(s):
    s.run(q)
---
q = tf.train.string_input_producer(['a'])
---
from .io import start
q = tf.train.string_input_producer(['a'])
tf.Session().run(q)
"""

test_cases = case_test("TG029", CASES)
