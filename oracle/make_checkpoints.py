"""Run with TF 1.15.5: trains the nets of nets.py for a moment and writes checkpoints/ with its MANIFEST.json.

    python3.7 oracle/make_checkpoints.py MNIST_DATA

MNIST_DATA holds the four idx.gz files of the drawn digits. The manifest names for each checkpoint its files with their
sha256, its tensors, and two results of TF 1.15.5 with the net restored: the logits of `probe()`, and the logits after
one more training step on it, which come out right only if the optimizer's slots were restored too.
"""
from __future__ import print_function

import hashlib
import json
import os
import shutil
import sys
import warnings

warnings.filterwarnings("ignore")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import tensorflow as tf
from tensorflow.core.protobuf import control_flow_pb2
from tensorflow.examples.tutorials.mnist import input_data

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import nets
from probing import probe

CHECKPOINTS = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "checkpoints")
STEPS, BATCH = 100, 50


def train(name, digits):
    """Trains the net `name`, saves it, and returns its entry of the manifest."""
    folder = os.path.join(CHECKPOINTS, name)
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    prefix = os.path.join(folder, "model.ckpt")
    tf.reset_default_graph()
    tf.set_random_seed(42)
    net = nets.NETS[name](tf)
    for key in sorted(net):
        tf.add_to_collection("net/" + key, net[key])
    version = tf.train.SaverDef.V1 if name.endswith("_v1") else tf.train.SaverDef.V2
    saver = tf.train.Saver(write_version=version, save_relative_paths=True)
    with tf.Session(config=tf.ConfigProto(intra_op_parallelism_threads=1)) as sess:
        sess.run(tf.global_variables_initializer())
        for step in range(STEPS):
            rows = slice(step * BATCH, (step + 1) * BATCH)
            feeds = {net["X"]: digits.images[rows], net["y"]: digits.labels[rows]}
            sess.run(net["training_op"], feed_dict=_with_training(net, feeds))
        saver.save(sess, prefix)
        _sort_maps(prefix + ".meta")
        feeds = {net["X"]: digits.images[-2000:], net["y"]: digits.labels[-2000:]}
        correct = sess.run(net["logits"], feed_dict=feeds).argmax(axis=1) == digits.labels[-2000:]
    entry = {"builder": nets.NETS[name].__name__, "format": "V1" if name.endswith("_v1") else "V2"}
    entry["accuracy_on_2000_digits"] = round(float(correct.mean()), 4)
    entry["tensors"] = _tensors(prefix)
    entry["logits"], entry["logits_after_a_step"] = _restored(prefix, net)
    entry["files"] = {file: _sha256(os.path.join(folder, file)) for file in sorted(os.listdir(folder))}
    return entry


def _sort_maps(path):
    """Protocol buffers write their maps in any order; in order of their keys, recording twice gives the same file."""
    meta_graph = tf.MetaGraphDef()
    with open(path, "rb") as file:
        meta_graph.ParseFromString(file.read())
    contexts = {"cond_context": control_flow_pb2.CondContextDef, "while_context": control_flow_pb2.WhileContextDef}
    for key, kind in contexts.items():
        if key in meta_graph.collection_def:
            kept = meta_graph.collection_def[key].bytes_list.value
            kept[:] = [kind.FromString(context).SerializeToString(deterministic=True) for context in kept]
    with open(path, "wb") as file:
        file.write(meta_graph.SerializeToString(deterministic=True))


def _with_training(net, feeds):
    if "training" in net:
        feeds[net["training"]] = True
    return feeds


def _restored(prefix, net):
    """What the net answers when it is restored; the training flag stays False, so that no dropout is drawn."""
    images, labels = probe()
    feeds = {net["X"]: images, net["y"]: labels}
    with tf.Session(config=tf.ConfigProto(intra_op_parallelism_threads=1)) as sess:
        tf.train.Saver().restore(sess, prefix)
        before = sess.run(net["logits"], feed_dict=feeds)
        sess.run(net["training_op"], feed_dict=feeds)
        after = sess.run(net["logits"], feed_dict=feeds)
    return before.tolist(), after.tolist()


def _tensors(prefix):
    reader = tf.train.NewCheckpointReader(prefix)
    kinds, shapes = reader.get_variable_to_dtype_map(), reader.get_variable_to_shape_map()
    return {
        name: {
            "dtype": kinds[name].name,
            "shape": shapes[name],
            "sha256": hashlib.sha256(np.ascontiguousarray(reader.get_tensor(name)).tobytes()).hexdigest(),
        }
        for name in shapes
    }


def _sha256(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def main(data):
    if tf.__version__ != "1.15.5":
        sys.exit("these checkpoints come from TF 1.15.5 alone; this is %s" % tf.__version__)
    tf.logging.set_verbosity(tf.logging.ERROR)
    digits = input_data.read_data_sets(data).train
    made = {}
    for name in sorted(nets.NETS):
        made[name] = train(name, digits)
        print(name, "accuracy", made[name]["accuracy_on_2000_digits"], len(made[name]["tensors"]), "tensors")
    manifest = {"tensorflow": tf.__version__, "program": "oracle/make_checkpoints.py", "checkpoints": made}
    with open(os.path.join(CHECKPOINTS, "MANIFEST.json"), "w") as file:
        json.dump(manifest, file, indent=1, sort_keys=True)
        file.write("\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
