"""Control flow as 1.15 built it, loops over tensors, Python functions, assertions, strings, summaries, queues."""

import numpy as np


def _out(*tensors):
    return {f"out{i}": t for i, t in enumerate(tensors)}


def cond(tf):
    p = tf.placeholder_with_default(True, [], name="p")
    x, y = tf.constant(2.0), tf.constant(3.0)
    v = tf.Variable(1.0, name="v")
    return _out(
        tf.cond(p, lambda: x + y, lambda: x - y),
        tf.cond(x < y, true_fn=lambda: tf.add(x, 1), false_fn=lambda: y, name="c"),
        tf.cond(p, lambda: (x, y), lambda: (y, x))[1],
        tf.cond(p, lambda: [x * 2.0], lambda: [y]),
        tf.cond(p, lambda: [x * 2.0], lambda: [y], strict=True)[0],
        tf.cond(p, lambda: x, lambda: y, strict=True),
        tf.cond(p, lambda: tf.constant(1), lambda: tf.constant(2)),
        tf.cond(p, lambda: 1.0, lambda: 2.0),
        tf.cond(p, lambda: v, lambda: y),
        tf.cond(p, lambda: v.assign(5.0), lambda: v.assign(6.0)),
        tf.cond(p, fn1=lambda: x, fn2=lambda: y),
        tf.cond(p, lambda: tf.cond(x < y, lambda: x, lambda: y), lambda: y),
        tf.cond(p, lambda: {"a": x}, lambda: {"a": y})["a"],
        tf.cond(p, tf.no_op, tf.no_op),
        tf.cond(p, lambda: tf.group(v.assign(1.0)), tf.no_op),
    )


def cond_python_bool(tf):
    return _out(tf.cond(True, lambda: 1, lambda: 2))


def cond_not_callable(tf):
    return _out(tf.cond(tf.constant(True), tf.constant(1), lambda: 2))


def cond_dtypes_differ(tf):
    return _out(tf.cond(tf.constant(True), lambda: tf.constant(1), lambda: tf.constant(1.0)))


def cond_counts_differ(tf):
    return _out(tf.cond(tf.constant(True), lambda: [tf.constant(1)] * 2, lambda: [tf.constant(1)]))


def case(tf):
    x = tf.placeholder_with_default(2, [], name="x")
    one, two, other = lambda: tf.constant(1), lambda: tf.constant(2), lambda: tf.constant(0)
    return _out(
        tf.case([(tf.equal(x, 1), one), (tf.equal(x, 2), two)], default=other),
        tf.case({tf.equal(x, 1): one, tf.equal(x, 2): two}, default=other, exclusive=True),
        tf.case([(x > 1, one)], default=other, name="named"),
        tf.case([(x > 1, one), (x > 5, two)], exclusive=True),
        tf.case([(x > 1, one)]),
    )


def switch_case(tf):
    x = tf.placeholder_with_default(1, [], name="x")
    return _out(tf.switch_case(x, [lambda: tf.constant(3), lambda: tf.constant(4)]))


def while_loop(tf):
    x = tf.placeholder_with_default([[1.0, 2.0]], [None, 2], name="x")
    i = tf.constant(0)
    ta = tf.TensorArray(tf.float32, 3)
    loop = tf.while_loop(lambda i, a: i < 3, lambda i, a: (i + 1, a.write(i, tf.cast(i, tf.float32))), [0, ta])
    return _out(
        tf.while_loop(lambda i: i < 10, lambda i: i + 1, [i]),
        *(
            list(tf.while_loop(lambda i, y: i < 3, lambda i, y: [i + 1, y * 2.0], [i, x]))
            + list(
                tf.while_loop(
                    lambda i, y: i < 3,
                    lambda i, y: (i + 1, tf.concat([y, y], 0)),
                    (i, x),
                    shape_invariants=(i.get_shape(), tf.TensorShape([None, 2])),
                    parallel_iterations=1,
                    name="grow",
                )
            )
            + [loop[0], loop[1].stack()]
            + list(tf.while_loop(lambda i, j: i < 5, lambda i, j: (i + 1, j), [0, 1.0], maximum_iterations=3))
            + [tf.while_loop(lambda i: i < 10, lambda i: i + 1, [i], return_same_structure=True)[0]]
            + [tf.while_loop(lambda i: i < 3, lambda i: i + 1, [i], back_prop=False, swap_memory=True)]
        )
    )


def while_shape_changes(tf):
    x = tf.ones([1, 2])
    return _out(*tf.while_loop(lambda y: tf.shape(y)[0] < 5, lambda y: tf.concat([y, y], 0), [x]))


def map_functions(tf):
    x = tf.constant(np.arange(6, dtype=np.float32).reshape(3, 2))
    unknown = tf.placeholder_with_default(x, [None, 2])
    return _out(
        tf.map_fn(lambda r: r * 2.0, x),
        tf.map_fn(tf.reduce_sum, unknown, name="m"),
        tf.map_fn(lambda r: (r, tf.reduce_sum(r)), x, dtype=(tf.float32, tf.float32))[1],
        tf.map_fn(lambda ab: ab[0] + ab[1], (x, x), dtype=tf.float32),
        tf.map_fn(lambda i: i * 2, tf.range(3), parallel_iterations=1, back_prop=False),
        tf.scan(lambda a, r: a + r, x),
        tf.scan(lambda a, r: a + tf.reduce_sum(r), x, initializer=0.0, name="s"),
        tf.scan(lambda a, r: a + r, x, reverse=True),
        tf.foldl(lambda a, r: a + r, x),
        tf.foldr(lambda a, r: a * r, x, initializer=tf.ones([2]), name="f"),
        tf.foldl(lambda a, r: a + tf.reduce_sum(r), unknown, 0.0),
    )


def map_fn_not_callable(tf):
    return _out(tf.map_fn(3, tf.ones([2])))


def map_fn_random(tf):
    noisy = tf.map_fn(lambda r: r + tf.random_uniform([2]), tf.zeros([3, 2]), parallel_iterations=1)
    return {"bits": noisy}


def tensor_array(tf):
    ta = tf.TensorArray(tf.float32, size=3, name="ta", clear_after_read=False)
    ta = ta.write(0, 1.0).write(1, 2.0).write(2, 3.0)
    other = tf.TensorArray(tf.float32, 0, dynamic_size=True).unstack(tf.ones([2, 3]))
    split = tf.TensorArray(tf.float32, 2, infer_shape=False).split(tf.ones([4]), [1, 3])
    return _out(ta.stack(), ta.read(1), ta.size(), other.gather([0]), split.read(0), ta.grad("g").flow)


def tensor_array_concat(tf):
    return _out(tf.TensorArray(tf.float32, 0, dynamic_size=True).unstack(tf.ones([2, 3])).concat())


def python_functions(tf):
    x = tf.constant([1.0, 2.0])
    return _out(
        tf.py_func(lambda a: a * 2, [x], tf.float32),
        tf.py_func(lambda a: (a, a), [x], [tf.float32, tf.float32], name="py")[1],
        tf.py_func(lambda: np.float32(3.0), [], tf.float32, stateful=False),
        tf.numpy_function(lambda a: a + 1, [x], tf.float32),
    )


def control_dependencies(tf):
    v = tf.Variable(1.0, name="v")
    add = v.assign_add(1.0)
    with tf.control_dependencies([add]):
        after = tf.identity(v)
        noop = tf.no_op(name="done")
    with tf.control_dependencies(None):
        free = tf.constant(2.0)
    return _out(after, free, tf.group(noop, after), tf.group(add, name="all")), {}, 2


def assertions(tf):
    x = tf.placeholder_with_default([1.0, 2.0], [None], name="x")
    i = tf.constant([1, 2])
    made = [
        tf.Assert(tf.reduce_all(x > 0), [x]),
        tf.Assert(True, ["fine"], summarize=3, name="as"),
        tf.assert_equal(x, x),
        tf.assert_equal(i, i, message="same", name="eq"),
        tf.assert_positive(x),
        tf.assert_negative(-x),
        tf.assert_non_negative(x, data=[x], summarize=2),
        tf.assert_non_positive(-x),
        tf.assert_less(x, x + 1.0),
        tf.assert_less_equal(x, x),
        tf.assert_greater(x + 1.0, x),
        tf.assert_greater_equal(x, x),
        tf.assert_none_equal(x, x + 1.0),
        tf.assert_near(x, x),
        tf.assert_rank(x, 1),
        tf.assert_rank_at_least(x, 1),
        tf.assert_rank_in(x, [1, 2]),
        tf.assert_integer(i),
        tf.assert_type(x, tf.float32),
        tf.assert_variables_initialized(),
        tf.debugging.assert_all_finite(x, "finite"),
        tf.debugging.assert_scalar(tf.constant(1)),
        tf.debugging.assert_equal(i, i),
    ]
    with tf.control_dependencies([m for m in made if m is not None]):
        y = tf.identity(x)
    return _out(y, tf.constant(tf.is_numeric_tensor(x)))


def assert_shapes(tf):
    return _out(tf.debugging.assert_shapes([(tf.ones([2]), ("N",))]))


def monotonic(tf):
    x = tf.placeholder_with_default([1.0, 2.0], [None], name="x")
    return _out(tf.is_non_decreasing(x), tf.is_strictly_increasing(x))


def assert_equal_fails(tf):
    return _out(tf.assert_equal(tf.constant(1), tf.constant(2)))


def assert_rank_fails(tf):
    return _out(tf.assert_rank(tf.ones([2]), 2))


def assert_fails_at_run(tf):
    x = tf.placeholder_with_default([1.0, -2.0], [None], name="x")
    with tf.control_dependencies([tf.assert_positive(x)]):
        return _out(tf.identity(x))


def strings(tf):
    s = tf.constant(["a b", "c"])
    return _out(
        tf.string_join(["x", "y"], "-"),
        tf.strings.join(["x", "y"], name="j"),
        tf.string_split(s).values,
        tf.string_split(["a,b"], ",", skip_empty=False).values,
        tf.strings.split(s).values,
        tf.string_to_number(["1.5", "2"]),
        tf.string_to_number(["1", "2"], tf.int32, name="n"),
        tf.string_to_hash_bucket_fast(s, 10),
        tf.string_to_hash_bucket(s, 10),
        tf.strings.to_hash_bucket_strong(s, 10, [1, 2]),
        tf.as_string([1.5, 2.0], precision=2),
        tf.substr(s, 0, 1),
        tf.strings.substr(s, 0, 1, name="sub"),
        tf.strings.length(s),
        tf.strings.lower(s),
        tf.strings.strip([" a "]),
        tf.regex_replace(s, "a", "z"),
        tf.strings.regex_full_match(s, "c"),
        tf.strings.format("{} is", tf.constant(1)),
        tf.encode_base64(s),
        tf.decode_base64(tf.encode_base64(s)),
        tf.decode_raw(["\x01\x02"], tf.uint8),
        tf.io.decode_raw(["\x01\x02"], tf.uint8, name="raw"),
        tf.decode_csv(["1,2.5"], [[0], [0.0]])[1],
    )


def strings_split_ragged(tf):
    return _out(tf.strings.split(tf.constant(["a b", "c"]), result_type="RaggedTensor").flat_values)


def parsing(tf):
    example = tf.train.Example(
        features=tf.train.Features(
            feature={
                "a": tf.train.Feature(float_list=tf.train.FloatList(value=[1.0, 2.0])),
                "b": tf.train.Feature(int64_list=tf.train.Int64List(value=[3])),
                "c": tf.train.Feature(bytes_list=tf.train.BytesList(value=[b"x"])),
            }
        )
    ).SerializeToString()
    spec = {
        "a": tf.FixedLenFeature([2], tf.float32),
        "b": tf.FixedLenFeature([], tf.int64, default_value=0),
        "c": tf.VarLenFeature(tf.string),
    }
    batch = tf.parse_example([example, example], spec)
    single = tf.parse_single_example(example, spec)
    one = tf.io.parse_single_example(tf.constant(example), {"b": tf.io.FixedLenFeature((), tf.int64)}, name="one")
    named = tf.parse_example(tf.constant([example]), {"b": tf.FixedLenFeature([1], tf.int64)}, name="pe")
    sparse = [batch["c"].values, single["c"].values]
    return _out(batch["a"], batch["b"], single["a"], single["b"], one["b"], named["b"], *sparse)


def summaries(tf):
    x = tf.constant([1.0, 2.0])
    with tf.name_scope("scope"):
        tf.summary.scalar("inner", x[0])
    tf.summary.scalar("loss", x[0])
    tf.summary.scalar("loss", x[1], family="fam", collections=["mine"])
    tf.summary.histogram("weights", x)
    tf.summary.image("image", tf.zeros([1, 2, 2, 1]), max_outputs=1)
    tf.summary.text("text", tf.constant("hi"))
    tf.summary.audio("audio", tf.zeros([1, 4]), 8000.0)
    tf.summary.tensor_summary("tensor", x)
    merged = tf.summary.merge([tf.summary.scalar("m", x[0])], name="both")
    tf.summary.merge_all()
    tf.summary.scalar("bad name!", x[0])
    return _out(tf.shape(merged))


def queues(tf):
    q = tf.FIFOQueue(10, [tf.float32], shapes=[[]])
    r = tf.RandomShuffleQueue(10, 2, [tf.int32], shapes=[[]], seed=3)
    r2 = tf.RandomShuffleQueue(10, 2, [tf.int32], shapes=[[]], name="unseeded")
    p = tf.PaddingFIFOQueue(10, [tf.float32], [[None]])
    enqueue = tf.group(q.enqueue(1.0), r.enqueue_many([[1, 2, 3]]), p.enqueue([[1.0]]), r2.enqueue_many([[1]]))
    with tf.control_dependencies([enqueue]):
        sizes = [q.size(), r.size(), p.size()]
    return _out(*(sizes + [q.close()]))


def input_pipeline(tf):
    names = tf.train.string_input_producer(["a", "b"], shuffle=True, seed=3)
    tf.train.string_input_producer(["a", "b"], num_epochs=2)
    rows = tf.train.slice_input_producer([tf.constant([[1.0], [2.0]]), tf.constant([1, 2])], shuffle=True)
    tf.train.batch(rows, 2)
    tf.train.batch([names.dequeue()], batch_size=2, capacity=10, dynamic_pad=False, name="b")
    tf.train.shuffle_batch(rows, 2, capacity=10, min_after_dequeue=3)
    tf.train.shuffle_batch(rows, 2, 10, 3, seed=5, name="sb", enqueue_many=False, allow_smaller_final_batch=True)
    tf.train.range_input_producer(5)
    tf.train.input_producer(tf.range(3))
    tf.train.limit_epochs(tf.constant([1.0]), 2)
    tf.train.match_filenames_once("./*.none")
    tf.train.batch_join([rows, rows], 2)
    tf.train.shuffle_batch_join([rows, rows], 2, 10, 3)
    tf.train.maybe_batch(rows, True, 2)
    return {"n": tf.constant(len(tf.get_collection(tf.GraphKeys.QUEUE_RUNNERS)))}


def readers(tf):
    queue = tf.train.string_input_producer(["a"])
    key, value = tf.TextLineReader(skip_header_lines=1).read(queue)
    tf.WholeFileReader().read(queue)
    tf.TFRecordReader(name="tfr").read(queue)
    tf.FixedLengthRecordReader(record_bytes=4).read(queue)
    tf.decode_csv(value, [[0.0], [0.0]])
    tf.read_file("x")
    tf.write_file("x", "y")
    tf.matching_files("*")
    return {"key": tf.constant(key.name)}


def lookup_tables(tf):
    table = tf.contrib.lookup.index_table_from_tensor(tf.constant(["a", "b"]), num_oov_buckets=1)
    back = tf.contrib.lookup.index_to_string_table_from_tensor(tf.constant(["a", "b"]), default_value="?")
    return _out(table.lookup(tf.constant(["b", "z"])) >= 0, back.lookup(tf.constant([1, 5], tf.int64)))


def moving_averages(tf):
    v = tf.Variable([1.0, 2.0], name="v")
    x = tf.constant([3.0, 4.0])
    ema = tf.train.ExponentialMovingAverage(0.9)
    apply = ema.apply([v, x])
    step = tf.train.get_or_create_global_step()
    other = tf.train.ExponentialMovingAverage(0.9, num_updates=step, zero_debias=True, name="E")
    apply2 = other.apply([x])
    with tf.control_dependencies([apply, apply2]):
        return _out(ema.average(v), tf.identity(ema.average(x)), tf.identity(other.average(x)))


def scopes(tf):
    with tf.name_scope("a"):
        x = tf.constant(1)
    with tf.name_scope("a"):
        y = tf.constant(1)
    with tf.name_scope("a/"):
        z = tf.constant(1)
    with tf.name_scope(None):
        w = tf.constant(1)
    with tf.name_scope(None, "default", [x]):
        u = tf.constant(1)
    with tf.name_scope("named", "default"):
        t = tf.constant(1)
    with tf.variable_scope("v") as scope, tf.name_scope("inner"):
        s = tf.constant(1)
        tf.get_variable("w", [2])
    with tf.variable_scope(scope):
        r = tf.constant(1)
    with tf.variable_scope(None, "dflt"):
        q = tf.get_variable("w", [2])
    with tf.op_scope([x], "os"):
        o = tf.constant(2)
    with tf.device("/cpu:0"), tf.colocate_with(x):
        n = tf.constant(3)
    return {"names": tf.constant([i.name for i in (x, y, z, w, u, t, s, r, q, o, n)])}
