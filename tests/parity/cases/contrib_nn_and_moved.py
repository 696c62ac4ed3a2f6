"""Small functions of tf.contrib: alpha dropout, windows of pipelines, tables, lists of operations."""
import functools
import os
import tempfile

import numpy as np


def alpha_dropout(tf):
    x = tf.constant(np.random.RandomState(0).randn(40, 6).astype(np.float32))
    kept = tf.contrib.nn.alpha_dropout(x, 0.8)
    rows = tf.contrib.nn.alpha_dropout(x, keep_prob=tf.placeholder_with_default(0.5, []), noise_shape=[40, 1], seed=3, name="rows")
    w = tf.get_variable("w", [6, 2])
    return {"kept": kept, "rows": rows, "y": tf.matmul(kept, w)}, {}, 2


def alpha_dropout_of_nothing(tf):
    x = tf.ones([2, 3])
    return {"same": tf.constant(tf.contrib.nn.alpha_dropout(x, 1.0) is x)}


def alpha_dropout_refuses(tf):
    tf.contrib.nn.alpha_dropout(tf.ones([2]), 1.5)


def grad_alpha_dropout(tf):
    x = tf.get_variable("x", [5, 4])
    return {"g": tf.gradients(tf.contrib.nn.alpha_dropout(x, 0.7, seed=1), x)[0]}


def windows(tf):
    with tf.Graph().as_default():
        found = _windows(tf)
    return {name: tf.constant(text) for name, text in found.items()}


def _windows(tf):
    found = {}
    numbers = tf.data.Dataset.range(8)
    several = {
        "plain": (numbers, dict(window_size=3)),
        "shifted": (numbers, dict(window_size=3, window_shift=2)),
        "old_name": (numbers, dict(window_size=2, stride=3)),
        "apart": (numbers, dict(window_size=3, window_stride=2)),
        "pairs": (tf.data.Dataset.zip((numbers, numbers.map(lambda i: -i))), dict(window_size=2, window_shift=4)),
        "dicts": (numbers.map(lambda i: {"a": i, "b": (i, 2 * i)}), dict(window_size=4, window_shift=4)),
    }
    for name, (dataset, arguments) in several.items():
        windows = dataset.apply(tf.contrib.data.sliding_window_batch(**arguments))
        item = windows.make_one_shot_iterator().get_next()
        with tf.Session() as session:
            rows = []
            while True:
                try:
                    rows.append(session.run(item))
                except tf.errors.OutOfRangeError:
                    break
        found[name] = repr([_plain(row) for row in rows])
    return found


def _plain(row):
    if isinstance(row, dict):
        return sorted((key, _plain(value)) for key, value in row.items())
    return [_plain(part) for part in row] if isinstance(row, tuple) else row.tolist()


def two_names_for_the_shift(tf):
    tf.contrib.data.sliding_window_batch(3, stride=1, window_shift=2)


def _three_times(tf, i):
    return tf.data.Dataset.from_tensors(i).repeat(3)


def sloppily(tf):
    with tf.Graph().as_default(), tf.Session() as session:
        interleave = tf.contrib.data.sloppy_interleave(functools.partial(_three_times, tf), cycle_length=3)
        many = tf.data.Dataset.range(3).apply(interleave)
        total = session.run(many.reduce(tf.constant(0, tf.int64), lambda total, i: total + i))
    return {"sum": tf.constant(total)}


def words_of_a_file(tf):
    path = os.path.join(tempfile.mkdtemp(), "words")
    with open(path, "w") as file:
        file.write("emerson\nlake\npalmer\n")
    lookup = tf.contrib.lookup
    hasher = lookup.StrongHashSpec((1, 2))
    table = lookup.string_to_index_table_from_file(path, num_oov_buckets=5, hasher_spec=hasher)
    small = lookup.string_to_index_table_from_file(path, vocab_size=2, default_value=9)
    words = tf.constant(["palmer", "and", "lake", "king"])
    inner = lookup.HashTable(lookup.TextFileIdTableInitializer(path), -1)
    buckets = lookup.IdTableWithHashBuckets(inner, num_oov_buckets=2, hasher_spec=lookup.FastHashSpec)
    back = lookup.HashTable(lookup.TextFileStringTableInitializer(path), "?")
    return {
        "ids": table.lookup(words), "small": small.lookup(words), "buckets": buckets.lookup(words),
        "back": back.lookup(tf.constant([1, 7], tf.int64)), "kind": tf.constant(isinstance(table, lookup.LookupInterface)),
    }


def dense_table(tf):
    table = tf.contrib.lookup.MutableDenseHashTable(tf.int64, tf.int64, default_value=-1, empty_key=0, deleted_key=-7)
    with tf.control_dependencies([table.insert(tf.constant([3, 4], tf.int64), tf.constant([30, 40], tf.int64))]):
        return {"found": table.lookup(tf.constant([4, 5, 3], tf.int64))}


def nth(tf):
    return {"second": tf.contrib.nn.nth_element(tf.constant([[3.0, 1.0, 2.0], [9.0, 8.0, 7.0]]), 1),
            "last": tf.contrib.nn.nth_element(tf.constant([3.0, 1.0, 2.0]), 0, reverse=True)}


def used_operations(tf):
    x = tf.constant([1.0])
    tf.tanh(x * x)
    graph_def = tf.get_default_graph().as_graph_def()
    stripped = tf.contrib.util.stripped_op_list_for_graph(graph_def)
    return {"used": tf.constant(sorted(tf.contrib.util.ops_used_by_graph_def(graph_def))),
            "stripped": tf.constant([op.name for op in stripped.op])}
