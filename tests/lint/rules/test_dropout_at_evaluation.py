"""TG023: what it finds, and where it is silent."""

from tests.lint.snippets import case_test

CASES = """
x = tf.placeholder(tf.float32)
k = tf.placeholder(tf.float32)
acc = tf.nn.dropout(x, k)
sess = tf.Session()
sess.run(train_op, {x: 1, k: 0.5})
sess.run(acc, {x: 1, k: 0.5})  # found
---
x = tf.placeholder(tf.float32)
k = tf.placeholder(tf.float32)
acc = tf.nn.dropout(x, k)
sess = tf.Session()
p = 0.75
sess.run([loss, accuracy], {x: 1, k: p})  # found
---
x = tf.placeholder(tf.float32)
k = tf.placeholder(tf.float32)
acc = tf.nn.dropout(x, k)
sess = tf.Session()
acc.eval({x: 1, k: 0.5})  # found
---
x = tf.placeholder(tf.float32)
r = tf.placeholder(tf.float32)
y = tf.nn.dropout(x, rate=r)
sess.run(prediction, {x: 1, r: 0.5})  # found
---
x = tf.placeholder(tf.float32)
k = tf.placeholder(tf.float32)
acc = tf.nn.dropout(x, k)
sess = tf.Session()
sess.run(train_op, {x: 1, k: 0.5})
sess.run(acc, {x: 1, k: 1.0})
---
x = tf.placeholder(tf.float32)
k = tf.placeholder(tf.float32)
acc = tf.nn.dropout(x, k)
sess = tf.Session()
sess.run(train_op, {x: 1, k: 0.5})
sess.run(acc, {x: 1, k: 1})
---
x = tf.placeholder(tf.float32)
k = tf.placeholder(tf.float32)
acc = tf.nn.dropout(x, k)
sess = tf.Session()
sess.run(train_op, {x: 1, k: 0.5})
sess.run(loss, {x: 1, k: 0.5})
---
x = tf.placeholder(tf.float32)
k = tf.placeholder(tf.float32)
acc = tf.nn.dropout(x, k)
sess = tf.Session()
sess.run([train_op, acc], {x: 1, k: 0.5})
---
x = tf.placeholder(tf.float32)
k = tf.placeholder(tf.float32)
acc = tf.nn.dropout(x, k)
sess = tf.Session()
sess.run(acc, {x: 1, k: keep})
---
x = tf.placeholder(tf.float32)
k = tf.placeholder(tf.float32)
acc = tf.nn.dropout(x, k)
sess = tf.Session()
sess.run(acc, feed(0.5))
---
x = tf.placeholder(tf.float32)
k = tf.placeholder(tf.float32)
acc = tf.nn.dropout(x, k)
sess = tf.Session()
sess.run(acc, {x: 1, k: 0.5})
sess.run(acc, {x: 2, k: 1.0})
"""

test_cases = case_test("TG023", CASES)
