"""Writes tests/old_graphs/samples under TF 1.15.5 (Python 3.7): `python oracle/make_old_graphs.py`.

Graphs with what today's TensorFlow lacks or another machine has not, each a checkpoint with `golden.npz` beside it: `in:`
feeds, `out:` what they give, `next:` the same after one more run of `train` from the restored state. "/" is "|" there.
"""
import os
import shutil
import zlib

import numpy as np
import tensorflow as tf
from tensorflow.contrib.image.ops import gen_image_ops
from tensorflow.contrib.resampler import resampler
from tensorflow.contrib.seq2seq.ops import gen_beam_search_ops

HERE = os.path.dirname(os.path.abspath(__file__))
SAMPLES = os.path.join(os.path.dirname(HERE), "tests", "old_graphs", "samples")


def det(name, *shape):
    """Numbers that belong to a name."""
    return np.random.RandomState(zlib.crc32(name.encode()) & 0xFFFFFFFF).standard_normal(shape).astype(np.float32)


def record(name, build):
    """Builds a graph, saves it with its values, and records what it gives."""
    directory = os.path.join(SAMPLES, name)
    shutil.rmtree(directory, ignore_errors=True)
    os.makedirs(directory)
    soft = tf.ConfigProto(allow_soft_placement=True)
    with tf.Graph().as_default() as graph, tf.Session(config=soft) as session:
        feeds, outputs = build()
        session.run(tf.global_variables_initializer())
        saver = tf.train.Saver(save_relative_paths=True)
        saver.save(session, os.path.join(directory, "model.ckpt"), strip_default_attrs=True)
        golden = {"in:" + key: value for key, value in feeds.items()}
        golden.update(zip(["out:" + key for key in outputs], session.run(outputs, feeds)))
        if "train" in [op.name for op in graph.get_operations()]:
            session.run("train", feeds)
            golden.update(zip(["next:" + key for key in outputs], session.run(outputs, feeds)))
    np.savez_compressed(os.path.join(directory, "golden.npz"), **{k.replace("/", "|"): v for k, v in golden.items()})


def resampled():
    """Resampler and its gradient, on points within, at the edge, beyond it and nowhere; in float32 and float64."""
    edges = [[0, 0], [4, 5], [-0.5, 2], [4.5, 5.5], [-1, 0], [5, 6]]
    points = np.concatenate([det("points", 2, 6, 2) * 2 + 2, [edges, edges]], 1)
    points[0, 0] = np.nan
    image = tf.placeholder(tf.float32, [None, 6, 5, 3], name="image")
    scale = tf.get_variable("scale", initializer=det("scale", 3))
    warp = tf.get_variable("warp", initializer=points.astype(np.float32))
    sampled = tf.identity(resampler(image * scale, warp), name="sampled")
    double = resampler(tf.cast(image, tf.float64), tf.cast(tf.reshape(warp, [2, 3, 4, 2]), tf.float64))
    tf.identity(double, name="double")
    loss = tf.reduce_sum(sampled * tf.constant(det("weights", 2, 12, 3)), name="loss")
    tf.train.GradientDescentOptimizer(0.25).minimize(loss, name="train")
    return {"image:0": det("image", 2, 6, 5, 3)}, ["sampled:0", "double:0", "loss:0", "warp:0", "scale:0"]


def transformed():
    """ImageProjectiveTransform, the first version, and GatherTree."""
    image = tf.placeholder(tf.float32, [None, 6, 7, 2], name="image")
    turn = tf.get_variable("turn", initializer=np.float32([[0.8, -0.6, 1.5, 0.6, 0.8, -0.5, 0.01, 0.02]] * 3))
    for way in ("NEAREST", "BILINEAR"):
        gen_image_ops.image_projective_transform(image, turn, interpolation=way, name=way.lower())
    whole = tf.cast(tf.round(image * 9), tf.int32)
    gen_image_ops.image_projective_transform(whole, turn, interpolation="NEAREST", name="whole")
    numbers = np.random.RandomState(3)
    steps = tf.get_variable("steps", initializer=numbers.randint(0, 9, (5, 3, 4)).astype(np.int32))
    parents = tf.get_variable("parents", initializer=numbers.randint(0, 4, (5, 3, 4)).astype(np.int32))
    gen_beam_search_ops.gather_tree(steps, parents, np.int32([5, 3, 0]), np.int32(7), name="beams")
    return {"image:0": det("image", 3, 6, 7, 2)}, ["nearest:0", "bilinear:0", "whole:0", "beams:0"]


def fed():
    """A queue, a reader, py_func, and devices of another machine."""
    files = tf.train.string_input_producer(["nowhere.txt"])
    _, line = tf.TextLineReader().read(files)
    numbers = tf.decode_csv(line, [[0.0]] * 5)
    features, label = tf.train.batch([tf.stack(numbers[:4]), numbers[4]], batch_size=3)
    with tf.device("/gpu:0"):
        kernel = tf.get_variable("kernel", initializer=det("kernel", 4, 1))
        logits = tf.identity(tf.matmul(features, kernel)[:, 0], name="logits")
    with tf.device("/job:localhost/replica:0/task:0/device:GPU:3"):
        loss = tf.reduce_mean(tf.square(logits - label), name="loss")
    tf.train.MomentumOptimizer(0.125, 0.5).minimize(loss, name="train")
    tf.py_func(lambda value: value * 2, [logits], tf.float32, name="twice")
    feeds = {"batch:0": det("features", 3, 4), "batch:1": det("label", 3)}
    return feeds, ["logits:0", "loss:0", "twice:0"]


if __name__ == "__main__":
    for build in (resampled, transformed, fed):
        record(build.__name__, build)
