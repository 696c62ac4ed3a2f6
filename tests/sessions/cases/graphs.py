"""The graph and the session around a run: growth, closing, threads, options, errors of operations."""

import threading


def growing(tf, see):
    x = tf.placeholder(tf.float32, [], name="x")
    y = x + 1
    with tf.Session() as session:
        see(lambda: session.run(y, {x: 1}))
        z = y * 2
        see(lambda: session.run([y, z], {x: 1}))
        see(lambda: session.run(y, {x: 1}))
        see(lambda: session.run("later:0", {x: 1}))
        tf.add(z, 1, name="later")
        see(lambda: session.run("later:0", {x: 1}))
        see(lambda: session.run(tf.add(z, 3), {x: 1}))
        v = tf.get_variable("v", initializer=2.0)
        see(lambda: session.run(v))
        session.run(v.initializer)
        see(lambda: session.run([v, v + z], {x: 1}))
        tf.get_default_graph().finalize()
        see(lambda: session.run([v, v + z], {x: 1}))
        see(lambda: session.run(v))


def empty_graph(tf, see):
    with tf.Session() as session:
        see(lambda: session.run("x:0"))
        see(lambda: session.run([]))
        tf.constant(1, name="x")
        see(lambda: session.run("x:0"))
        see(lambda: session.run([]))


def closed(tf, see):
    a, x = tf.constant(1), tf.placeholder(tf.float32)
    session = tf.Session()
    see(lambda: session.run(a))
    session.close()
    see(lambda: session.run(a))
    see(lambda: session.run(None))
    see(lambda: session.run(x, {x: 1}))
    see(lambda: session.close())
    see(lambda: a.eval(session=session))
    see(lambda: session.partial_run_setup([a], []))
    with tf.Session() as inner:
        see(lambda: inner.run(a))
    see(lambda: inner.run(a))


def several_sessions(tf, see):
    count = tf.get_variable("count", initializer=0)
    add = tf.assign_add(count, 1)
    first, second = tf.Session(), tf.Session()
    for session in (first, second):
        session.run(count.initializer)
    see(lambda: first.run(add))
    see(lambda: second.run(add))
    see(lambda: [first.run(count), second.run(count)])
    with first.as_default():
        see(lambda: [count.eval(), count.eval(session=second)])
    first.close()
    see(lambda: first.run(count))
    see(lambda: second.run(count))


def several_graphs(tf, see):
    ours, theirs = tf.Graph(), tf.Graph()
    with ours.as_default():
        a = tf.constant(1, name="a")
        session = tf.Session()
    with theirs.as_default():
        b = tf.constant(2, name="a")
        other = tf.Session()
        see(lambda: [session.run(a), session.run("a:0"), other.run("a:0")])
        see(lambda: session.run(b))
        see(lambda: other.run(a))
        see(lambda: a.eval())
        with session.as_default():
            see(lambda: a.eval())
            see(lambda: b.eval())
            see(lambda: b.op.run())
        see(lambda: tf.Session(graph=ours).run([a]))
    see(lambda: [session.graph is ours, other.graph is theirs])


def default_session(tf, see):
    x = tf.placeholder(tf.float32, [], name="x")
    y = x * 2
    op = tf.no_op()
    see(lambda: y.eval({x: 1}))
    see(lambda: op.run())
    with tf.Session():
        see(lambda: [y.eval({x: 1}), y.eval(feed_dict={x: 2}), op.run()])
        see(lambda: y.eval())
        see(lambda: tf.get_default_session() is not None)
    see(lambda: y.eval({x: 1}))


def reset(tf, see):
    """`reset_default_graph` under a session that goes on."""
    outer = tf.Graph()
    a = tf.constant(1, name="a")
    session = tf.Session()
    see(lambda: session.run(a))
    with outer.as_default():
        see(lambda: tf.reset_default_graph())
    see(lambda: session.run(["a:0", a]))
    session.close()


def constructing(tf, see):
    see(lambda: tf.Session(3))
    see(lambda: tf.Session(config=3))
    see(lambda: tf.Session(graph=3))
    see(lambda: tf.Session(tf.ConfigProto()))
    see(lambda: tf.Session("nowhere://a"))
    see(lambda: tf.Session("grpc:nowhere"))
    see(lambda: tf.Session(None).run(tf.constant(1)))
    see(lambda: tf.InteractiveSession(graph=3))
    with tf.Session() as session:
        see(lambda: session.__enter__())
        see(lambda: [session.graph is tf.get_default_graph(), session.sess_str])
        see(lambda: "CPU" in [device.device_type for device in session.list_devices()])
        see(lambda: [node.name for node in session.graph_def.node][:2])


def subclass(tf, see):
    class Wrapping(tf.Session):
        def run(self, fetches, feed_dict=None, options=None, run_metadata=None):
            return "wrapped", super(Wrapping, self).run(fetches, feed_dict, options, run_metadata)

    a = tf.constant(4)
    with Wrapping() as session:
        see(lambda: [session.run(a), a.eval(), isinstance(session, tf.Session)])


def interactive(tf, see):
    a = tf.constant(1) + 1
    session = tf.InteractiveSession()
    see(lambda: [a.eval(), session.run(a), tf.get_default_session() is session])
    see(lambda: isinstance(session, tf.Session))
    session.close()
    see(lambda: a.eval())
    see(lambda: session.run(a))


def errors_of_operations(tf, see):
    x = tf.placeholder(tf.float32, [None], name="x")
    wrong = tf.reshape(x, [2, 2], name="wrong")
    v = tf.get_variable("v", [2])
    r = tf.get_variable("r", [2], use_resource=True)
    count = tf.get_variable("count", initializer=0)
    add = tf.assign_add(count, 1)
    with tf.control_dependencies([add]):
        late = tf.Assert(tf.reduce_sum(x) > 100, ["too little", x], name="late")

    def by_hand(array):
        raise ValueError("from Python")

    python = tf.py_func(by_hand, [x], tf.float32, name="python")
    queue = tf.FIFOQueue(2, tf.int32, name="queue")
    with tf.Session() as session:
        see(lambda: session.run(wrong, {x: [1, 2, 3]}))
        see(lambda: session.run(wrong, {x: [1, 2, 3, 4]}))
        see(lambda: session.run(wrong, {x: [1, 2, 3]}))
        see(lambda: session.run(x))
        see(lambda: session.run(v))
        see(lambda: session.run(r))
        see(lambda: session.run(tf.check_numerics(tf.log(-x), "not a number", name="check"), {x: [1]}))
        see(lambda: session.run(python, {x: [1]}))
        see(lambda: session.run(tf.read_file("/no/such/file", name="read")))
        see(lambda: session.run(tf.gather([1, 2], 7, name="gather")))
        session.run(count.initializer)
        see(lambda: session.run(late, {x: [1, 2]}))
        see(lambda: session.run(count))
        session.run(queue.close())
        for operation in [queue.dequeue(name="take"), queue.enqueue(1, name="put")]:
            see(lambda operation=operation: session.run(operation))


def error_attributes(tf, see):
    x = tf.placeholder(tf.float32, [None], name="x")
    with tf.name_scope("scope"):
        wrong = tf.reshape(x, [2, 2], name="wrong")

    def attributes(fetch, feeds):
        try:
            session.run(fetch, feeds)
        except tf.errors.OpError as error:
            op = error.op
            return [
                error.error_code, op and op.name, error.node_def and error.node_def.op, error.message.split("\n")[0],
                str(error).split("\n")[0], len(error.message.split("\n")), op is None or op.graph is session.graph,
            ]  # fmt: skip

    with tf.Session() as session:
        see(lambda: attributes(wrong, {x: [1, 2, 3]}))
        see(lambda: attributes(wrong, None))


def randomness(tf, see):
    tf.set_random_seed(7)
    a, b = tf.random_normal([2]), tf.random_uniform([2], seed=3)
    with tf.Session() as session:
        see(lambda: session.run(a))
        see(lambda: session.run([a, b]))
        see(lambda: session.run(b))
        see(lambda: session.run(a, options=tf.RunOptions()))
        see(lambda: session.run(b, run_metadata=tf.RunMetadata()))
        see(lambda: session.make_callable(a)())
    with tf.Session() as session:
        see(lambda: session.run(a))


def options(tf, see):
    x = tf.placeholder(tf.float32, [2], name="x")
    y = tf.nn.relu(x, name="y")

    def traced():
        metadata = tf.RunMetadata()
        full = tf.RunOptions(trace_level=tf.RunOptions.FULL_TRACE)
        result = session.run(y, {x: [1, -1]}, options=full, run_metadata=metadata)
        names = {
            stats.node_name.split(":")[0] for device in metadata.step_stats.dev_stats for stats in device.node_stats
        }
        return [result, "y" in names]

    def partitions():
        metadata = tf.RunMetadata()
        session.run(y, {x: [1, -1]}, tf.RunOptions(output_partition_graphs=True), metadata)
        return len(metadata.partition_graphs)

    def bare():
        metadata = tf.RunMetadata()
        session.run(y, {x: [1, -1]}, None, metadata)
        return [metadata.ByteSize() > 0, len(metadata.step_stats.dev_stats)]

    queue = tf.FIFOQueue(1, tf.int32)
    with tf.Session() as session:
        see(lambda: session.run(y, {x: [1, -1]}))
        see(traced)
        see(partitions)
        see(bare)
        see(lambda: session.run(y, {x: [1, -1]}, options=3))
        see(lambda: session.run(y, {x: [1, -1]}, run_metadata=3))
        see(lambda: session.run(y, {x: [1]}, options=tf.RunOptions(), run_metadata=tf.RunMetadata()))
        see(lambda: session.run(queue.dequeue(name="take"), options=tf.RunOptions(timeout_in_ms=50)))


def partial_runs(tf, see):
    a, b, c = (tf.placeholder(tf.float32, [], name=name) for name in "abc")
    first = a + b
    second = first * c
    with tf.Session() as session:

        def both():
            handle = session.partial_run_setup([first, second], [a, b, c])
            middle = session.partial_run(handle, first, {a: 1, b: 2})
            return [middle, session.partial_run(handle, second, {c: middle})]

        see(both)
        see(lambda: session.run(first, {a: 1, b: 2}))
        see(both)
        see(lambda: session.partial_run("nothing", first, {a: 1, b: 2}))
        see(lambda: session.partial_run_setup([first], [3]))


def callables(tf, see):
    x = tf.placeholder(tf.float32, [], name="x")
    y, op = x * 2, tf.no_op()
    constant = tf.constant(3)
    with tf.Session() as session:
        double = session.make_callable(y, [x])
        see(lambda: double(4))
        see(lambda: double([1, 2]))
        see(lambda: double())
        see(
            lambda: [
                session.make_callable(op)(),
                session.make_callable(constant)(),
                session.make_callable([constant, op])(),
            ]
        )
        see(lambda: session.make_callable({"k": constant}, accept_options=True)(options=tf.RunOptions()))
        see(lambda: session.make_callable(y, x))


def threads(tf, see):
    x = tf.placeholder(tf.int64, [None], name="x")
    count = tf.get_variable("count", initializer=0)
    add = tf.assign_add(count, 1, use_locking=True)
    y = x * 3
    with tf.Session() as session:
        session.run(count.initializer)

        def several():
            wrong = []

            def work(number):
                for step in range(50):
                    got = session.run([y, [add, "mul:0"]], {x: [number, step]})
                    if got[0].tolist() != [3 * number, 3 * step] or got[1][1].tolist() != got[0].tolist():
                        wrong.append(got)

            workers = [threading.Thread(target=work, args=(number,)) for number in range(6)]
            for worker in workers:
                worker.start()
            for worker in workers:
                worker.join()
            return [len(wrong), session.run(count)]

        see(several)


def many_different_steps(tf, see):
    x = tf.placeholder(tf.float32, [], name="x")
    layers = [x * number for number in range(400)]
    with tf.Session() as session:

        def all_of_them():
            return sum(float(session.run(layer, {x: 1})) for layer in layers)

        see(all_of_them)
