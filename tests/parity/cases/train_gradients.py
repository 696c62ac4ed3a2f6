"""tf.gradients op by op: every node of the gradient subgraph (cases grad_*: names inside gradients/ are compared too)."""
import numpy as np

# pairs of (static shape, value shape) for the two sides of a broadcasting op
_PAIRS = [
    ([2, 3], [2, 3]), ([2, 3], [3]), ([3], [2, 3]), ([2, 3], []), ([], [2, 3]), ([2, 1], [2, 3]), ([2, 3], [1]),
]


def _value(shape, low=0.5, high=2.0, seed=1):
    return np.random.RandomState(seed).uniform(low, high, shape).astype(np.float32)


def _in(tf, shape, static="same", seed=1, low=0.5, high=2.0, name=None):
    static = shape if static == "same" else static
    return tf.placeholder_with_default(_value(shape, low, high, seed), static, name=name)


def _partial(shape):
    return [None] + list(shape[1:]) if shape else []


def _some(tf, pairs):
    out = {}
    for number, (y, xs) in enumerate(pairs):
        for index, g in enumerate(tf.gradients(y, xs)):
            if g is None:
                continue
            out["g%d_%d" % (number, index)] = tf.convert_to_tensor(g)
    return out


def _binary(tf, fn, pairs=None):
    made = []
    for a, b in pairs or _PAIRS:
        for sa, sb in ((a, b), (_partial(a), _partial(b)), (_partial(a), b), (None, b)):
            x, y = _in(tf, a, sa), _in(tf, b, sb, 2)
            made.append((fn(x, y), [x, y]))
    return _some(tf, made)


def grad_add(tf):
    return _binary(tf, tf.add)


def grad_add_operator(tf):
    return _binary(tf, lambda x, y: x + y)


def grad_subtract(tf):
    return _binary(tf, tf.subtract)


def grad_multiply(tf):
    return _binary(tf, tf.multiply)


def grad_divide(tf):
    return _binary(tf, tf.divide)


def grad_div(tf):
    return _binary(tf, tf.div)


def grad_truediv(tf):
    return _binary(tf, lambda x, y: x / y)


def grad_realdiv(tf):
    return _binary(tf, tf.realdiv)


def grad_floordiv(tf):
    return _binary(tf, tf.floordiv)


def grad_mod(tf):
    return _binary(tf, tf.mod)


def grad_maximum(tf):
    return _binary(tf, tf.maximum)


def grad_minimum(tf):
    return _binary(tf, tf.minimum)


def grad_pow(tf):
    return _binary(tf, tf.pow)


def grad_squared_difference(tf):
    return _binary(tf, tf.squared_difference)


def grad_div_no_nan(tf):
    return _binary(tf, tf.div_no_nan)


def grad_atan2(tf):
    return _binary(tf, tf.atan2, [([2, 3], [2, 3])])


def grad_xlogy(tf):
    return _binary(tf, tf.math.xlogy)


def grad_igamma(tf):
    return _binary(tf, tf.igamma, [([2, 3], [3])])


def grad_scalars_on_the_left(tf):
    x = _in(tf, [2, 3], [None, 3])
    ys = [2 * x, 2 + x, 2 - x, 2 / x, x - 2, x / 2, x ** 2, 2 ** x, x ** 0.5, tf.maximum(0.5 * x, x), tf.maximum(x, 1.0)]
    return _some(tf, [(y, [x]) for y in ys])


def grad_one_variable_twice(tf):
    x = _in(tf, [2, 3])
    return _some(tf, [(x * x, [x]), (x + x, [x]), (x * x * x + x / x, [x]), (x - x, [x])])


def _reduced(tf, fn, keepword="keepdims"):
    made = []
    for shape in ([2, 3], [None, 3], [None, None], None):
        for axis in (None, 0, 1, -1, [0, 1], [1], [-1]):
            for keep in (False, True):
                x = _in(tf, [2, 3], shape)
                made.append((fn(x, axis, **{keepword: keep}), [x]))
    return _some(tf, made)


def grad_reduce_sum(tf):
    return _reduced(tf, tf.reduce_sum)


def grad_reduce_mean(tf):
    return _reduced(tf, tf.reduce_mean)


def grad_reduce_max(tf):
    return _reduced(tf, tf.reduce_max)


def grad_reduce_min(tf):
    return _reduced(tf, tf.reduce_min)


def grad_reduce_prod(tf):
    return _reduced(tf, tf.reduce_prod)


def grad_reduce_logsumexp(tf):
    return _reduced(tf, tf.reduce_logsumexp)


def grad_norms(tf):
    x, y = _in(tf, [2, 3]), _in(tf, [2, 3], [None, 3])
    return _some(tf, [(fn(v), [v]) for v in (x, y) for fn in (
        tf.norm, lambda t: tf.norm(t, axis=1), lambda t: tf.norm(t, ord=1), lambda t: tf.nn.l2_normalize(t, 1),
        tf.nn.l2_loss, lambda t: tf.reduce_sum(tf.abs(t)), lambda t: tf.clip_by_value(t, 0.6, 1.0),
        lambda t: tf.clip_by_average_norm(t, 1.0))])


def grad_clip_by_norm(tf):
    x, y = _in(tf, [2, 3]), _in(tf, [2, 3], [None, 3])
    return _some(tf, [(fn(v), [v]) for v in (x, y) for fn in (
        lambda t: tf.clip_by_norm(t, 1.0), lambda t: tf.clip_by_norm(t, 1.0, axes=[1]))])


def _unary(tf, names, low=0.2, high=0.8):
    made = []
    for name in names.split():
        fn = tf
        for part in name.split("."):
            fn = getattr(fn, part)
        for static in ([2, 3], [None, 3]):
            x = _in(tf, [2, 3], static, low=low, high=high)
            made.append((fn(x), [x]))
    return _some(tf, made)


def grad_unary(tf):
    return _unary(tf, "abs negative sqrt rsqrt square exp log log1p math.expm1 tanh sigmoid sin cos tan asin acos atan "
                      "sinh cosh asinh atanh erf erfc lgamma digamma sign reciprocal floor ceil round math.rint")


def grad_acosh(tf):
    return _unary(tf, "acosh", 1.5, 3.0)


def grad_activations(tf):
    return _unary(tf, "nn.relu nn.relu6 nn.elu nn.selu nn.leaky_relu nn.crelu nn.softplus nn.softsign "
                      "nn.softmax nn.log_softmax nn.tanh nn.sigmoid log_sigmoid nn.l2_loss", -1.0, 1.0)


def grad_swish(tf):
    return _unary(tf, "nn.swish", -1.0, 1.0)


def grad_identities(tf):
    x = _in(tf, [2, 3], [None, 3])
    return _some(tf, [(y, [x]) for y in (
        tf.identity(x), tf.stop_gradient(x) * x, tf.cast(x, tf.float64), tf.cast(x, tf.int32), tf.zeros_like(x) + x,
        tf.ones_like(x) * x, tf.check_numerics(x, "bad"), tf.Print(x, [x]), tf.reshape(x, [-1]), tf.reshape(x, [3, 2]),
        tf.expand_dims(x, 1), tf.squeeze(tf.expand_dims(x, 0)), tf.transpose(x), tf.transpose(x, [1, 0]),
        tf.placeholder_with_default(x, [None, 3]), tf.size(x), tf.argmax(x, 1), tf.tuple([x, x])[0])])


def grad_matmul(tf):
    made = []
    for sa, sb in (([2, 3], [3, 4]), ([None, 3], [3, 4])):
        for ta in (False, True):
            for tb in (False, True):
                a, b = _in(tf, [2, 3], sa), _in(tf, [3, 4], sb, 2)
                made.append((tf.matmul(tf.transpose(a) if ta else a, tf.transpose(b) if tb else b, transpose_a=ta,
                                       transpose_b=tb), [a, b]))
    a, b = _in(tf, [2, 3]), _in(tf, [3, 4], seed=3)
    made.append((tf.matmul(a, b), [b]))
    made.append((tf.matmul(a, b, a_is_sparse=True), [a, b]))
    return _some(tf, made)


def grad_batch_matmul(tf):
    made = []
    for sa, sb in (([2, 3, 4], [2, 4, 5]), ([None, 3, 4], [None, 4, 5])):
        for adj in ({}, {"adjoint_a": True}, {"adjoint_b": True}, {"transpose_a": True, "transpose_b": True}):
            a, b = _in(tf, [2, 3, 4], sa), _in(tf, [2, 4, 5], sb, 2)
            ta, tb = adj.get("adjoint_a", adj.get("transpose_a")), adj.get("adjoint_b", adj.get("transpose_b"))
            a2 = tf.transpose(a, [0, 2, 1]) if ta else a
            b2 = tf.transpose(b, [0, 2, 1]) if tb else b
            made.append((tf.matmul(a2, b2, **adj), [a, b]))
    return _some(tf, made)


def grad_tensordot(tf):
    c, d = _in(tf, [2, 3]), _in(tf, [3, 4], seed=3)
    made = [(tf.tensordot(c, d, [[1], [0]]), [c, d]), (tf.einsum("ij,jk->ik", c, d), [c, d])]
    a, b = _in(tf, [2, 3, 4], [None, 3, 4]), _in(tf, [4, 5], seed=2)
    return _some(tf, made + [(tf.tensordot(a, b, [[2], [0]]), [a, b]), (tf.tensordot(a, b, 1), [a, b])])


def grad_concat_stack_split(tf):
    made = []
    for static in ([2, 3], [None, 3], [2, None], None):
        a, b = _in(tf, [2, 3], static), _in(tf, [2, 3], static, 2)
        made += [(tf.concat([a, b], 0), [a, b]), (tf.concat([a, b], 1), [a, b]), (tf.concat([a, b], -1), [a, b])]
        made += [(tf.stack([a, b]), [a, b]), (tf.concat([a], 0), [a])]
        if static is not None:
            made += [(tf.stack([a, b], 1), [a, b]), (tf.split(a, 3, 1)[1] if static[1] else a, [a])]
    a = _in(tf, [4, 6])
    made += [(tf.split(a, 2), [a]), (tf.split(a, [1, 5], 1), [a]), (tf.unstack(a), [a]), (tf.unstack(a, axis=1)[2], [a])]
    return _some(tf, made)


def grad_concat_of_scalar_dims(tf):
    a, b, axis = _in(tf, [2, 3]), _in(tf, [2, 3], seed=2), tf.placeholder_with_default(1, [])
    return _some(tf, [(tf.concat([a, b], axis), [a, b])])


def grad_tile_pad_slice(tf):
    made = []
    for static in ([2, 3], [None, 3], None):
        x = _in(tf, [2, 3], static)
        made += [(tf.tile(x, [2, 2]), [x]), (tf.pad(x, [[1, 1], [0, 2]]), [x]), (tf.slice(x, [0, 1], [1, 2]), [x]),
                 (tf.slice(x, [0, 1], [-1, -1]), [x]), (x[0], [x]), (x[:, 1:], [x]), (x[..., 0], [x]), (x[::2], [x]),
                 (tf.pad(x, [[1, 1], [1, 1]], "REFLECT"), [x]), (tf.pad(x, [[1, 1], [1, 1]], "SYMMETRIC"), [x]),
                 (tf.reverse(x, [1]), [x]), (tf.roll(x, 1, 0), [x]), (tf.broadcast_to(x, [4, 2, 3]), [x]),
                 (x[:, tf.newaxis], [x]), (tf.strided_slice(x, [0, 0], [1, 2], [1, 1]), [x])]
    return _some(tf, made)


def grad_gather(tf):
    made = []
    for static in ([4, 3], [None, 3]):
        x = _in(tf, [4, 3], static)
        made += [(tf.gather(x, [0, 2, 0]), [x]), (tf.gather(x, [0, 2], axis=1), [x]), (tf.gather_nd(x, [[0, 1], [2, 2]]), [x]),
                 (tf.gather(x, 1), [x]), (tf.gather(x, [[0, 1], [2, 2]]), [x]),
                 (tf.boolean_mask(x, [True, False, True, True]), [x]), (tf.nn.embedding_lookup(x, [1, 1, 3]), [x])]
    v = tf.get_variable("v", [4, 3])
    return _some(tf, made + _looked_up(tf, v))


def _looked_up(tf, w):
    y = tf.nn.embedding_lookup(w, tf.constant([0, 2, 0]))
    return [(y, [w]), (tf.reduce_mean(y), [w]), (tf.gather(w, [1, 1]) + tf.gather(w, [2, 0]), [w]), (w * 2.0, [w])]


def grad_gather_resource(tf):
    return _some(tf, _looked_up(tf, tf.get_variable("r", [4, 3], use_resource=True)))


def grad_indexed_slices_parts(tf):
    v = tf.get_variable("v", [4, 3])
    y = tf.gather(v, [0, 2, 0])
    g, = tf.gradients(y, v)
    both, = tf.gradients(tf.reduce_sum(y) + tf.reduce_sum(tf.gather(v, [1])), v)
    mixed, = tf.gradients(tf.reduce_sum(y) + tf.reduce_sum(v * 2.0), v)
    return {"values": g.values, "indices": g.indices, "shape": g.dense_shape, "both": both.values, "bi": both.indices,
            "mixed": mixed}


def grad_where(tf):
    made = []
    for static in ([2, 3], [None, 3]):
        x, y = _in(tf, [2, 3], static), _in(tf, [2, 3], static, 2)
        made += [(tf.where(x > y, x, y), [x, y]), (tf.where(x[:, 0] > 1.0, x, y), [x, y]), (tf.where(x < 1.0, tf.zeros_like(x), x), [x])]
    return _some(tf, made)


def grad_where_v2(tf):
    x, y = _in(tf, [2, 3], [None, 3]), _in(tf, [3], seed=2)
    a, b = _in(tf, [2, 3]), _in(tf, [3], seed=2)
    return _some(tf, [(tf.where_v2(x > 1.0, x, y), [x, y]), (tf.where_v2(a > 1.0, a, b), [a, b])])


def grad_diagonals(tf):
    x, v = _in(tf, [3, 3]), _in(tf, [3])
    return _some(tf, [(tf.diag(v), [v]), (tf.diag_part(x), [x]), (tf.matrix_band_part(x, 1, 0), [x])])


def grad_matrix_diagonals(tf):
    x, v = _in(tf, [3, 3]), _in(tf, [3])
    return _some(tf, [(tf.matrix_diag(v), [v]), (tf.matrix_diag_part(x), [x]), (tf.trace(x), [x])])


def grad_linear_algebra(tf):
    x = _in(tf, [3, 3])
    spd = tf.matmul(x, x, transpose_b=True) + 3.0 * np.eye(3, dtype=np.float32)
    return _some(tf, [(tf.matrix_inverse(spd), [x]), (tf.matrix_determinant(spd), [x]), (tf.cholesky(spd), [x]),
                      (tf.matrix_solve(spd, x), [x])])


def grad_scans_and_order(tf):
    made = []
    for static in ([2, 3], [None, 3]):
        x = _in(tf, [2, 3], static)
        made += [(tf.cumsum(x), [x]), (tf.cumsum(x, 1, exclusive=True), [x]), (tf.cumsum(x, reverse=True), [x]),
                 (tf.cumprod(x, 1), [x]), (tf.nn.top_k(x, 2)[0], [x]), (tf.sort(x), [x])]
    return _some(tf, made)


def grad_segments(tf):
    made = []
    ids = tf.constant([0, 0, 1, 1])
    for static in ([4, 3], [None, 3]):
        x = _in(tf, [4, 3], static)
        made += [(tf.segment_sum(x, ids), [x]), (tf.segment_mean(x, ids), [x]), (tf.segment_max(x, ids), [x]),
                 (tf.segment_min(x, ids), [x]), (tf.unsorted_segment_sum(x, ids, 2), [x]),
                 (tf.unsorted_segment_max(x, ids, 2), [x]), (tf.unsorted_segment_prod(x, ids, 2), [x]),
                 (tf.sparse_segment_sum(x, [0, 1, 2], [0, 0, 1]), [x]), (tf.sparse_segment_mean(x, [0, 1, 2], [0, 0, 1]), [x]),
                 (tf.sparse_segment_sqrt_n(x, [0, 1, 2], [0, 0, 1]), [x])]
    return _some(tf, made)


def grad_unsorted_segment_mean(tf):
    x = _in(tf, [4, 3])
    return _some(tf, [(tf.unsorted_segment_mean(x, tf.constant([0, 0, 1, 1]), 2), [x])])


def grad_dynamic_partition_and_stitch(tf):
    x = _in(tf, [4, 3], [None, 3])
    parts = tf.dynamic_partition(x, [0, 1, 0, 1], 2)
    return _some(tf, [(parts, [x]), (tf.dynamic_stitch([[0, 2], [1, 3]], parts), [x])])


def grad_scatter_nd(tf):
    x, base = _in(tf, [2, 3]), _in(tf, [4, 3], seed=2)
    return _some(tf, [(tf.scatter_nd([[1], [3]], x, [4, 3]), [x]), (tf.tensor_scatter_update(base, [[1], [3]], x), [x, base]),
                      (tf.tensor_scatter_add(base, [[1], [3]], x), [x, base])])


def grad_space_and_depth(tf):
    x = _in(tf, [1, 4, 4, 4], [None, 4, 4, 4])
    return _some(tf, [(tf.space_to_depth(x, 2), [x]), (tf.depth_to_space(x, 2), [x]),
                      (tf.space_to_batch_nd(x, [2, 2], [[0, 0], [0, 0]]), [x])])


def grad_extract_image_patches(tf):
    x = _in(tf, [1, 4, 4, 4], [None, 4, 4, 4])
    return _some(tf, [(tf.extract_image_patches(x, [1, 2, 2, 1], [1, 2, 2, 1], [1, 1, 1, 1], "VALID"), [x])])


def grad_images(tf):
    x = _in(tf, [1, 4, 4, 3], [None, 4, 4, 3])
    return _some(tf, [(tf.image.resize_bilinear(x, [8, 8]), [x]), (tf.image.resize_nearest_neighbor(x, [8, 8]), [x]),
                      (tf.image.resize_bicubic(x, [8, 8]), [x]), (tf.image.crop_and_resize(x, [[0, 0, 1, 1.0]], [0], [2, 2]), [x])])


def grad_complex(tf):
    x, y = _in(tf, [2, 3]), _in(tf, [2, 3], [None, 3], 2)
    made = [(tf.abs(tf.complex(v, 2 * v)), [v]) for v in (x, y)]
    made += [(tf.real(tf.complex(v, v) * tf.complex(v, 2 * v)), [v]) for v in (x, y)]
    made += [(tf.abs(tf.fft(tf.complex(v, v))), [v]) for v in (x, y)]
    return _some(tf, made)


def grad_cross_entropies(tf):
    made = []
    for static in ([4, 3], [None, 3]):
        z, labels = _in(tf, [4, 3], static), tf.placeholder_with_default(np.eye(4, 3, dtype=np.float32), static)
        ids = tf.placeholder_with_default(np.array([0, 1, 2, 0], np.int32), static[:1])
        made += [(tf.nn.softmax_cross_entropy_with_logits(logits=z, labels=labels), [z]),
                 (tf.nn.softmax_cross_entropy_with_logits_v2(logits=z, labels=labels), [z, labels]),
                 (tf.nn.sparse_softmax_cross_entropy_with_logits(logits=z, labels=ids), [z]),
                 (tf.nn.sigmoid_cross_entropy_with_logits(logits=z, labels=labels), [z]),
                 (tf.nn.weighted_cross_entropy_with_logits(labels, z, 2.0), [z]),
                 (tf.nn.log_poisson_loss(labels, z), [z]),
                 (-tf.reduce_sum(labels * tf.log(tf.nn.softmax(z)), 1), [z])]
    return _some(tf, made)


def grad_mean_cross_entropy(tf):
    z, ids = _in(tf, [4, 3], [None, 3]), tf.constant([0, 1, 2, 0])
    loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=ids, logits=z), name="loss")
    return _some(tf, [(loss, [z])])


def grad_bias_add(tf):
    x, b = _in(tf, [2, 4, 4, 3], [None, 4, 4, 3]), _in(tf, [3], seed=2)
    x2 = _in(tf, [2, 3])
    return _some(tf, [(tf.nn.bias_add(x, b), [x, b]), (tf.nn.bias_add(x2, b), [x2, b])])


def grad_conv2d(tf):
    made = []
    for static in ([2, 6, 6, 3], [None, 6, 6, 3]):
        x, k = _in(tf, [2, 6, 6, 3], static), _in(tf, [3, 3, 3, 4], seed=2)
        d = _in(tf, [3, 3, 3, 2], seed=4)
        p = _in(tf, [1, 1, 6, 5], seed=5)
        made += [(tf.nn.conv2d(x, k, [1, 2, 2, 1], "SAME"), [x, k]), (tf.nn.conv2d(x, k, [1, 1, 1, 1], "VALID"), [k]),
                 (tf.nn.depthwise_conv2d(x, d, [1, 1, 1, 1], "SAME"), [x, d]),
                 (tf.nn.separable_conv2d(x, d, p, [1, 1, 1, 1], "SAME"), [x, d, p]),
                 (tf.nn.atrous_conv2d(x, k, 2, "SAME"), [k]), (tf.nn.convolution(x, k, "SAME"), [x, k])]
    return _some(tf, made)


def grad_conv2d_transpose(tf):
    made = []
    for static in ([2, 6, 6, 3], [None, 6, 6, 3]):
        x, t = _in(tf, [2, 6, 6, 3], static), _in(tf, [3, 3, 4, 3], seed=3)
        made.append((tf.nn.conv2d_transpose(x, t, tf.stack([tf.shape(x)[0], 12, 12, 4]), [1, 2, 2, 1]), [x, t]))
        made.append((tf.nn.conv2d_transpose(x, t, [2, 12, 12, 4], [1, 2, 2, 1]), [x, t]))
    return _some(tf, made)


def grad_conv1d_3d(tf):
    x, k = _in(tf, [2, 6, 3], [None, 6, 3]), _in(tf, [3, 3, 4], seed=2)
    x3, k3 = _in(tf, [1, 4, 4, 4, 2], [None, 4, 4, 4, 2]), _in(tf, [2, 2, 2, 2, 3], seed=2)
    return _some(tf, [(tf.nn.conv1d(x, k, 1, "SAME"), [x, k]), (tf.nn.conv3d(x3, k3, [1] * 5, "SAME"), [x3, k3]),
                      (tf.nn.max_pool3d(x3, [1, 2, 2, 2, 1], [1, 2, 2, 2, 1], "SAME"), [x3]),
                      (tf.nn.avg_pool3d(x3, [1, 2, 2, 2, 1], [1, 2, 2, 2, 1], "SAME"), [x3])])


def grad_pools(tf):
    made = []
    for static in ([2, 6, 6, 3], [None, 6, 6, 3]):
        x = _in(tf, [2, 6, 6, 3], static)
        made += [(tf.nn.max_pool(x, [1, 2, 2, 1], [1, 2, 2, 1], "SAME"), [x]),
                 (tf.nn.avg_pool(x, [1, 3, 3, 1], [1, 2, 2, 1], "VALID"), [x]),
                 (tf.nn.max_pool_with_argmax(x, [1, 2, 2, 1], [1, 2, 2, 1], "SAME")[0], [x]),
                 (tf.nn.lrn(x), [x]), (tf.nn.local_response_normalization(x, 3), [x])]
    return _some(tf, made)


def grad_fused_batch_norm(tf):
    made = []
    for static in ([2, 4, 4, 3], [None, 4, 4, 3]):
        x, s, o = _in(tf, [2, 4, 4, 3], static), _in(tf, [3], seed=2), _in(tf, [3], seed=3)
        made.append((tf.nn.fused_batch_norm(x, s, o)[0], [x, s, o]))
        mean, var = tf.constant([0.1, 0.2, 0.3]), tf.constant([1.0, 1.1, 1.2])
        made.append((tf.nn.fused_batch_norm(x, s, o, mean, var, is_training=False)[0], [x, s, o]))
    return _some(tf, made)


def grad_moments(tf):
    made = []
    for static in ([2, 3], [None, 3]):
        x, s, o = _in(tf, [2, 3], static), _in(tf, [3], seed=2), _in(tf, [3], seed=3)
        mean, var = tf.nn.moments(x, [0])
        made.append((tf.nn.batch_normalization(x, mean, var, o, s, 1e-3), [x, s, o]))
        made.append((tf.nn.batch_normalization(x, mean, var, o, None, 1e-3), [x, o]))
        kept, varied = tf.nn.moments(x, [0], keep_dims=True)
        made.append(((x - kept) / tf.sqrt(varied + 1e-3), [x]))
    return _some(tf, made)


def grad_weighted_moments(tf):
    x = _in(tf, [2, 3])
    return _some(tf, [(tf.nn.weighted_moments(x, [0], 1.0)[1], [x])])


def grad_cond(tf):
    made = []
    for static in ([2, 3], [None, 3]):
        x, y, p = _in(tf, [2, 3], static), _in(tf, [2, 3], static, 2), tf.placeholder_with_default(True, [])
        made += [(tf.cond(p, lambda: x * 2, lambda: x * y), [x, y]), (tf.cond(p, lambda: x, lambda: y), [x, y]),
                 (tf.cond(p, lambda: (x, y * 2), lambda: (y, x))[1], [x, y]), (tf.cond(p, lambda: x, lambda: tf.zeros_like(x)), [x]),
                 (tf.case([(tf.less(tf.reduce_sum(x), 0.0), lambda: x * 3)], default=lambda: y), [x, y])]
    v = tf.get_variable("v", [3], initializer=tf.ones_initializer())
    made.append((tf.cond(p, lambda: v * 2, lambda: v), [v]))
    made.append((tf.cond(p, lambda: tf.reduce_sum(v * 2), lambda: tf.constant(1.0)) * tf.reduce_sum(v * 3), [v]))
    return _some(tf, made)


def grad_reduce_variable(tf):
    v = tf.get_variable("v", [3], initializer=tf.ones_initializer())
    return _some(tf, [(tf.reduce_sum(v), [v]), (tf.reduce_mean(v), [v]), (tf.reduce_max(v), [v])])


def grad_nested_cond(tf):
    x, p, q = _in(tf, [2, 3], [None, 3]), tf.placeholder_with_default(True, []), tf.placeholder_with_default(False, [])
    y = tf.cond(p, lambda: tf.cond(q, lambda: x * 2, lambda: x * x) + 1.0, lambda: x)
    return _some(tf, [(y, [x])])


def grad_while(tf):
    x, w = _in(tf, [2, 3]), tf.get_variable("w", [3, 3], initializer=tf.ones_initializer())
    _, y = tf.while_loop(lambda i, h: i < 3, lambda i, h: (i + 1, tf.tanh(tf.matmul(h, w))), [0, x])
    return _some(tf, [(y, [x, w]), (tf.reduce_mean(y), [w])])


def grad_while_unknown_batch(tf):
    x, w = _in(tf, [2, 3], [None, 3]), tf.get_variable("w", [3], initializer=tf.ones_initializer())
    _, y = tf.while_loop(lambda i, h: i < 3, lambda i, h: (i + 1, h * w + tf.maximum(h, 0.5 * h)), [0, x])
    return _some(tf, [(y, [x, w])])


def grad_while_with_cond(tf):
    x = _in(tf, [2, 3])
    _, y = tf.while_loop(lambda i, h: i < 3, lambda i, h: (i + 1, tf.cond(i > 1, lambda: h * 2, lambda: h * h)), [0, x])
    return _some(tf, [(y, [x])])


def grad_while_nested(tf):
    x = _in(tf, [2, 3])

    def body(i, h):
        _, inner = tf.while_loop(lambda j, g: j < 2, lambda j, g: (j + 1, g * h), [0, h])
        return i + 1, inner * 0.5

    _, y = tf.while_loop(lambda i, h: i < 2, body, [0, x])
    return _some(tf, [(y, [x])])


def grad_tensor_arrays(tf):
    x = _in(tf, [4, 3])
    made = []
    ta = tf.TensorArray(tf.float32, 2).write(0, x[0]).write(1, x[1] * 2)
    made.append((ta.read(1) * 3.0, [x]))
    un = tf.TensorArray(tf.float32, 4).unstack(x)
    made.append((un.read(0) * un.read(1) + un.read(2) * un.read(3), [x]))
    made.append((un.gather([0, 1, 2, 3]), [x]))
    _, rows = tf.while_loop(lambda i, r: i < 4, lambda i, r: (i + 1, r.write(i, un.read(i) * 2.0)),
                            [0, tf.TensorArray(tf.float32, 4)])
    made.append((rows.gather([0, 1, 2, 3]), [x]))
    return _some(tf, made)


def grad_map_and_scan(tf):
    x = _in(tf, [4, 3])
    return _some(tf, [(tf.map_fn(lambda r: r * r, x), [x]), (tf.scan(lambda a, r: a * r, x), [x]),
                      (tf.foldl(lambda a, r: a + r * r, x), [x])])


def grad_options(tf):
    x, w = _in(tf, [2, 3]), tf.get_variable("w", [3, 2], initializer=tf.ones_initializer())
    h = tf.matmul(x, w)
    y = h * h + h + tf.tanh(h)
    out = {}
    for number, options in enumerate([
            {}, {"aggregation_method": tf.AggregationMethod.EXPERIMENTAL_TREE}, {"gate_gradients": True},
            {"aggregation_method": tf.AggregationMethod.EXPERIMENTAL_ACCUMULATE_N}, {"colocate_gradients_with_ops": True},
            {"stop_gradients": [h]}, {"grad_ys": [tf.ones([2, 2]) * 3]}, {"name": "mine"},
            {"unconnected_gradients": tf.UnconnectedGradients.ZERO}]):
        gx, gw = tf.gradients(y, [x, w], **options)
        out["x%d" % number] = gx if gx is not None else tf.zeros([])
        out["w%d" % number] = gw if gw is not None else tf.zeros([])
    return out


def grad_several_ys(tf):
    x, w = _in(tf, [2, 3]), tf.get_variable("w", [3, 2], initializer=tf.ones_initializer())
    h = tf.matmul(x, w)
    a = tf.gradients([h, tf.reduce_sum(h * h), x], [x, w, h])
    b = tf.gradients([h, h], [h])
    return {"a0": a[0], "a1": a[1], "a2": a[2], "b": b[0]}


def grad_none_and_zero(tf):
    x, y = _in(tf, [2, 3]), _in(tf, [2, 3], [None, 3], 2)
    none = tf.gradients(x * 2, [y])
    zero = tf.gradients(x * 2, [y, x], unconnected_gradients="zero")
    return {"none": tf.constant(none[0] is None), "zero": zero[0], "g": zero[1]}


def grad_of_grad(tf):
    x = _in(tf, [2, 3], [None, 3])
    y = tf.reduce_sum(tf.tanh(x) * tf.sigmoid(x) + tf.exp(x) / x + x ** 3 + tf.log(x) + tf.sqrt(x) + tf.nn.relu(x) + tf.nn.elu(x))
    g, = tf.gradients(y, x)
    gg, = tf.gradients(g, x)
    return {"g": g, "gg": gg}


def grad_hessian(tf):
    x = _in(tf, [3])
    return {"h": tf.hessians(tf.reduce_sum(x * x * x), x)[0]}


def grad_penalty(tf):
    x, w = _in(tf, [2, 3], [None, 3]), tf.get_variable("w", [3, 1], initializer=tf.ones_initializer())
    g, = tf.gradients(tf.nn.relu(tf.matmul(x, w)), x)
    slopes = tf.sqrt(tf.reduce_sum(tf.square(g), reduction_indices=[1]))
    penalty = tf.reduce_mean((slopes - 1.0) ** 2)
    return {"g": tf.gradients(penalty, w)[0]}


def grad_override_map(tf):
    x = _in(tf, [2, 3])
    name = "ParityTimesTwo"
    try:
        tf.RegisterGradient(name)(lambda op, grad: 2.0 * grad)
    except KeyError:
        pass
    with tf.get_default_graph().gradient_override_map({"Identity": name}):
        y = tf.identity(x)
    return _some(tf, [(y, [x])])


def grad_custom(tf):
    x = _in(tf, [2, 3])

    @tf.custom_gradient
    def double(v):
        return v * 1.0, lambda dy: dy * 5.0

    return _some(tf, [(double(x), [x])])


def grad_in_scopes(tf):
    x = _in(tf, [2, 3])
    with tf.name_scope("outer"):
        with tf.variable_scope("inner"):
            a, = tf.gradients(tf.square(x), x)
    with tf.name_scope("outer"):
        b, = tf.gradients(tf.square(x), x)
    c, = tf.gradients(tf.square(x), x)
    return {"a": a, "b": b, "c": c}


def grad_resource_variables(tf):
    with tf.variable_scope("r", use_resource=True):
        w = tf.get_variable("w", [3, 2], initializer=tf.ones_initializer())
        b = tf.get_variable("b", [2], initializer=tf.zeros_initializer())
    x = _in(tf, [2, 3], [None, 3])
    y = tf.nn.sigmoid(tf.matmul(x, w) + b)
    return _some(tf, [(tf.reduce_mean(y), [w, b])])


def grad_partitioned_variable(tf):
    with tf.variable_scope("p", partitioner=tf.fixed_size_partitioner(2)):
        w = tf.get_variable("w", [4, 2], initializer=tf.ones_initializer())
    x = _in(tf, [2, 4], [None, 4])
    return _some(tf, [(tf.matmul(x, w), list(w)), (tf.nn.embedding_lookup(w, [0, 3, 1]), list(w))])


def grad_no_gradient(tf):
    x = _in(tf, [2, 3])
    return {"g": tf.gradients(tf.py_func(lambda v: v, [x], tf.float32) * x, x)[0]}


def grad_missing_gradient(tf):
    x = _in(tf, [3])
    return {"g": tf.gradients(tf.nextafter(x, x) if hasattr(tf, "nextafter") else tf.bitcast(x, tf.float32), x)[0]}


def grad_wrong_lengths(tf):
    x = _in(tf, [3])
    return tf.gradients([x, x * 2], [x], grad_ys=[tf.ones([3])])


def grad_wrong_aggregation(tf):
    x = _in(tf, [3])
    return tf.gradients(x * x, x, aggregation_method=17)


def grad_complex_without_grad_ys(tf):
    x = _in(tf, [3])
    return tf.gradients(tf.complex(x, x), x)


def grad_integer_y(tf):
    x = tf.placeholder_with_default(np.array([1, 2], np.int32), [2])
    g = tf.gradients(x * 2, x)
    return {"g": tf.constant(g[0] is None)}


def grad_string_y(tf):
    x = tf.constant("a")
    return tf.gradients(tf.identity(x), x, grad_ys=[tf.constant("b")])
