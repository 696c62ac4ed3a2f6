"""Records tutorials_mnist.json from TF 1.15.5 (Python 3.7): `python record_tutorials_mnist.py`, in this directory."""

import json
import os

import numpy as np
import tensorflow as tf
from tensorflow.contrib.learn.python.learn.datasets import mnist
from tensorflow.examples.tutorials.mnist import input_data
from tutorials_cases import CASES, ERRORS, error_of, note, play

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = "tiny_mnist"


def fresh(graph_seed):
    tf.reset_default_graph()
    if graph_seed is not None:
        tf.set_random_seed(graph_seed)
    tf.constant(0.0)


def main():
    os.chdir(HERE)
    tf.logging.set_verbosity(tf.logging.ERROR)
    golden = {"tensorflow": tf.__version__, "numpy": np.__version__, "cases": {}, "errors": {}}
    for name, graph_seed, arguments, calls in CASES:
        fresh(graph_seed)
        golden["cases"][name] = play(DATA, input_data.read_data_sets, graph_seed, arguments, calls)
    fresh(1)
    for name, arguments in ERRORS:
        golden["errors"][name] = error_of(input_data.read_data_sets, DATA, **arguments)
    images = np.zeros((3, 2, 2, 1), np.uint8)
    golden["errors"]["count mismatch"] = error_of(mnist.DataSet, images, np.zeros(4))
    golden["errors"]["two channels"] = error_of(mnist.DataSet, np.zeros((3, 2, 2, 2), np.uint8), np.zeros(3))
    with tf.gfile.Open(os.path.join(DATA, "t10k-labels-idx1-ubyte.gz"), "rb") as f:
        golden["errors"]["labels for images"] = error_of(mnist.extract_images, f)
    with tf.gfile.Open(os.path.join(DATA, "t10k-images-idx3-ubyte.gz"), "rb") as f:
        golden["errors"]["images for labels"] = error_of(mnist.extract_labels, f)
    golden["one hot"] = note(mnist.dense_to_one_hot(np.array([3, 0, 9], np.uint8), 10))
    fake = input_data.read_data_sets("", fake_data=True, one_hot=True).train
    golden["fake"] = [fake.num_examples, list(fake.next_batch(2, fake_data=True))]
    plain = input_data.read_data_sets("", fake_data=True).test
    golden["fake, not one hot"] = [plain.num_examples, list(plain.next_batch(2, fake_data=True))]
    with open(os.path.join(HERE, "tutorials_mnist.json"), "w") as file:
        lines = [json.dumps({"name": name, "seen": golden["cases"].pop(name)}, sort_keys=True) for name, *_ in CASES]
        golden["cases"] = "CASES"
        text = json.dumps(golden, indent=None, sort_keys=True).replace('"CASES"', "[\n" + ",\n".join(lines) + "\n]")
        file.write(text + "\n")


if __name__ == "__main__":
    main()
