"""What is fed: values, shapes, keys, and what cannot be."""

import collections

import numpy as np


def feed_values(tf, see):
    x = tf.placeholder(tf.float32, [None], name="x")
    y = x * 2
    values = [
        [1, 2], (1, 2), np.array([1, 2]), np.array([1, 2], np.float32), np.array([1.5, 2.5]), range(3), [True, False], [],
        np.zeros(0), [np.float64(1), 2], np.arange(6, dtype=np.float32)[::2], np.array([1, 2], ">f4"), [1e40],
        np.ma.array([1.0, 2.0], mask=[0, 1]), [10**30], np.array([1, 2], np.uint8), [np.nan, np.inf],
    ]  # fmt: skip
    with tf.Session() as session:
        for value in values:
            see(lambda value=value: session.run(y, {x: value}))


def wrong_feed_values(tf, see):
    x = tf.placeholder(tf.float32, [None], name="x")
    n = tf.placeholder(tf.int32, [], name="n")
    s = tf.placeholder(tf.string, [], name="s")
    with tf.Session() as session:
        bad = [
            "abc",
            ["a"],
            None,
            [None],
            1.5,
            [[1.0]],
            np.ones([2, 2]),
            [[1], [2, 3]],
            object(),
            tf.constant([1.0]),
            {},
            x,
        ]
        for value in bad:
            see(lambda value=value: session.run(x + 1, {x: value}))
        for value in [
            "abc",
            None,
            [1],
            2**40,
            -(2**40),
            2.7,
            2**70,
            3 + 4j,
            True,
            b"3",
            np.float32(3.9),
            np.int64(2**33),
        ]:
            see(lambda value=value: session.run(n + 1, {n: value}))
        for value in [
            1,
            None,
            ["a"],
            2.5,
            True,
            "é",
            b"\xff\0",
            np.str_("x"),
            np.bytes_(b"y"),
            np.array("z"),
            object(),
        ]:
            see(lambda value=value: session.run(s, {s: value}))
            see(lambda value=value: session.run(tf.identity(s), {s: value}))


def scalars(tf, see):
    flag, rate = tf.placeholder(tf.bool, []), tf.placeholder_with_default(0.5, [])
    small, tiny = tf.placeholder(tf.uint8, []), tf.placeholder(tf.float16, [])
    z = tf.placeholder(tf.complex64, [])
    with tf.Session() as session:
        for value in [True, False, 1, 0, 3, np.bool_(True), [], "a", 1.0, None]:
            see(lambda value=value: session.run(tf.logical_not(flag), {flag: value}))
        for value in [0.1, 1, 2**24, True, np.float64(0.1), np.array(0.1), [0.1]]:
            see(lambda value=value: session.run(rate * 2, {rate: value}))
        see(lambda: session.run(rate))
        for value in [0, 255, 256, -1, 3.9, True]:
            see(lambda value=value: session.run(small, {small: value}))
        for value in [1, 0.1, 2048, 65504]:
            see(lambda value=value: session.run(tiny, {tiny: value}))
        for value in [1, 1.5, 2j, "1j"]:
            see(lambda value=value: session.run(z * 1j, {z: value}))


def strings(tf, see):
    s = tf.placeholder(tf.string, [None], name="s")
    lengths = tf.strings.length(s)
    values = [
        ["a", "bc"],
        [b"a", "bc"],
        np.array(["a", "é"]),
        np.array([b"a", b"b\0c\0"]),
        np.array(["a", b"b"], object),
        [],
        [1],
    ]
    with tf.Session() as session:
        for value in values:
            see(lambda value=value: session.run([s, lengths], {s: value}))


def feed_shapes(tf, see):
    fixed = tf.placeholder(tf.float32, [2, 3], name="fixed")
    rows = tf.placeholder(tf.float32, [None, 3], name="rows")
    free = tf.placeholder(tf.float32, name="free")
    grows = tf.placeholder(tf.float32, [None], name="grows")
    with tf.Session() as session:
        for shape in [(2, 3), (3, 2), (2, 4), (6,), (), (0, 3), (2, 3, 1), (1, 3)]:
            see(lambda shape=shape: session.run(fixed + 1, {fixed: np.ones(shape)}))
            see(lambda shape=shape: session.run(rows + 1, {rows: np.ones(shape)}))
            see(lambda shape=shape: session.run(free + 1, {free: np.ones(shape)}))
        see(lambda: session.run(grows + 1, {grows: np.ones(5)}))
        grows.set_shape([4])
        see(lambda: session.run(grows + 1, {grows: np.ones(5)}))
        see(lambda: session.run(grows + 1, {grows: np.ones(4)}))


def feed_keys(tf, see):
    x, y = tf.placeholder(tf.float32, [], name="x"), tf.placeholder(tf.float32, [], name="y")
    total = tf.add(x, y, name="total")
    op = tf.no_op(name="op")
    with tf.Graph().as_default():
        stranger = tf.placeholder(tf.float32)
    with tf.Session() as session:
        see(lambda: session.run(total, {x: 1, y: 2}))
        see(lambda: session.run(total, {y: 2, x: 1}))
        see(lambda: session.run(total, {x: 1}))
        see(lambda: session.run(total, {y: 1}))
        see(lambda: session.run(total, {x: 1, y: 2, total: 5}))
        see(lambda: session.run(total, {total: 5}))
        see(lambda: session.run([total, x, op, total * 2], {total: 5, x: 3}))
        see(lambda: session.run(total * 2, {total: 5}))
        see(lambda: session.run(total, {(x, y): (1, 2)}))
        see(lambda: session.run(total, {(x, (y,)): (1, (2,))}))
        see(lambda: session.run(total, {(x, y): (1, 2, 3)}))
        see(lambda: session.run(total, {(x, y): 1}))
        see(lambda: session.run(total, {(x, y): (1, 2), x: 3}))
        see(lambda: session.run(total, collections.OrderedDict([(x, 1), (y, 2)])))
        for key in [op, stranger, None, 3, "op", "nobody:0", object()]:
            see(lambda key=key: session.run(total, {x: 1, y: 2, key: 3}))
        for feeds in [[(x, 1)], (x, 1), x, 3, "x"]:
            see(lambda feeds=feeds: session.run(total, feeds))
        for feeds in [{}, [], (), None]:
            see(lambda feeds=feeds: session.run(x + 1, feeds))


def several_wrong_feeds(tf, see):
    x, y = tf.placeholder(tf.float32, [2], name="x"), tf.placeholder(tf.float32, [3], name="y")
    z = tf.concat([x, y], 0)
    with tf.Session() as session:
        see(lambda: session.run(z, {x: [1, 2], y: [1, 2, 3]}))
        see(lambda: session.run(z, {x: [1], y: ["a", "b", "c"]}))
        see(lambda: session.run(z, {y: ["a", "b", "c"], x: [1]}))
        see(lambda: session.run([z, "nobody:0"], {x: [1], y: [1]}))
        see(lambda: session.run("nobody:0", {x: [1, 2], y: [1, 2, 3]}))


def intermediate_feeds(tf, see):
    x = tf.constant([1.0, 2.0], name="x")
    middle = tf.nn.relu(x, name="middle")
    y = middle * 10
    with tf.Session() as session:
        see(lambda: session.run(y))
        see(lambda: session.run(y, {middle: [5, 6]}))
        see(lambda: session.run(y, {x: [-1, 6]}))
        see(lambda: session.run([x, middle, y], {x: [-1, 6], middle: [0, 0]}))
        see(lambda: session.run(y, {x: [1, 2, 3]}))


def forbidden(tf, see):
    x = tf.placeholder(tf.float32, [], name="x")
    y = x + 1
    z = y + 1
    graph = tf.get_default_graph()
    with tf.Session() as session:
        see(lambda: session.run([z, y.op], {y: 2}))
        graph.prevent_feeding(y)
        see(lambda: session.run([z, y.op], {y: 2}))
        see(lambda: session.run([z, y], {x: 2}))
        graph.prevent_fetching(y.op)
        see(lambda: session.run([z, y], {x: 2}))
        see(lambda: session.run(z, {x: 2}))
        see(lambda: [graph.is_feedable(y), graph.is_fetchable(y), graph.is_feedable(x), graph.is_fetchable(z)])
    loop = tf.while_loop(lambda i: i < 3, lambda i: tf.identity(i + 1, name="inside"), [0])
    inside = graph.get_tensor_by_name("while/inside:0")
    with tf.Session() as session:
        see(lambda: session.run(loop))
        see(lambda: session.run(inside))
        see(lambda: session.run(loop, {inside: 2}))


def handles(tf, see):
    a = tf.constant([1.0, 2.0])
    with tf.Session() as session:

        def once():
            handle = session.run(tf.get_session_handle(a * 2))
            holder, tensor = tf.get_session_tensor(handle.handle, tf.float32)
            return [
                type(handle).__name__, handle.eval(), session.run(tensor + 1, {holder: handle.handle}),
                session.run(tensor + 1, {holder: handle}),
            ]  # fmt: skip

        see(once)
        x = tf.placeholder(tf.float32, [2])
        y = x + 1
        see(lambda: session.run(y, {x: session.run(tf.get_session_handle(a * 3))}))
        see(lambda: session.run([y, x], {x: session.run(tf.get_session_handle(a * 3))}))
        see(lambda: session.run(y, {x: [5, 6]}))


def resources(tf, see):
    resource = tf.get_variable("resource", initializer=[3.0], use_resource=True)
    handle = resource.handle
    other = tf.placeholder(tf.resource, [], name="other")
    queue = tf.FIFOQueue(5, tf.int32, shapes=[[]], name="queue")
    put, take, size = queue.enqueue(tf.constant(4)), queue.dequeue(), queue.size()
    op = tf.no_op()
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        see(lambda: session.run(handle).dtype.names)
        see(lambda: session.run(tf.is_variable_initialized(resource), {other: session.run(handle)}))
        see(lambda: session.run(other, {other: 3}))
        see(lambda: session.run([put, op]))
        see(lambda: session.run(size))
        see(lambda: [session.run(put), session.run(take)])
        see(lambda: session.run(size, {size: 9}))
