"""What is fetched: kinds, structures, names, variables, sparse values, and what cannot be."""

import collections

import numpy as np


Point = collections.namedtuple("Point", ["x", "y"])


class Rows(list):
    """A list of a program's own."""


def one_tensor(tf, see):
    x = tf.placeholder(tf.float32, [None, 2], name="x")
    with tf.Session() as session:
        see(lambda: session.run(2 * x, {x: [[1, 2], [3, 4]]}))
        see(lambda: session.run(tf.identity(3.5)))


def each_dtype(tf, see):
    values = [
        True,
        3,
        2.5,
        1j,
        b"abc",
        [1.5, 2.5],
        np.int8(3),
        np.uint16(4),
        np.zeros([0, 3]),
        np.float16(1.5),
        [[b"a", b"bc"]],
    ]
    fetches = [tf.constant(value) for value in values]
    fetches += [tf.constant(1.5, tf.bfloat16), tf.zeros([2], tf.int64), tf.constant(7, tf.uint8)]
    with tf.Session() as session:
        see(lambda: session.run(fetches))
        for fetch in fetches:
            see(lambda fetch=fetch: session.run(fetch))


def structures(tf, see):
    a, b, op = tf.constant(1, name="a"), tf.constant(2.5, name="b"), tf.no_op()
    ordered = collections.OrderedDict([("z", a), ("y", [b, op])])
    default = collections.defaultdict(list, {"k": a})
    fetches = [
        [a, b], (a, b), [a], (a,), [op], op, [], (), {}, [a, a, op, a], {"p": a, "q": (b, [op, a])}, Point(a, [b, a]),
        [Point(op, a), {"r": Point(a, b)}], Rows([a, b]), ordered, default, [[[[a]]]], [[], a], {1: a, "1": b, None: op},
        {(1, 2): a, 2.5: b}, [{}, {}, ()],
    ]  # fmt: skip
    with tf.Session() as session:
        for fetch in fetches:
            see(lambda fetch=fetch: session.run(fetch))


def same_keys_other_types(tf, see):
    a, b = tf.constant(1), tf.constant(2)
    with tf.Session() as session:
        see(lambda: session.run({1: a, 2: b}))
        see(lambda: session.run({True: a, 2.0: b}))
        see(lambda: session.run({1: b, 2: a}))
        see(lambda: session.run([a, b]))
        see(lambda: session.run((a, b)))
        see(lambda: session.run(Point(a, b)))
        see(lambda: session.run(Rows([a, b])))


def changed_structures(tf, see):
    a, b = tf.constant(1), tf.constant(2)
    as_list, as_dict = [a], {"a": a}
    with tf.Session() as session:
        see(lambda: session.run([as_list, as_dict]))
        as_list.append(b)
        as_dict["b"] = b
        see(lambda: session.run([as_list, as_dict]))
        as_list[0] = b
        del as_dict["a"]
        see(lambda: session.run([as_list, as_dict]))


def by_name(tf, see):
    tf.constant([1, 2], name="scope/a")
    tf.no_op(name="nothing")
    x = tf.placeholder(tf.int32, [2], name="x")
    tf.add(x, 1, name="more")
    with tf.Session() as session:
        for fetch in [
            "scope/a:0",
            "nothing",
            ["more:0"],
            "more",
            "scope/a",
            "a:0",
            "a",
            "scope/a:1",
            "x:0:0",
            "",
            "^a",
        ]:
            see(lambda fetch=fetch: session.run(fetch, {"x:0": [1, 2]}))
        see(lambda: session.run(b"more:0", {b"x:0": [1, 2]}))
        see(lambda: session.run("more:0", {"x": [1, 2]}))
        see(lambda: session.run("more:0", {"y:0": [1, 2]}))
        see(lambda: session.run("more:0", {"x:0": [5, 6], x: [1, 2]}))


def variables(tf, see):
    reference = tf.get_variable("reference", initializer=[1.0, 2.0])
    resource = tf.get_variable("resource", initializer=[3.0], use_resource=True)
    parts = tf.get_variable("parts", [4], initializer=tf.ones_initializer(), partitioner=tf.fixed_size_partitioner(2))
    with tf.Session() as session:
        see(lambda: session.run(reference))
        see(lambda: session.run(resource))
        session.run(tf.global_variables_initializer())
        see(lambda: session.run([reference, resource, {"v": [reference]}]))
        see(lambda: session.run(parts))
        see(lambda: session.run(list(parts)))
        see(lambda: session.run(resource + 1, {resource: [7.0]}))
        see(lambda: session.run(reference + 1, {reference: [7.0, 8.0]}))
        see(lambda: [reference.eval(), resource.eval(session)])
        see(lambda: session.run(tf.assign(reference, [5.0, 6.0])))
        see(lambda: session.run([reference, reference.read_value()]))


def what_is_returned_is_the_callers(tf, see):
    """Changing a result changes neither the graph's constants nor its variables nor what was fed."""
    constant = tf.constant([1.0, 2.0, 3.0])
    reference = tf.get_variable("reference", initializer=[1.0, 2.0])
    resource = tf.get_variable("resource", initializer=[3.0, 4.0], use_resource=True)
    read = tf.identity(reference)
    x = tf.placeholder(tf.float32, [2])
    fed = np.array([8.0, 9.0], np.float32)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())

        def change(fetch):
            result = session.run(fetch, {x: fed})
            result += 100.0
            return session.run(fetch, {x: fed})

        for fetch in [constant, read, tf.identity(x), tf.reshape(x, [1, 2]), tf.nn.relu(x), tf.identity(constant)]:
            see(lambda fetch=fetch: change(fetch))
        see(lambda: change(resource + 0.0))
        see(lambda: fed)
        see(lambda: session.run(x, {x: fed}) is fed)
        see(lambda: session.run([x], {x: [8.0, 9.0]}))


def sparse(tf, see):
    value = tf.SparseTensorValue([[0, 1], [2, 0]], [1.5, 2.5], [3, 2])
    x = tf.sparse_placeholder(tf.float32, name="x")
    known = tf.sparse_placeholder(tf.float32, [3, 2])
    total = tf.sparse_reduce_sum(x)
    fixed = tf.SparseTensor([[0]], [3], [2])
    with tf.Session() as session:
        see(lambda: session.run(fixed))
        see(lambda: session.run([fixed, {"f": fixed}]))
        see(lambda: session.run(x, {x: value}))
        see(lambda: session.run([total, x], {x: value}))
        see(lambda: session.run(total, {x: tuple(value)}))
        see(lambda: session.run(total, {x: list(value)}))
        see(lambda: session.run(total, {x: (np.array([[0, 1]]), [1.5], [3, 2])}))
        see(lambda: session.run(total, {x: ([[0, 1]], [1.5])}))
        see(lambda: session.run(total, {x: 3.0}))
        see(lambda: session.run(total, {x: np.ones([3, 2])}))
        see(lambda: session.run(total, {x: ([0, 1], [1.5], [3, 2])}))
        see(lambda: session.run(known, {known: value}))
        see(lambda: session.run(x.values, {x.values: [1.0], x.indices: [[0, 0]]}))


def slices(tf, see):
    embeddings = tf.get_variable("embeddings", initializer=np.arange(8, dtype=np.float32).reshape(4, 2))
    loss = tf.reduce_sum(tf.gather(embeddings, [1, 3]) ** 2)
    gradient = tf.gradients(loss, embeddings)[0]
    shaped = tf.IndexedSlices(tf.constant([[1.0]]), tf.constant([0]), tf.constant([4, 1]))
    fed = tf.IndexedSlices(tf.placeholder(tf.float32, [None]), tf.placeholder(tf.int32, [None]))
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        see(lambda: session.run(gradient))
        see(lambda: session.run([gradient, loss]))
        see(lambda: session.run(shaped))
        see(lambda: session.run(fed.values + 1, {fed: ([1.0], [0], None)}))
        see(lambda: session.run(fed, {fed: ([1.0], [0])}))


def wrong_fetches(tf, see):
    a = tf.constant(1)
    with tf.Graph().as_default():
        stranger = tf.constant(2)
    queue = tf.FIFOQueue(3, tf.int32)
    with tf.Session() as session:
        for fetch in [
            None,
            3,
            2.5,
            {1, 2},
            stranger,
            [a, None],
            [a, stranger],
            {"k": stranger},
            object,
            np.ones(2),
            queue,
        ]:
            see(lambda fetch=fetch: session.run(fetch))
        see(lambda: session.run([a, [a, 3]]))
        see(lambda: session.run(tf.get_default_graph()))
        see(lambda: session.run())
        see(lambda: session.run(a, a))
        see(lambda: session.run(a, no_such_argument=1))
        see(lambda: session.run(fetches=a, feed_dict={}))
