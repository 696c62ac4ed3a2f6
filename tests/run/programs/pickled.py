"""Prints a pickle of objects of TensorFlow's; with `--read FILE`, what a pickle holds."""
import pickle
import sys

import tensorflow as tf

things = [
    tf.nn.rnn_cell.LSTMStateTuple([1.0, 2.0], [3.0]), tf.contrib.training.HParams(rate=0.5, sizes=[3, 4]),
    tf.TensorShape([1, None]), tf.float32, tf.contrib.seq2seq.BasicDecoderOutput(1, 2),
]
if "--read" in sys.argv:
    with open(sys.argv[-1], "rb") as file:
        found = pickle.load(file)
    print(found[0], found[1].values() == things[1].values(), found[2], found[3] is tf.float32, found[4])
    print([type(one) is type(other) for one, other in zip(found, things)])
else:
    print(repr(pickle.dumps(things, 0)))
