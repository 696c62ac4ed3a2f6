"""Element-wise mathematics, operators of tensors and variables, matrix products, linear algebra."""

import numpy as np

_X = np.arange(1, 13, dtype=np.float32).reshape(3, 4) / 5.0


def _out(*tensors):
    return {f"out{i}": t for i, t in enumerate(tensors)}


def unary(tf):
    x = tf.constant(_X)
    names = [
        "abs", "negative", "sign", "reciprocal", "square", "sqrt", "rsqrt", "exp", "expm1", "log", "log1p", "sin",
        "cos", "tan", "sinh", "cosh", "tanh", "atan", "asinh", "round", "rint", "ceil", "floor", "sigmoid",
        "log_sigmoid", "digamma", "lgamma", "erf", "erfc", "is_nan", "is_inf", "is_finite", "identity", "zeros_like"
    ]
    made = [getattr(tf, n)(x) for n in names if hasattr(tf, n)]
    made += [getattr(tf.math, n)(x) for n in ("softplus", "bessel_i0e", "bessel_i1e", "reciprocal_no_nan")]
    made += [tf.square([1.0, 2.0]), tf.exp(1.0), tf.log(tf.constant(2.0), name="l"), tf.sqrt(4.0), tf.abs(-3)]
    made += [tf.acos(x / 5.0), tf.asin(x / 5.0), tf.acosh(x + 1.0), tf.atanh(x / 5.0), tf.atan2(x, x)]
    return _out(*made)


def binary(tf):
    x, y = tf.constant(_X), tf.constant(_X[::-1].copy())
    return _out(
        tf.add(x, y),
        tf.add(x, 1),
        tf.add(1.0, x, name="a"),
        tf.subtract(x, y),
        tf.multiply(x, y),
        tf.multiply(2.0, x),
        tf.divide(x, y),
        tf.divide(x, 2.0),
        tf.constant(tf.divide(3, 2)),
        tf.div(x, y),
        tf.div(7, 2),
        tf.div(tf.constant([7, -7]), 2, name="d"),
        tf.realdiv(x, y),
        tf.truediv(x, y),
        tf.truediv(tf.constant([7, 3]), tf.constant([2, 2])),
        tf.floordiv(x, y),
        tf.floordiv(tf.constant([-7]), 2),
        tf.floor_div(tf.constant([7]), 2),
        tf.truncatediv(tf.constant([-7]), 2),
        tf.mod(x, y),
        tf.floormod(tf.constant([-7]), 2),
        tf.truncatemod(tf.constant([-7]), 2),
        tf.div_no_nan(x, tf.zeros_like(x)),
        tf.div_no_nan(x, 0.0, name="dn"),
        tf.pow(x, 2),
        tf.pow(x, 2.0, name="p"),
        tf.pow(2, 3),
        tf.maximum(x, y),
        tf.maximum(0.0, x),
        tf.minimum(x, 1.0),
        tf.squared_difference(x, y),
        tf.scalar_mul(2.0, x),
        tf.scalar_mul(tf.constant(2.0), x),
        tf.add_n([x, y, x]),
        tf.add_n([x]),
        tf.add_n([x], name="an"),
        tf.accumulate_n([x, y]),
        tf.accumulate_n([x], name="ac"),
        tf.math.multiply_no_nan(x, y),
        tf.math.xdivy(x, y),
        tf.math.xlogy(x, y),
        tf.math.zeta(x + 2.0, y),
        tf.math.polyval([1.0, 2.0, 3.0], 2.0),
        tf.bitwise.bitwise_and(tf.constant(6), tf.constant(3)),
        tf.lbeta([1.0, 2.0]),
        tf.betainc(x / 5.0, y, 0.5),
        tf.igamma(x, y),
    )


def comparisons(tf):
    x, y = tf.constant(_X), tf.constant(_X[::-1].copy())
    p, q = tf.constant([True, False]), tf.constant([True, True])
    return _out(
        tf.equal(x, y),
        tf.equal(x, 1.0, name="e"),
        tf.not_equal(x, y),
        tf.less(x, y),
        tf.less_equal(x, 1),
        tf.greater(x, 0.5),
        tf.greater_equal(x, y),
        tf.logical_and(p, q),
        tf.logical_or(p, q),
        tf.logical_xor(p, q),
        tf.logical_not(p),
        x > y,
        x < 1.0,
        x >= 1,
        x <= y,
        p & q,
        p | q,
        p ^ q,
        ~p,
        True & p,
        tf.cast(tf.equal(tf.argmax(x, 1), tf.argmax(y, 1)), tf.float32),
    )


def casts(tf):
    x = tf.constant(_X)
    return _out(
        tf.cast(x, tf.int32),
        tf.cast(x, tf.float32),
        tf.cast([1, 2], tf.float32, name="c"),
        tf.cast(x, "float64"),
        tf.cast(3, tf.float32),
        tf.cast(x > 1, np.float32),
        tf.to_float(tf.constant([1, 2])),
        tf.to_int32(x),
        tf.to_int64(x, name="i"),
        tf.to_double(x),
        tf.to_float(x),
        tf.to_complex64(x),
        tf.saturate_cast(x * 100.0, tf.uint8),
        tf.saturate_cast(tf.constant([300, -5]), tf.uint8, name="s"),
        tf.saturate_cast(tf.constant([3, 5], tf.uint8), tf.float32),
        tf.saturate_cast(tf.constant([70000]), tf.int16),
        tf.complex(1.0, 2.0),
        tf.real(tf.constant(1 + 2j)),
        tf.imag(tf.constant(1 + 2j)),
        tf.conj(tf.constant(1 + 2j)),
        tf.conj(x),
        tf.angle(tf.constant(1 + 2j)),
        tf.abs(tf.constant(3 + 4j)),
        tf.real(x),
        tf.dtypes.cast(x, tf.int32),
    )


def operators(tf):
    x, y = tf.constant(_X), tf.constant(_X[::-1].copy())
    i = tf.constant([7, -7])
    return _out(
        x + y,
        x + 1,
        1 + x,
        1.0 + x,
        x - y,
        2 - x,
        x * y,
        3 * x,
        x * np.float32(2.0),
        np.float32(2.0) * x,
        np.ones((3, 4), np.float32) * x,
        x / y,
        x / 2,
        1 / x,
        i / 2,
        x // y,
        i // 2,
        7 // i,
        x % y,
        i % 3,
        -x,
        abs(x),
        x**2,
        x**y,
        2**x,
        tf.matmul(x, y, transpose_b=True),
        x @ tf.transpose(y),
        [1.0, 2.0, 3.0, 4.0] + x,
        x + [1.0, 2.0, 3.0, 4.0],
        tf.constant("a") + "b",
        x + tf.cast(1, tf.float32),
    )


def variable_operators(tf):
    v = tf.Variable(_X, name="v")
    w = tf.get_variable("w", [4, 2])
    b = tf.get_variable("b", [2], initializer=tf.zeros_initializer())
    x = tf.constant(_X)
    return _out(
        v + 1,
        1 + v,
        v + v,
        v - x,
        x - v,
        v * 2.0,
        2.0 * v,
        v / 3.0,
        1.0 / v,
        v // 2.0,
        v % 2.0,
        v**2,
        2.0**v,
        -v,
        abs(v),
        tf.matmul(v, w) + b,
        v @ w,
        x @ w + b,
        v > 1.0,
        v <= x,
        tf.abs(v),
        tf.square(v),
        tf.sqrt(v),
        tf.exp(v),
        tf.nn.l2_loss(v),
        v[0],
        v[1:, 2],
        v.value(),
        v.read_value(),
        tf.convert_to_tensor(v),
        tf.identity(v.initialized_value()),
        tf.reduce_sum(v),
        tf.stack([v, v]),
        tf.concat([v, v], 0),
    )


def variable_cut_at_a_tensor(tf):
    v = tf.Variable(_X, name="v")
    return _out(v[tf.constant(0) :], v[: tf.constant(1), 2])


def variable_assignments(tf):
    v = tf.Variable([1.0, 2.0], name="v")
    x = tf.constant([3.0, 4.0])
    made = [v.assign(x), v.assign_add(x), v.assign_sub(x)]
    made += [tf.assign(v, x, name="assign"), tf.assign_add(v, x), tf.assign_sub(v, x), tf.assign(v, [1, 2])]
    made += [v.assign(x, read_value=False), tf.assign(v, tf.ones([3]), validate_shape=False), v[0].assign(9.0)]
    return {"first": made[0]}


def assign_wrong_shape(tf):
    return _out(tf.assign(tf.Variable([1.0, 2.0]), tf.ones([3])))


def assign_wrong_dtype(tf):
    return _out(tf.Variable([1.0, 2.0]).assign(tf.constant([1, 2])))


def resource_variable_operators(tf):
    v = tf.get_variable("v", initializer=_X, use_resource=True)
    x = tf.constant(_X)
    return _out(
        v + 1,
        x * v,
        -v,
        tf.matmul(v, v, transpose_b=True),
        v[0],
        tf.reduce_mean(v),
        v.read_value(),
        tf.gather(v, [0, 1]),
        tf.nn.embedding_lookup(v, [1]),
    )


def resource_variable_assignments(tf):
    v = tf.get_variable("v", initializer=[1.0, 2.0], use_resource=True)
    x = tf.constant([3.0, 4.0])
    made = [v.assign_add(x), tf.assign(v, x), tf.assign_sub(v, x), tf.scatter_update(v, [0], x[:1]), v.assign(x)]
    made += [v.assign_sub(x, read_value=False), tf.assign(v, x, name="a"), v[0].assign(3.0)]
    return {"shape": tf.shape(made[0])}


def scatters(tf):
    made = iter(tf.Variable(np.ones((4, 2), np.float32)) for _ in range(20))  # one each: the updates run in any order
    u = tf.ones([2, 2]) * 3.0
    return _out(
        tf.scatter_update(next(made), [0, 1], u),
        tf.scatter_add(next(made), [0, 1], u),
        tf.scatter_sub(next(made), [0, 1], u, name="s"),
        tf.scatter_mul(next(made), [0, 1], u),
        tf.scatter_div(next(made), [0, 1], u),
        tf.scatter_min(next(made), [0, 1], u),
        tf.scatter_max(next(made), [0, 1], u),
        tf.scatter_nd_update(next(made), [[0], [1]], u),
        tf.scatter_nd_add(next(made), [[0], [1]], u),
        tf.scatter_nd_sub(next(made), [[0], [1]], u),
        tf.count_up_to(tf.Variable(0, name="n"), 3),
    )


def tensor_equality(tf):
    x, y = tf.constant(1.0), tf.constant(1.0)
    v, w = tf.Variable(1.0), tf.Variable(1.0)
    facts = [x == y, x == x, x != y, x in [y], v == w, v == v, x == 1.0, x is None, x != None]  # noqa: E711
    facts += [len({x, y, x}), {x: 1}[x], hash(x) == hash(x), len({v, w}), v == 1.0, v in [w, v]]
    return {"facts": tf.constant([str(f) for f in facts])}


def tensor_as_bool(tf):
    if tf.constant(1.0) > 0.0:
        return {}
    return {}


def tensor_iteration(tf):
    return _out(*[t for t in tf.constant([1, 2])])  # noqa: C416


def tensor_length(tf):
    return {"n": tf.constant(len(tf.constant([1, 2])))}


def tensor_to_numpy(tf):
    return {"n": tf.constant(float(tf.constant(1.0)))}


def variable_iteration(tf):
    return _out(*[t for t in tf.Variable([1, 2])])  # noqa: C416


def tensor_texts(tf):
    x = tf.placeholder(tf.float32, [None, 3], name="x")
    v = tf.Variable([1.0, 2.0], name="v")
    facts = [str(x), repr(x), str(v), repr(v), x.op.name, str(x.shape), repr(x.shape), str(x.get_shape().as_list())]
    facts += [str(x.dtype), repr(v.dtype), v.name, v.op.name, str(v.shape), str(x.shape[1]), repr(x.shape[0])]
    facts += [str(tf.Dimension(6) // 4), str(tf.Dimension(3) * 2), str(x.shape[1].value), str(x.shape.ndims)]
    facts += [str(x.get_shape()[1] == 3), str(x.shape.dims), str(x.shape.num_elements()), str(x.consumers())]
    facts += [str(int(x.shape[1])), str(x.shape.is_fully_defined()), str(v.initializer.name), str(v.trainable)]
    return {"facts": tf.constant(facts)}


def dimension_division(tf):
    return {"d": tf.constant(str(tf.Dimension(6) / 2))}


def matmul(tf):
    x, y = tf.constant(_X), tf.constant(_X[::-1].copy())
    batch = tf.placeholder(tf.float32, [None, 3, 4], name="batch")
    unknown = tf.placeholder(tf.float32, None, name="unknown")
    return _out(
        tf.matmul(x, y, transpose_a=True),
        tf.matmul(x, y, False, True, name="m"),
        tf.matmul(batch, batch, transpose_b=True),
        tf.matmul(batch, tf.ones([2, 4, 2])),
        tf.matmul(unknown, y, transpose_b=True),
        tf.matmul([[1.0, 2.0]], [[3.0], [4.0]]),
        tf.matmul(x, y, transpose_b=True, a_is_sparse=True),
        tf.matmul(x, y, adjoint_b=True),
        tf.linalg.matvec(x, tf.ones([4])),
        tf.tensordot(x, y, [[0], [0]]),
        tf.tensordot(x, tf.transpose(y), 1),
        tf.tensordot(x, y, axes=[[1], [1]], name="td"),
        tf.tensordot(batch, tf.ones([4, 2]), [[2], [0]]),
        tf.tensordot(batch, tf.ones([4]), 1),
        tf.tensordot(unknown, tf.ones([4]), 1),
        tf.linalg.matvec(x, tf.ones([4]), name="mv"),
        tf.linalg.matmul(x, y, transpose_b=True),
    ), {batch: np.ones((2, 3, 4)), unknown: _X}


def matmul_shape_mismatch(tf):
    return _out(tf.matmul(tf.ones([2, 3]), tf.ones([2, 3])))


def matmul_vector(tf):
    return _out(tf.matmul(tf.ones([2, 3]), tf.ones([3])))


def matmul_dtypes(tf):
    return _out(tf.matmul(tf.ones([2, 3]), tf.ones([3, 2], tf.float64)))


def add_dtypes(tf):
    return _out(tf.constant(1) + tf.constant(1.0))


def add_float_to_int(tf):
    return _out(tf.constant(1) + 1.5)


def einsum(tf):
    x, y = tf.constant(_X), tf.constant(_X[::-1].copy())
    batch = tf.placeholder(tf.float32, [None, 3, 4], name="batch")
    return _out(
        tf.einsum("ij,kj->ik", x, y),
        tf.einsum("ij->ji", x),
        tf.einsum("bij,jk->bik", batch, tf.ones([4, 2])),
        tf.einsum("bij,bkj->bik", batch, batch),
        tf.einsum("ij,ij->", x, y),
        tf.einsum("ij,jk,kl->il", x, tf.ones([4, 2]), tf.ones([2, 3])),
        tf.einsum("ij,j", x, tf.ones([4]), name="es"),
        tf.einsum("i,j->ij", tf.ones([3]), tf.ones([2])),
    ), {batch: np.ones((2, 3, 4))}


def linear_algebra(tf):
    a = tf.constant([[4.0, 1.0], [1.0, 3.0]])
    x = tf.constant(_X)
    return _out(
        tf.matrix_diag([1.0, 2.0]),
        tf.matrix_diag_part(a),
        tf.matrix_set_diag(a, [9.0, 9.0]),
        tf.diag([1.0, 2.0]),
        tf.diag_part(a),
        tf.linalg.diag([1.0, 2.0], name="ld"),
        tf.linalg.diag_part(a),
        tf.linalg.set_diag(a, [9.0, 9.0]),
        tf.matrix_band_part(a, 0, -1),
        tf.matrix_inverse(a),
        tf.matrix_determinant(a),
        tf.cholesky(a),
        tf.matrix_solve(a, [[1.0], [2.0]]),
        tf.matrix_triangular_solve(a, [[1.0], [2.0]]),
        tf.matrix_solve_ls(a, [[1.0], [2.0]], 0.1),
        tf.cholesky_solve(tf.cholesky(a), [[1.0], [2.0]]),
        tf.trace(a),
        tf.norm(x),
        tf.norm(x, axis=1),
        tf.norm(x, ord=1, axis=0, keepdims=True),
        tf.norm(x, ord=np.inf, axis=1, name="n"),
        tf.norm(x, "fro", [0, 1]),
        tf.norm(x, 2, 0, keep_dims=True),
        tf.norm(x, 3.0),
        tf.linalg.norm(x, axis=-1),
        tf.self_adjoint_eig(a)[0],
        tf.self_adjoint_eigvals(a),
        tf.svd(a, compute_uv=False),
        tf.svd(a)[0],
        tf.qr(a)[1],
        tf.linalg.logdet(a),
        tf.linalg.slogdet(a)[1],
        tf.linalg.adjoint(a),
        tf.linalg.trace(a),
        tf.linalg.tensor_diag([1.0, 2.0]),
        tf.linalg.band_part(a, 1, 0),
        tf.cross([1.0, 0.0, 0.0], [0.0, 1.0, 0.0]),
        tf.fft(tf.cast(tf.constant([1.0, 2.0]), tf.complex64)),
    )


def matrix_exponential(tf):
    return _out(tf.linalg.expm(tf.constant([[0.4, 0.1], [0.1, 0.3]])))


def real_fft(tf):
    return _out(tf.spectral.rfft(tf.constant([1.0, 2.0, 3.0, 4.0])))
