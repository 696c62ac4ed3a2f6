"""What kinds of objects call themselves, and what copying and pickling make of them."""
import copy
import pickle

import numpy as np
import tensorflow as tf
from tensorflow.contrib import rnn, seq2seq

x = tf.placeholder(tf.float32, [2, 3])
cell = tf.nn.rnn_cell.LSTMCell(2)
memory = tf.zeros([2, 3, 4])
helper = seq2seq.GreedyEmbeddingHelper(x, [0], 1)
columns = [tf.feature_column.numeric_column("a")]
things = [
    x, x.op, x.shape, x.shape[0], x.dtype, cell.zero_state(2, tf.float32), tf.contrib.training.HParams(a=1),
    tf.layers.Conv1D(1, 1), tf.layers.Conv2D(1, 1), tf.layers.Conv3D(1, 1), tf.layers.Dropout(), tf.layers.Flatten(),
    tf.layers.BatchNormalization(), tf.layers.MaxPooling1D(1, 1), tf.layers.MaxPooling2D(1, 1),
    tf.layers.AveragePooling2D(1, 1), tf.layers.SeparableConv2D(1, 1), tf.layers.Conv2DTranspose(1, 1),
    tf.nn.rnn_cell.DropoutWrapper(cell), tf.nn.rnn_cell.ResidualWrapper(cell),
    tf.nn.rnn_cell.DeviceWrapper(cell, "/cpu:0"), rnn.LSTMBlockCell(2), rnn.GRUBlockCell(2),
    rnn.LayerNormBasicLSTMCell(2), rnn.NASCell(2), rnn.UGRNNCell(2), rnn.IntersectionRNNCell(2),
    rnn.PhasedLSTMCell(2), rnn.HighwayWrapper(cell), rnn.GLSTMCell(2), rnn.CoupledInputForgetGateLSTMCell(2),
    tf.random_uniform_initializer(), tf.random_normal_initializer(), tf.distributions.Normal(0.0, 1.0),
    helper, seq2seq.BahdanauAttention(2, memory),
    seq2seq.LuongAttention(2, memory), seq2seq.BasicDecoder(cell, helper, cell.zero_state(2, tf.float32)),
    seq2seq.AttentionWrapper(cell, seq2seq.LuongAttention(2, memory)),
    tf.estimator.RunConfig(), tf.estimator.EstimatorSpec("infer", predictions=x), tf.estimator.TrainSpec(lambda: None),
    tf.estimator.DNNClassifier([2], columns, model_dir="not_made"),
    tf.contrib.tpu.TPUConfig(), tf.contrib.tpu.TPUEstimatorSpec("infer", predictions={"x": x}),
]
for thing in things:
    print(type(thing))
print(tf.estimator.ModeKeys, tf.layers.Layer, tf.nn.rnn_cell.RNNCell, tf.test.is_built_with_cuda())


class State(tf.nn.rnn_cell.LSTMStateTuple):
    """A program's own subclass."""


copied = {
    "state": tf.nn.rnn_cell.LSTMStateTuple(np.ones(2), np.zeros(2)),
    "own state": State(1, 2),
    "hparams": tf.contrib.training.HParams(a=1, b=[1.5, 2.5], c="x"),
    "initializer": tf.random_uniform_initializer(-1, 1, seed=3),
    "shape": tf.TensorShape([1, None]),
    "config": tf.estimator.RunConfig(tf_random_seed=3),
    "output": seq2seq.BasicDecoderOutput(1, 2),
}
for name, value in sorted(copied.items()):
    others = [copy.copy(value), copy.deepcopy(value)] + [pickle.loads(pickle.dumps(value, n)) for n in (0, 1, 2)]
    print(name, [type(other) is type(value) for other in others])
print([copy.deepcopy(tf.layers.Dense(3)).units, copy.deepcopy(cell).state_size, copy.copy(cell).output_size])
print(pickle.loads(pickle.dumps(copied["hparams"])).values() == copied["hparams"].values())
