"""tf.train.Saver: the nodes it adds, what it restores, checkpoint state, meta graphs."""
import os
import tempfile

import numpy as np


def _variables(tf):
    with tf.variable_scope("net"):
        a = tf.get_variable("a", [2, 3])
        b = tf.get_variable("b", [3], initializer=tf.zeros_initializer())
    c = tf.Variable(tf.random_normal([2]), name="c")
    return a, b, c


def _directory():
    return os.path.join(tempfile.mkdtemp(), "model.ckpt")


def saver_of_all(tf):
    _variables(tf)
    saver = tf.train.Saver()
    return {"def": tf.constant([saver.saver_def.filename_tensor_name, saver.saver_def.save_tensor_name,
                                saver.saver_def.restore_op_name]), "noise_bits": tf.random_normal([2])}


def saver_of_list_then_all(tf):
    a, b, c = _variables(tf)
    tf.train.Saver([a, b])
    tf.train.Saver({"other": c, "net/b": b}, name="second")
    tf.train.Saver(max_to_keep=1, reshape=True)
    return {"noise_bits": tf.random_normal([2])}


def saver_sharded(tf):
    _variables(tf)
    tf.train.Saver(sharded=True)
    return {"noise_bits": tf.random_normal([2])}


def saver_version_one(tf):
    _variables(tf)
    tf.train.Saver(write_version=tf.train.SaverDef.V1)
    return {"noise_bits": tf.random_normal([2])}


def saver_resource(tf):
    tf.get_variable("r", [2, 3], use_resource=True)
    tf.get_variable("s", [2, 3])
    tf.train.Saver(restore_sequentially=True)
    return {"noise_bits": tf.random_normal([2])}


def saver_partitioned(tf):
    with tf.variable_scope("p", partitioner=tf.fixed_size_partitioner(2)):
        tf.get_variable("w", [4, 2])
    tf.train.Saver()
    return {"noise_bits": tf.random_normal([2])}


def saver_in_scope(tf):
    _variables(tf)
    with tf.name_scope("outer"):
        saver = tf.train.Saver()
    return {"name": tf.constant(saver.saver_def.restore_op_name)}


def saver_after_optimizer(tf):
    a, b, c = _variables(tf)
    loss = tf.nn.l2_loss(a) + tf.nn.l2_loss(b) + tf.nn.l2_loss(c)
    tf.train.AdamOptimizer(0.1).minimize(loss)
    tf.train.Saver()
    return {"noise_bits": tf.random_normal([2])}


def saver_deferred(tf):
    a, _, _ = _variables(tf)
    saver = tf.train.Saver(defer_build=True)
    tf.get_variable("late", [1])
    saver.build()
    return {"noise_bits": tf.random_normal([2])}


def saved_and_restored(tf):
    a, b, c = _variables(tf)
    saver = tf.train.Saver()
    path = _directory()
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        before = session.run([a, c])
        saved = saver.save(session, path, global_step=7)
        session.run([tf.assign(a, a * 0), tf.assign(c, c + 1)])
        saver.restore(session, saved)
        after = session.run([a, c])
        files = sorted(os.listdir(os.path.dirname(path)))
        latest = os.path.basename(tf.train.latest_checkpoint(os.path.dirname(path)))
        state = tf.train.get_checkpoint_state(os.path.dirname(path))
        found = os.path.basename(state.model_checkpoint_path)
        listed = ["%s %s" % (name, shape) for name, shape in tf.train.list_variables(saved)]
        exists = tf.train.checkpoint_exists(saved)
        reader = tf.train.NewCheckpointReader(saved)
        shapes = sorted("%s %s" % item for item in reader.get_variable_to_shape_map().items())
    same = all(np.array_equal(x, y) for x, y in zip(before, after))
    return {"same": tf.constant(same), "files": tf.constant(files), "latest": tf.constant([latest, found]),
            "listed": tf.constant(listed + shapes), "exists": tf.constant(bool(exists))}


def kept_checkpoints(tf):
    _variables(tf)
    saver = tf.train.Saver(max_to_keep=2)
    path = _directory()
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        for step in range(4):
            saver.save(session, path, global_step=step, write_meta_graph=step == 0)
    names = [os.path.basename(p) for p in saver.last_checkpoints]
    with open(os.path.join(os.path.dirname(path), "checkpoint")) as file:
        text = file.read().replace(os.path.dirname(path), "DIR")
    return {"names": tf.constant(names), "text": tf.constant(text)}


def meta_graph_again(tf):
    x = tf.placeholder(tf.float32, [None, 2], name="X")
    w = tf.get_variable("w", [2, 3])
    y = tf.identity(tf.nn.elu(tf.matmul(x, w)), name="y")
    tf.train.GradientDescentOptimizer(0.1).minimize(tf.reduce_mean(y))
    saver = tf.train.Saver()
    tf.add_to_collection("mine", y)
    path = _directory()
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        wanted = session.run(y, {x: np.ones((1, 2))})
        saver.save(session, path)
    with tf.Graph().as_default() as graph:
        again = tf.train.import_meta_graph(path + ".meta")
        names = [op.name for op in graph.get_operations()]
        with tf.Session() as session:
            again.restore(session, path)
            got = session.run(graph.get_collection("mine")[0], {"X:0": np.ones((1, 2))})
        keys = sorted(graph.get_all_collection_keys())
        count = graph._last_id
    return {"same": tf.constant(np.array_equal(wanted, got)), "names": tf.constant(names), "keys": tf.constant(keys),
            "count": tf.constant(count)}


def meta_graph_then_more(tf):
    with tf.Graph().as_default():
        tf.set_random_seed(5)
        w = tf.get_variable("w", [2, 3])
        tf.train.GradientDescentOptimizer(0.1).minimize(tf.reduce_mean(w * w, name="loss"))
        tf.train.Saver()
        definition = tf.train.export_meta_graph()
    tf.train.import_meta_graph(definition)
    noise = tf.random_normal([3])
    v = tf.get_variable("v", [2, 2])
    train = tf.train.AdamOptimizer(0.1).minimize(tf.nn.l2_loss(v) + tf.get_default_graph().get_tensor_by_name("loss:0"))
    return {"noise_bits": noise, "train": train}


def meta_graph_scoped(tf):
    with tf.Graph().as_default():
        tf.set_random_seed(5)
        w = tf.get_variable("w", [2, 3])
        tf.reduce_mean(w * w, name="loss")
        definition = tf.train.export_meta_graph()
    saver = tf.train.import_meta_graph(definition, import_scope="there", clear_devices=True)
    return {"none": tf.constant(saver is None), "noise_bits": tf.random_normal([3])}


def checkpoint_missing(tf):
    _variables(tf)
    saver = tf.train.Saver()
    with tf.Session() as session:
        saver.restore(session, "/nowhere/model.ckpt")


def checkpoint_path_none(tf):
    _variables(tf)
    with tf.Session() as session:
        tf.train.Saver().restore(session, None)


def checkpoint_lacks_a_variable(tf):
    a, b, c = _variables(tf)
    path = _directory()
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        tf.train.Saver([a, b]).save(session, path)
        tf.train.Saver([c]).restore(session, path)


def checkpoint_of_other_shape(tf):
    a, b, c = _variables(tf)
    path = _directory()
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        tf.train.Saver({"x": a}).save(session, path)
        tf.train.Saver({"x": c}).restore(session, path)


def saver_without_variables(tf):
    tf.train.Saver()


def saver_duplicate_names(tf):
    a, b, c = _variables(tf)
    tf.train.Saver([a, a])


def saver_of_tensor(tf):
    tf.train.Saver([tf.constant(1.0)])


def initialized_from_checkpoint(tf):
    a, b, c = _variables(tf)
    path = _directory()
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        tf.train.Saver().save(session, path)
    with tf.Graph().as_default() as graph:
        tf.set_random_seed(3)
        with tf.variable_scope("other"):
            x = tf.get_variable("a", [2, 3])
            tf.get_variable("b", [3])
        y = tf.get_variable("y", [2])
        tf.train.init_from_checkpoint(path, {"net/": "other/", "c": y})
        nodes = [op.name for op in graph.get_operations()]
        count = graph._last_id
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            x_value, y_value = session.run([x, y])
    return {"nodes": tf.constant(nodes), "x_bits": tf.constant(x_value), "y_bits": tf.constant(y_value), "count": tf.constant(count)}


def loaded_variable(tf):
    a, b, c = _variables(tf)
    path = _directory()
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        tf.train.Saver().save(session, path)
    reader = tf.train.load_checkpoint(path)
    return {"a_bits": tf.constant(tf.train.load_variable(path, "net/a")), "has": tf.constant(reader.has_tensor("c"))}


def written_graph(tf):
    tf.constant(1.0, name="one")
    directory = tempfile.mkdtemp()
    path = tf.train.write_graph(tf.get_default_graph(), directory, "graph.pbtxt")
    with open(path) as file:
        text = file.read()
    return {"text": tf.constant([line.strip() for line in text.split("\n")][:12])}
