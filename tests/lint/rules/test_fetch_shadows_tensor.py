"""TG021: what it finds, and where it is silent."""

from tests.lint.snippets import case_test

CASES = """
sess = tf.Session()
loss = tf.ones([3])
train = tf.no_op()
for i in range(9):
    loss = sess.run(loss)  # found
---
sess = tf.Session()
loss = tf.ones([3])
train = tf.no_op()
for i in range(9):
    _, loss = sess.run([train, loss], feed_dict={})  # found
---
sess = tf.Session()
loss = tf.ones([3])
train = tf.no_op()
while True:
    loss = loss.eval()  # found
    print(loss)
---
sess = tf.Session()
loss = tf.ones([3])
train = tf.no_op()
for i in range(9):
    if i % 3 == 0:
        loss = sess.run(loss)  # found
        print(loss)
---
def f(sess, loss):
    for i in range(9):
        loss = sess.run(loss)  # found
---
sess = tf.Session()
loss = tf.ones([3])
train = tf.no_op()
loss = sess.run(loss)
---
sess = tf.Session()
loss = tf.ones([3])
train = tf.no_op()
for i in range(9):
    loss_val = sess.run(loss)
---
sess = tf.Session()
loss = tf.ones([3])
train = tf.no_op()
for i in range(9):
    loss = build()
    loss = sess.run(loss)
---
sess = tf.Session()
loss = tf.ones([3])
train = tf.no_op()
for loss in losses:
    loss = sess.run(loss)
---
sess = tf.Session()
loss = tf.ones([3])
train = tf.no_op()
for i in range(9):
    loss = sess.run(loss)
    break
---
sess = tf.Session()
loss = tf.ones([3])
train = tf.no_op()
for i in range(9):
    if done:
        loss = sess.run(loss)
        return_it(loss)
        break
---
sess = tf.Session()
loss = tf.ones([3])
train = tf.no_op()
for i in range(9):
    train_loss = sess.run([loss])[0]
---
sess = tf.Session()
loss = tf.ones([3])
train = tf.no_op()
for i in range(9):
    loss = other.run(cost)
---
sess = tf.Session()
loss = tf.ones([3])
train = tf.no_op()
values = [sess.run(loss) for loss in losses]
"""

test_cases = case_test("TG021", CASES)
