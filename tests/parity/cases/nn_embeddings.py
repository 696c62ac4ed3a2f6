"""Embeddings, sampled losses, candidate samplers, CTC."""

import numpy as np


def _x(tf, *shape):
    size = int(np.prod(shape))
    return tf.constant((np.arange(size) * 0.37 % 3 - 1.4).reshape(shape).astype(np.float32), name="x")


def _out(*tensors):
    return {f"out{i}": t for i, t in enumerate(tensors)}


def embedding_lookup(tf):
    params = _x(tf, 6, 3)
    ids = tf.placeholder(tf.int32, [None], name="ids")
    variable = tf.get_variable("embeddings", [6, 3])
    plain = tf.Variable(tf.random_uniform([6, 3], -1.0, 1.0))
    return _out(
        tf.nn.embedding_lookup(params, [0, 2]),
        tf.nn.embedding_lookup(params, ids, name="e"),
        tf.nn.embedding_lookup(variable, ids),
        tf.nn.embedding_lookup(plain, ids),
        tf.nn.embedding_lookup(plain, tf.constant([[0, 1], [2, 3]])),
        tf.nn.embedding_lookup(params, ids, max_norm=1.0),
        tf.nn.embedding_lookup([params], ids),
    ), {ids: [1, 3]}


def embedding_lookup_partitions(tf):
    parts = [_x(tf, 2, 3), _x(tf, 2, 3), _x(tf, 2, 3)]
    ids = tf.placeholder(tf.int32, [None], name="ids")
    return _out(
        tf.nn.embedding_lookup(parts, [0, 5, 2]),
        tf.nn.embedding_lookup(parts, ids, partition_strategy="div"),
        tf.nn.embedding_lookup(parts, ids, partition_strategy="mod", name="m", max_norm=0.5),
    ), {ids: [1, 3]}


def embedding_lookup_partitioned_variable(tf):
    v = tf.get_variable("v", [6, 3], partitioner=tf.fixed_size_partitioner(2))
    ids = tf.placeholder(tf.int32, [None], name="ids")
    return _out(tf.nn.embedding_lookup(v, ids), tf.nn.embedding_lookup(v, ids, "div")), {ids: [1, 3]}


def embedding_lookup_resource(tf):
    v = tf.get_variable("v", [6, 3], use_resource=True)
    ids = tf.placeholder(tf.int32, [None], name="ids")
    return _out(tf.nn.embedding_lookup(v, ids), tf.gather(v, ids), tf.nn.embedding_lookup([v, v], ids)), {ids: [1, 3]}


def embedding_lookup_none(tf):
    return _out(tf.nn.embedding_lookup(None, [1]))


def embedding_lookup_empty(tf):
    return _out(tf.nn.embedding_lookup([], [1]))


def embedding_lookup_bad_strategy(tf):
    return _out(tf.nn.embedding_lookup([_x(tf, 2, 3), _x(tf, 2, 3)], [1], partition_strategy="odd"))


def _sparse(tf, values, dtype):
    indices = [[0, 0], [0, 1], [1, 0], [2, 1]]
    return tf.SparseTensor(indices, tf.constant(values, dtype), [3, 2])


def embedding_lookup_sparse(tf):
    params = _x(tf, 6, 3)
    ids = _sparse(tf, [1, 3, 0, 5], tf.int64)
    weights = _sparse(tf, [1.0, 2.0, 0.5, 3.0], tf.float32)
    return _out(
        tf.nn.embedding_lookup_sparse(params, ids, weights),
        tf.nn.embedding_lookup_sparse(params, ids, None),
        tf.nn.embedding_lookup_sparse(params, ids, None, combiner="sum"),
        tf.nn.embedding_lookup_sparse(params, ids, weights, combiner="sqrtn", name="s"),
        tf.nn.embedding_lookup_sparse(params, ids, None, combiner="sqrtn"),
        tf.nn.embedding_lookup_sparse([params, params], ids, weights, combiner="mean", max_norm=1.0),
        tf.nn.safe_embedding_lookup_sparse(params, ids, weights),
        tf.nn.safe_embedding_lookup_sparse([params], ids, combiner="sum", default_id=1),
    )


def nce_loss(tf):
    w, b = tf.get_variable("w", [10, 4]), tf.get_variable("b", [10], initializer=tf.zeros_initializer())
    inputs = _x(tf, 3, 4)
    labels = tf.constant([[1], [2], [3]], tf.int64)
    return _out(
        tf.nn.nce_loss(w, b, labels, inputs, 5, 10),
        tf.nn.nce_loss(weights=w, biases=b, inputs=inputs, labels=labels, num_sampled=3, num_classes=10, name="n"),
        tf.nn.nce_loss(w, b, labels, inputs, 5, 10, remove_accidental_hits=True, partition_strategy="div"),
        tf.nn.nce_loss(w, b, tf.constant([[1, 2], [3, 4], [5, 6]], tf.int64), inputs, 4, 10, num_true=2),
    )


def sampled_softmax_loss(tf):
    w, b = tf.get_variable("w", [10, 4]), tf.get_variable("b", [10], initializer=tf.zeros_initializer())
    inputs = _x(tf, 3, 4)
    labels = tf.constant([[1], [2], [3]], tf.int64)
    sampled = tf.nn.uniform_candidate_sampler(labels, 1, 4, True, 10, seed=3)
    return _out(
        tf.nn.sampled_softmax_loss(w, b, labels, inputs, 5, 10),
        tf.nn.sampled_softmax_loss(w, b, labels, inputs, 4, 10, sampled_values=sampled, name="s"),
        tf.nn.sampled_softmax_loss(w, b, labels, inputs, 4, 10, seed=7, remove_accidental_hits=False),
    )


def candidate_samplers(tf):
    labels = tf.constant([[1], [2], [3]], tf.int64)
    outs = []
    for sampler in (
        tf.nn.uniform_candidate_sampler,
        tf.nn.log_uniform_candidate_sampler,
        tf.nn.learned_unigram_candidate_sampler,
    ):
        outs += sampler(labels, 1, 4, True, 10)
        outs += sampler(labels, 1, 4, False, 10, seed=5, name="named")
    outs += tf.nn.fixed_unigram_candidate_sampler(labels, 1, 4, True, 10, unigrams=[float(i + 1) for i in range(10)])
    outs += tf.nn.all_candidate_sampler(labels, 1, 10, True)
    outs += tf.nn.compute_accidental_hits(labels, tf.constant([1, 5, 3], tf.int64), 1)
    return _out(*outs)


def ctc(tf):
    logits = _x(tf, 5, 2, 4)
    labels = tf.SparseTensor([[0, 0], [0, 1], [1, 0]], tf.constant([1, 2, 0]), [2, 2])
    greedy = tf.nn.ctc_greedy_decoder(logits, [5, 4])
    beam = tf.nn.ctc_beam_search_decoder(logits, [5, 4], beam_width=3, top_paths=2)
    return _out(
        tf.nn.ctc_loss(labels, logits, [5, 4]),
        tf.nn.ctc_loss(labels=labels, inputs=logits, sequence_length=[5, 4], preprocess_collapse_repeated=True),
        tf.nn.ctc_loss(labels, tf.transpose(logits, [1, 0, 2]), [5, 4], time_major=False),
        greedy[0][0].values,
        greedy[1],
        beam[0][0].values,
        beam[1],
        tf.nn.ctc_beam_search_decoder(logits, [5, 4], merge_repeated=False)[1],
        tf.edit_distance(tf.cast(greedy[0][0], tf.int32), labels),
    )


def collapse_repeated(tf):
    return _out(*tf.nn.collapse_repeated(tf.constant([[1, 1, 2], [2, 2, 2]]), [3, 2]))


def ctc_v2(tf):
    logits = _x(tf, 5, 2, 4)
    labels = tf.constant([[1, 2], [3, 0]])
    return _out(
        tf.nn.ctc_loss_v2(labels, logits, [2, 1], [5, 4], blank_index=0),
        tf.nn.ctc_unique_labels(labels)[0],
    )
