"""TG017: what it finds, and where it is silent."""

from tests.lint.snippets import case_test

CASES = """
p = tf.nn.softmax(x)
tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=p)  # found
---
p = tf.nn.softmax(x)
tf.nn.softmax_cross_entropy_with_logits_v2(y, p)  # found
---
p = tf.layers.dense(x, 3, activation=tf.nn.softmax)
tf.losses.sparse_softmax_cross_entropy(y, p)  # found
---
p = tf.sigmoid(x)
q = tf.reshape(p, [-1])
tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=q)  # found
---
def net(x):
    return tf.nn.softmax(x)
p = net(x)
tf.losses.softmax_cross_entropy(y, p)  # found
---
x = tf.layers.dense(x, 3)
x = tf.nn.softmax(x)
l = tf.losses.softmax_cross_entropy(y, x)  # found
---
class M:
    def f(self):
        self.p = tf.nn.softmax(self.h)
    def l(self):
        return tf.losses.softmax_cross_entropy(self.y, self.p)  # found
---
p = tf.nn.softmax(x)
tf.nn.softmax_cross_entropy_with_logits(labels=p, logits=x)
---
p = tf.nn.softmax(x)
tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=p)
---
x = tf.layers.dense(x, 3)
l = tf.losses.softmax_cross_entropy(y, x)
x = tf.nn.softmax(x)
---
if a:
    x = tf.nn.softmax(x)
else:
    x = x * 2
tf.losses.softmax_cross_entropy(y, x)
---
def net(x):
    if a:
        return tf.nn.softmax(x)
    return x
tf.losses.softmax_cross_entropy(y, net(x))
---
def net(x):
    return net(x)
tf.losses.softmax_cross_entropy(y, net(x))
---
p = tf.log(tf.nn.softmax(x))
tf.losses.softmax_cross_entropy(y, p)
---
p = tf.nn.softmax(x)
for i in range(3):
    l = tf.losses.softmax_cross_entropy(y, p)
    p = p * 2
"""

test_cases = case_test("TG017", CASES)
