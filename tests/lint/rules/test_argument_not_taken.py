"""TG002: what it finds, and where it is silent."""

import pytest

from tests.lint.snippets import lines

FOUND = [
    ("tf.concat(concat_dim=1, values=[1])", [1]),
    ("tf.layers.dense(x, 3, unit=4)", [1]),
    ("tf.nn.relu(x, 'name', 3)", [1]),
    ("from tensorflow.contrib.layers import fully_connected\nfully_connected(x, 3, activation=None)", [2]),
    ("slim = tf.contrib.slim\nslim.conv2d(x, 3, [3, 3],\n            paddings='SAME')", [3]),
    ("tf.train.AdamOptimizer(lr=0.1)", [1]),
    ("tf.Session(graphs=None)", [1]),
]
SILENT = [
    "tf.concat(values=[1], axis=0)\ntf.concat([1], 0)",
    "tf.reduce_sum(x, reduction_indices=1, keep_dims=True)\ntf.nn.softmax(x, dim=1)\ntf.argmax(x, dimension=1)",
    "tf.nn.dropout(x, keep_prob=0.5)\ntf.nn.dropout(x, rate=0.5)",
    "tf.layers.dense(*args)\ntf.layers.dense(x, 3, **kwargs)",
    "tf.Variable(1, trainable=False, collections=[], validate_shape=False)",
    "tf.get_variable('x', [1], use_resource=False, custom_getter=None)",
    "tf.add_n(inputs=[1], name='x')\ntf.placeholder(dtype=tf.float32, shape=None, name='x')",
    "tf.train.MomentumOptimizer(learning_rate=0.1, momentum=0.9, use_nesterov=True)",
    "tf.contrib.layers.batch_norm(x, decay=0.9, is_training=True, updates_collections=None, scope='x', reuse=None)",
    "tf.ConfigProto(allow_soft_placement=True)\ntf.contrib.training.HParams(a=1, b=2)",
    "tf.strided_slice(x, [0], [1])\ntf.expand_dims(x, dim=0)\ntf.squeeze(x, squeeze_dims=[1])\ntf.multinomial(x, 1, 2)",
    "def f(dense):\n    dense(unit=3)",
]


@pytest.mark.parametrize(("source", "expected"), FOUND)
def test_found(source, expected):
    assert lines("TG002", source) == expected


@pytest.mark.parametrize("source", SILENT)
def test_silent(source):
    assert lines("TG002", source) == []
