"""TG030: what it finds, and where it is silent."""

from tests.lint.snippets import case_test

CASES = """
d = tf.data.Dataset.range(3)
i = d.make_initializable_iterator()  # found
tf.Session().run(i.get_next())
---
i = tf.data.make_initializable_iterator(d)  # found
tf.Session().run(i.get_next())
---
i = d.make_initializable_iterator()
s = tf.Session()
s.run(i.initializer)
s.run(i.get_next())
---
i = d.make_one_shot_iterator()
tf.Session().run(i.get_next())
---
i = d.make_initializable_iterator()
tf.add_to_collection(tf.GraphKeys.TABLE_INITIALIZERS, i.initializer)
s.run(i)
---
i = d.make_initializable_iterator()
"""

test_cases = case_test("TG030", CASES)
