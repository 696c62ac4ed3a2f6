"""Array operations: making, joining, cutting, reordering and looking up tensors."""

import numpy as np

_X = np.arange(1, 13, dtype=np.float32).reshape(3, 4) / 5.0


def _out(*tensors):
    return {f"out{i}": t for i, t in enumerate(tensors)}


def constants(tf):
    return _out(
        tf.constant(3),
        tf.constant([1.0, 2.0], name="c"),
        tf.constant(0.5, shape=[2, 3]),
        tf.constant(_X),
        tf.constant([[1, 2]], dtype=tf.float32),
        tf.constant("text"),
        tf.constant(True),
        tf.constant(np.float64(3.0)),
        tf.constant([1, 2, 3, 4], shape=[2, 2]),
        tf.constant(-1.0, shape=[3]),
        tf.constant(1, tf.int64),
    )


def constant_bad_shape(tf):
    return _out(tf.constant([1, 2, 3], shape=[2], verify_shape=True))


def constant_none(tf):
    return _out(tf.constant(None))


def zeros_and_ones(tf):
    x = tf.constant(_X)
    batch = tf.placeholder(tf.float32, [None, 4], name="batch")
    return _out(
        tf.zeros([2, 3]),
        tf.zeros((2,), tf.int32, name="z"),
        tf.zeros([]),
        tf.zeros([2], tf.string),
        tf.zeros([2], tf.bool),
        tf.zeros(tf.shape(batch)),
        tf.zeros([tf.shape(batch)[0], 3]),
        tf.zeros(tf.constant([2, 2])),
        tf.zeros([100, 100]),
        tf.ones([2, 3]),
        tf.ones([2], tf.int64, name="o"),
        tf.ones([100, 100]),
        tf.ones(tf.shape(batch)),
        tf.ones((tf.shape(batch)[0], 1)),
        tf.zeros_like(x),
        tf.zeros_like(x, tf.int32, name="zl"),
        tf.zeros_like(batch),
        tf.zeros_like([1, 2]),
        tf.zeros_like(x, optimize=False),
        tf.ones_like(x),
        tf.ones_like(x, dtype=tf.int32, name="ol"),
        tf.ones_like(batch),
        tf.ones_like([1.0, 2.0]),
        tf.fill([2, 3], 7.0),
        tf.fill(tf.shape(batch), 1),
        tf.eye(3),
        tf.eye(2, 4, name="e"),
        tf.eye(2, num_columns=3, batch_shape=[2], dtype=tf.int32),
        tf.zeros(2),
        tf.zeros(np.array([2, 2])),
        tf.zeros(tf.TensorShape([2, 2])),
    ), {batch: _X}


def ranges(tf):
    n = tf.placeholder(tf.int32, [], name="n")
    return _out(
        tf.range(5),
        tf.range(2, 8),
        tf.range(0, 10, 3, name="r"),
        tf.range(0.0, 1.0, 0.25),
        tf.range(n),
        tf.range(1, n),
        tf.range(start=3, limit=0, delta=-1),
        tf.range(3, dtype=tf.float32),
        tf.range(tf.constant(2, tf.int64), 5),
        tf.range(0, 5.0),
        tf.linspace(0.0, 1.0, 5),
        tf.lin_space(-1.0, 1.0, num=3, name="ls"),
        tf.linspace(tf.constant(0.0), 2.0, n),
    ), {n: 4}


def shapes(tf):
    x = tf.constant(_X)
    batch = tf.placeholder(tf.float32, [None, 4], name="batch")
    unknown = tf.placeholder(tf.float32, None, name="unknown")
    variable = tf.Variable(x, name="v")
    return _out(
        tf.shape(x),
        tf.shape(batch, name="s"),
        tf.shape(batch, out_type=tf.int64),
        tf.shape(variable),
        tf.shape([[1, 2]]),
        tf.shape(batch)[0],
        tf.shape(x)[1],
        tf.size(x),
        tf.size(batch),
        tf.size(x, out_type=tf.int64),
        tf.rank(x),
        tf.rank(unknown),
        tf.rank(variable),
        tf.size([1, 2]),
        tf.rank([1, 2]),
        tf.shape_n([x, batch])[0],
        tf.broadcast_static_shape(tf.TensorShape([2, 1]), tf.TensorShape([1, 3])).as_list()[0] * tf.shape(x)[0],
        tf.broadcast_dynamic_shape(tf.shape(batch), [1, 4]),
        tf.broadcast_to([1.0, 2.0], [2, 2]),
    ), {batch: _X, unknown: _X}


def reshaping(tf):
    x = tf.placeholder(tf.float32, [None, 2, 6], name="x")
    variable = tf.Variable(_X, name="v")
    return _out(
        tf.reshape(x, [-1, 12]),
        tf.reshape(x, [-1], name="flat"),
        tf.reshape(x, [tf.shape(x)[0], 3, 4]),
        tf.reshape(x, (-1, tf.shape(x)[1] * 6)),
        tf.reshape(x, tf.stack([tf.shape(x)[0], -1])),
        tf.reshape(variable, [4, 3]),
        tf.reshape([1, 2, 3, 4], [2, 2]),
        tf.expand_dims(x, 0),
        tf.expand_dims(x, -1, name="e"),
        tf.expand_dims(x, axis=1),
        tf.expand_dims(x, dim=1),
        tf.expand_dims([1, 2], 0),
        tf.squeeze(tf.expand_dims(x, 0)),
        tf.squeeze(tf.expand_dims(x, 0), [0], name="sq"),
        tf.squeeze(tf.expand_dims(x, 1), squeeze_dims=1),
        tf.squeeze(tf.expand_dims(x, 1), axis=1),
        tf.transpose(x),
        tf.transpose(x, [1, 0, 2]),
        tf.transpose(x, perm=[0, 2, 1], name="t"),
        tf.transpose(variable),
        tf.transpose([[1, 2], [3, 4]]),
        tf.transpose(tf.constant([[1 + 2j]]), conjugate=True),
        tf.matrix_transpose(x),
        tf.linalg.transpose(x, name="mt"),
        tf.layers.flatten(x),
    ), {x: np.arange(24).reshape(2, 2, 6)}


def transpose_unknown(tf):
    x = tf.placeholder(tf.float32, None, name="x")
    return _out(tf.transpose(x), tf.matrix_transpose(x)), {x: _X}


def joining(tf):
    x = tf.constant(_X)
    batch = tf.placeholder(tf.float32, [None, 4], name="batch")
    return _out(
        tf.concat([x, batch], 0),
        tf.concat([x, x], axis=1, name="c"),
        tf.concat(values=[x, x], axis=-1),
        tf.concat([x], 0),
        tf.concat(x, 0),
        tf.concat([[1, 2], [3]], 0),
        tf.concat([tf.shape(batch)[:1], [3]], 0),
        tf.stack([x, batch]),
        tf.stack([x, x], axis=1, name="s"),
        tf.stack([1, 2, 3]),
        tf.stack([tf.shape(batch)[0], 2]),
        tf.stack([x, x], -1),
        tf.stack([[1, 2], [3, 4]], axis=1),
        tf.parallel_stack([x, x]),
        tf.tile(x, [2, 1]),
        tf.tile([1, 2], [2], name="t"),
        tf.tile(batch, [1, tf.shape(batch)[0]]),
        tf.pad(x, [[1, 1], [0, 2]]),
        tf.pad(batch, [[0, 0], [1, 1]], "REFLECT", name="p"),
        tf.pad(x, tf.constant([[1, 0], [0, 1]]), mode="SYMMETRIC"),
        tf.pad(x, [[1, 1], [0, 2]], constant_values=3.0),
        tf.pad(x, [[1, 1], [0, 2]], "CONSTANT", constant_values=0),
        tf.meshgrid([1, 2], [3, 4, 5])[0],
        tf.meshgrid([1, 2], [3, 4, 5], indexing="ij", name="mg")[1],
        tf.convert_to_tensor([x, x]),
        tf.convert_to_tensor([[1, tf.constant(2)], [3, 4]]),
        tf.convert_to_tensor(3.0, name="conv"),
    ), {batch: _X}


def stack_bad_axis(tf):
    return _out(tf.stack([tf.constant(_X)], axis=4))


def pad_bad_mode(tf):
    return _out(tf.pad(tf.constant(_X), [[1, 1], [1, 1]], "WRAP"))


def cutting(tf):
    x = tf.constant(_X)
    batch = tf.placeholder(tf.float32, [None, 4], name="batch")
    variable = tf.Variable(_X, name="v")
    a, b = tf.split(x, 2, axis=1)
    c, d = tf.split(batch, [1, 3], 1, name="sp")
    e = tf.unstack(x)
    f = tf.unstack(batch, axis=1)
    g = tf.unstack(x, num=3, name="u")
    h = tf.split(x, num_or_size_splits=3, axis=0)
    return _out(
        *(
            [a, b, c, d]
            + e
            + f
            + g
            + h
            + [
                tf.slice(x, [0, 1], [2, 2]),
                tf.slice(batch, [0, 0], [-1, 2], name="sl"),
                tf.strided_slice(x, [0, 0], [2, 4], [1, 2]),
                tf.strided_slice(x, [0], [2], name="ss"),
                x[0],
                x[0, 1],
                x[:, 1],
                x[1:, :2],
                x[::2, ::-1],
                x[..., 0],
                x[:, tf.newaxis],
                x[tf.newaxis, ...],
                batch[-1],
                batch[: tf.shape(batch)[0] - 1],
                x[tf.constant(1)],
                x[tf.constant(0) : tf.constant(2)],
                variable[0],
                variable[:, 1],
                x[1:3, None, 2],
                x[tf.constant(1, tf.int64)],
                x[np.int64(1)],
                tf.identity(x)[0][1],
            ]
        )
    ), {batch: _X}


def split_unknown(tf):
    batch = tf.placeholder(tf.float32, [None, 4], name="batch")
    return _out(*tf.split(batch, tf.placeholder(tf.int32, [None], name="sizes"), 1))


def unstack_unknown(tf):
    return _out(*tf.unstack(tf.placeholder(tf.float32, [None, 4], name="batch")))


def unstack_bad_axis(tf):
    return _out(*tf.unstack(tf.constant(_X), axis=3))


def index_with_float(tf):
    return _out(tf.constant(_X)[1.0])


def boolean_index(tf):
    x = tf.constant(_X)
    return _out(
        tf.boolean_mask(x, x > 1.0),
        tf.boolean_mask(x, [True, False, True]),
        tf.boolean_mask(x, [True, False, True, True], axis=1),
        tf.boolean_mask([1, 2, 3], np.array([True, False, True]), name="mask"),
        tf.boolean_mask(tf.placeholder_with_default(x, [None, 4]), tf.constant([True, False, True])),
        x[x > 1.0],
    )


def boolean_mask_scalar(tf):
    return _out(tf.boolean_mask(tf.constant(_X), tf.constant(True)))


def boolean_mask_unknown(tf):
    return _out(tf.boolean_mask(tf.constant(_X), tf.placeholder(tf.bool)))


def gathering(tf):
    x = tf.constant(_X)
    variable = tf.Variable(_X, name="v")
    ids = tf.placeholder(tf.int32, [None], name="ids")
    return _out(
        tf.gather(x, [0, 2]),
        tf.gather(x, ids, name="g"),
        tf.gather(x, ids, axis=1),
        tf.gather(variable, ids),
        tf.gather([1, 2, 3], 1),
        tf.gather(x, tf.constant([[0], [1]]), validate_indices=False),
        tf.gather(x, [[0], [1], [2]], batch_dims=1),
        tf.gather_nd(x, [[0, 1], [2, 3]]),
        tf.gather_nd(x, tf.stack([tf.range(3), [0, 1, 2]], axis=1), name="gn"),
        tf.batch_gather(x, [[0], [1], [2]]),
        tf.scatter_nd([[1], [2]], [5.0, 6.0], [4]),
        tf.dynamic_partition(x, [0, 1, 0], 2)[0],
        tf.dynamic_stitch([[0, 2], [1]], [[1.0, 2.0], [3.0]]),
        tf.one_hot([0, 2], 3),
        tf.one_hot(ids, depth=4, on_value=5.0, off_value=-1.0, axis=0, name="oh"),
        tf.one_hot([0, 1], 2, dtype=tf.int32),
        tf.one_hot([0, 1], 2, on_value=True, off_value=False),
        tf.one_hot(ids, 3, 1, 0),
        tf.one_hot(tf.constant([[1]]), tf.shape(x)[0]),
        tf.one_hot([1], 3, on_value=2.0),
        tf.searchsorted([1, 3, 5], [2, 3]),
        tf.tensor_scatter_update(x, [[0]], [[9.0, 9.0, 9.0, 9.0]]),
        tf.tensor_scatter_add(x, [[0]], [[9.0, 9.0, 9.0, 9.0]], name="ts"),
    ), {ids: [1, 2]}


def gather_nd_of_batches(tf):
    return _out(tf.gather_nd(tf.constant(_X), [[0], [1], [2]], batch_dims=1))


def selecting(tf):
    x = tf.constant(_X)
    return _out(
        tf.where(x > 1.0),
        tf.where(x > 1.0, x, -x),
        tf.where(tf.constant([True, False, True]), x, tf.zeros_like(x), name="w"),
        tf.where([True, False], [1, 2], [3, 4]),
        tf.where(tf.constant(True), tf.constant(1.0), 2.0),
        tf.where_v2(x > 1.0, x, 0.0),
        tf.sequence_mask([1, 3, 2]),
        tf.sequence_mask([1, 3, 2], 5, name="sm"),
        tf.sequence_mask(tf.constant([1, 2]), maxlen=tf.constant(4), dtype=tf.float32),
        tf.unique([1, 1, 2])[0],
        tf.unique_with_counts([1, 1, 2])[2],
        tf.setdiff1d([1, 2, 3], [2])[0],
        tf.invert_permutation([2, 0, 1]),
        tf.reverse(x, [0]),
        tf.reverse(x, axis=[-1], name="r"),
        tf.reverse_v2(x, [1]),
        tf.reverse_sequence(x, [1, 2, 3], seq_axis=1),
        tf.reverse_sequence(x, [1, 2, 3], seq_dim=1, batch_dim=0),
        tf.roll(x, 1, 0),
        tf.sort([3, 1, 2]),
        tf.sort(x, axis=0, direction="DESCENDING", name="so"),
        tf.argsort([3.0, 1.0, 2.0]),
        tf.argsort(x, direction="DESCENDING"),
        tf.confusion_matrix([0, 1, 2], [0, 2, 2]),
        tf.confusion_matrix(tf.constant([0, 1]), tf.constant([0, 1]), 3, dtype=tf.float32, weights=[1.0, 2.0]),
        tf.math.confusion_matrix([0, 1], [1, 1], num_classes=2, name="cm"),
        tf.extract_image_patches(tf.reshape(x, [1, 3, 4, 1]), [1, 2, 2, 1], [1, 1, 1, 1], [1, 1, 1, 1], "VALID"),
        tf.clip_by_value(x, 0.5, 1.0),
        tf.clip_by_value(x, clip_value_min=tf.constant(0.1), clip_value_max=1, name="cv"),
        tf.clip_by_value([1.0, -2.0], -1, 1),
        tf.clip_by_norm(x, 1.0),
        tf.clip_by_norm(x, 1.0, axes=[0], name="cn"),
        tf.clip_by_average_norm(x, 1.0),
        tf.global_norm([x, x]),
        tf.clip_by_global_norm([x, x], 1.0)[0][0],
    )


def where_one_branch(tf):
    return _out(tf.where(tf.constant([True]), [1]))


def identities(tf):
    x = tf.constant(_X)
    variable = tf.Variable(_X, name="v")
    return _out(
        tf.identity(x),
        tf.identity(variable, name="i"),
        tf.identity([1, 2]),
        tf.identity_n([x, x])[1],
        tf.stop_gradient(x),
        tf.stop_gradient(variable, name="sg"),
        tf.no_op(),
        tf.group(x, variable),
        tf.group(tf.no_op(), name="g"),
        tf.tuple([x, x])[0],
        tf.placeholder_with_default(x, [None, 4], name="pd"),
        tf.Print(x, [x], "message", name="pr", first_n=0, summarize=2),
        tf.check_numerics(x, "bad"),
        tf.verify_tensor_all_finite(x, "bad"),
        tf.guarantee_const(x),
        tf.ensure_shape(x, [3, None]),
        tf.bitcast(x, tf.int32),
        tf.contrib.framework.nest.flatten([x, x])[0],
    )


def placeholders(tf):
    a = tf.placeholder(tf.float32)
    b = tf.placeholder(tf.float32, shape=(None, 3), name="b")
    c = tf.placeholder("float", [None, 2])
    d = tf.placeholder(np.int32, [])
    s = tf.sparse_placeholder(tf.float32, name="s")
    t = tf.sparse_placeholder(tf.float32, [3, 4])
    u = tf.sparse_placeholder(tf.float32, [None, 4])
    shapes = [str(p.shape) for p in (a, b, c, d)] + [str(p.get_shape()) for p in (s, t, u)]
    return {"shapes": tf.constant(shapes)}


def quantization(tf):
    x = tf.constant(_X)
    return _out(
        tf.fake_quant_with_min_max_args(x),
        tf.fake_quant_with_min_max_vars(x, 0.0, 1.0),
        tf.quantize_v2(x, 0.0, 3.0, tf.quint8)[1],
        tf.quantization.quantize_and_dequantize(x, 0.0, 1.0),
    )


def sparse_tensors(tf):
    x = tf.SparseTensor([[0, 1], [2, 3]], [1.0, 2.0], [3, 4])
    y = tf.SparseTensor(indices=[[0, 1], [1, 0]], values=[5.0, 2.0], dense_shape=[3, 4])
    return _out(
        tf.sparse_tensor_to_dense(x),
        tf.sparse_tensor_to_dense(x, default_value=-1.0, name="d"),
        tf.sparse.to_dense(x, validate_indices=False),
        tf.sparse_to_dense([[0, 1]], [2, 2], 1.0),
        tf.sparse_to_dense([1, 2], [4], [1, 1], name="sd"),
        tf.sparse_tensor_dense_matmul(x, tf.ones([4, 2])),
        tf.sparse_matmul(tf.ones([2, 3]), tf.ones([3, 2]), a_is_sparse=True),
        tf.sparse_add(x, y).values,
        tf.sparse_add(x, tf.ones([3, 4])),
        tf.sparse_concat(0, [x, y]).values,
        tf.sparse_reshape(x, [4, 3]).indices,
        tf.sparse_transpose(x).indices,
        tf.sparse_slice(x, [0, 0], [2, 2]).values,
        tf.sparse_split(sp_input=x, num_split=2, axis=1)[0].values,
        tf.sparse_retain(x, [True, False]).values,
        tf.sparse_reorder(x).values,
        tf.sparse_softmax(x).values,
        tf.sparse_maximum(x, y).values,
        tf.sparse_fill_empty_rows(x, 0.0)[0].values,
        tf.sparse_to_indicator(tf.SparseTensor([[0, 0]], tf.constant([2], tf.int64), [1, 1]), 4),
        tf.sparse_mask(tf.IndexedSlices(tf.ones([2, 2]), tf.constant([0, 1])), [1]).values,
        tf.sparse_reset_shape(x).dense_shape,
        tf.sparse.eye(3).values,
        tf.contrib.layers.dense_to_sparse(tf.constant([[0, 1]])).values,
        (x * 2.0).values,
        (x / 2.0).values,
    )


def empty_lists(tf):
    x = tf.constant([3.0])
    s = tf.constant(3.0)
    return _out(
        tf.reshape(x, []),
        tf.reshape(x, ()),
        tf.fill([], 3.0),
        tf.tile(s, []),
        tf.transpose(s, []),
        tf.broadcast_to(s, []),
        tf.pad(s, np.zeros((0, 2), np.int32)),
        tf.reduce_sum(x, []),
        tf.reduce_max(x, axis=[]),
        tf.reduce_mean(x, axis=()),
        tf.squeeze(x, []),
        tf.zeros([]),
        tf.ones(()),
        tf.concat([[], x], 0),
        tf.reverse(x, []),
        tf.random_uniform([]),
        tf.stack([s], axis=0),
    )


def strided_slice_without_strides(tf):
    x = tf.constant(_X)
    return _out(tf.strided_slice(x, [0], [2]), tf.strided_slice(x, [0, 1], [2, 3], name="s"))
