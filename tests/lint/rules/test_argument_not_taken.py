"""TG002: what it finds, and where it is silent."""

from tests.lint.snippets import case_test

CASES = """
tf.concat(concat_dim=1, values=[1])  # found
---
tf.layers.dense(x, 3, unit=4)  # found
---
tf.nn.relu(x, 'name', 3)  # found
---
from tensorflow.contrib.layers import fully_connected
fully_connected(x, 3, activation=None)  # found
---
slim = tf.contrib.slim
slim.conv2d(x, 3, [3, 3],
            paddings='SAME')  # found
---
tf.train.AdamOptimizer(lr=0.1)  # found
---
tf.Session(graphs=None)  # found
---
tf.concat(values=[1], axis=0)
tf.concat([1], 0)
---
tf.reduce_sum(x, reduction_indices=1, keep_dims=True)
tf.nn.softmax(x, dim=1)
tf.argmax(x, dimension=1)
---
tf.nn.dropout(x, keep_prob=0.5)
tf.nn.dropout(x, rate=0.5)
---
tf.layers.dense(*args)
tf.layers.dense(x, 3, **kwargs)
---
tf.Variable(1, trainable=False, collections=[], validate_shape=False)
---
tf.get_variable('x', [1], use_resource=False, custom_getter=None)
---
tf.add_n(inputs=[1], name='x')
tf.placeholder(dtype=tf.float32, shape=None, name='x')
---
tf.train.MomentumOptimizer(learning_rate=0.1, momentum=0.9, use_nesterov=True)
---
tf.contrib.layers.batch_norm(x, decay=0.9, is_training=True, updates_collections=None, scope='x', reuse=None)
---
tf.ConfigProto(allow_soft_placement=True)
tf.contrib.training.HParams(a=1, b=2)
---
tf.strided_slice(x, [0], [1])
tf.expand_dims(x, dim=0)
tf.squeeze(x, squeeze_dims=[1])
tf.multinomial(x, 1, 2)
---
def f(dense):
    dense(unit=3)
"""

test_cases = case_test("TG002", CASES)
