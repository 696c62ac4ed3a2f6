"""Checkpoints as programs of TF 1.x keep, look up, prune, assign and initialize from them."""

import os
import tempfile

import numpy as np

from tests.parity.asking import is_refused


def _path():
    return os.path.join(tempfile.mkdtemp(), "model.ckpt")


def _written(tf, sharded=False):
    """A checkpoint of `w`, `w_1`, `scope/v`, `other/v` and the partitioned `parts/p`."""
    path = _path()
    with tf.Graph().as_default(), tf.Session() as session:
        tf.get_variable("w", initializer=np.arange(6, dtype="float32").reshape(2, 3))
        tf.get_variable("w_1", initializer=np.arange(6, dtype="float32").reshape(2, 3) + 10)
        tf.get_variable("scope/v", initializer=np.float32([1, 2]))
        tf.get_variable("other/v", initializer=np.float32([3, 4]))
        with tf.variable_scope("parts", partitioner=tf.fixed_size_partitioner(2)):
            tf.get_variable("p", [4], initializer=lambda shape, *_, **__: tf.constant([7.0, 8.0]))
        session.run(tf.global_variables_initializer())
        return tf.train.Saver(sharded=sharded).save(session, path, global_step=3)


def _values(tf, variables, before=None):
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        if before is not None:
            before(session)
        return [tf.constant(value) for value in session.run(variables)]


def _files(path):
    return sorted(os.listdir(os.path.dirname(path)))


def initialized_by_scope_root_and_name(tf):
    path = _written(tf)
    out = {}
    with tf.Graph().as_default() as graph:
        mine = tf.get_variable("scope/v", [2]), tf.get_variable("mine", [2, 3]), tf.get_variable("w_1", [2, 3])
        tf.train.init_from_checkpoint(path, {"scope/": "scope/", "w": mine[1], "w_1": "w_1"})
        nodes = len(graph.get_operations()), graph._last_id
        init = [variable.initializer.op.inputs[1].op.type for variable in mine]
        short = len(str(graph.as_graph_def())) < 27000
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            values = session.run(mine)
    out["values"] = [tf.constant(value) for value in values]
    out["nodes"] = tf.constant(nodes)
    out["init"] = tf.constant(init)
    out["short"] = tf.constant(short)
    return out


def initialized_at_the_root(tf):
    path = _written(tf)
    with tf.Graph().as_default():
        with tf.variable_scope("net"):
            with tf.variable_scope("scope"):
                v = tf.get_variable("v", [2])
            w = tf.get_variable("w", [2, 3])
            with tf.variable_scope("parts", partitioner=tf.fixed_size_partitioner(2)):
                p = tf.get_variable("p", [4])
        tf.train.init_from_checkpoint(path, {"/": "net/"})
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            values = session.run([v, w, tf.convert_to_tensor(p)])
    return {"values": [tf.constant(value) for value in values]}


def initialized_in_partitions(tf):
    path = _written(tf)
    with tf.Graph().as_default():
        with tf.variable_scope("a", partitioner=tf.fixed_size_partitioner(2)):
            by_name = tf.get_variable("p", [4])
        with tf.variable_scope("b", partitioner=tf.fixed_size_partitioner(2)):
            by_list = tf.get_variable("p", [4])
        whole = tf.get_variable("whole", [4])
        tf.train.init_from_checkpoint(path, {"parts/p": "a/p"})
        tf.train.init_from_checkpoint(path, {"parts/p": list(by_list)})
        tf.train.init_from_checkpoint(path, {"parts/p": whole})
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            values = session.run([tf.convert_to_tensor(by_name), tf.convert_to_tensor(by_list), whole])
    return {"values": [tf.constant(value) for value in values]}


def a_suffix_is_another_variable(tf):
    """`net/w` is not `net/w_1`, and `net/w` in a map does not catch it."""
    path = _written(tf)
    with tf.Graph().as_default():
        with tf.variable_scope("net"):
            one = tf.get_variable("w", [2, 3], initializer=tf.zeros_initializer())
            two = tf.get_variable("w_1", [2, 3], initializer=tf.zeros_initializer())
        tf.train.init_from_checkpoint(path, {"w": "net/w"})
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            values = session.run([one, two])
    return {"values": [tf.constant(value) for value in values]}


def initializing_refused(tf):
    path = _written(tf)
    with tf.Graph().as_default():
        w = tf.get_variable("w", [3, 2])
        tf.get_variable("scope/unknown", [2])
        init = tf.train.init_from_checkpoint
        refused = [
            is_refused(ValueError, "w", lambda: init(path, {"w": "w"})),
            is_refused(ValueError, "(3, 2)", lambda: init(path, {"w": w})),
            is_refused(ValueError, "not found in", lambda: init(path, {"nothing": "w"})),
            is_refused(ValueError, "scope/unknown", lambda: init(path, {"scope/": "scope/"})),
            is_refused(ValueError, "", lambda: init(path, {"scope": "scope/"})),
            is_refused(tf.errors.OpError, "", lambda: init("/nowhere/at/all", {"w": "w"})),
        ]
    return {"refused": tf.constant(refused)}


def assigned(tf):
    framework = tf.contrib.framework
    path = _written(tf)
    with tf.Graph().as_default() as graph:
        with tf.variable_scope("scope"):
            v = framework.variable("v", [2], initializer=tf.zeros_initializer())
        mine = framework.variable("mine", [2, 3], initializer=tf.zeros_initializer())
        op, feed = framework.assign_from_checkpoint(path, {"w": mine, "scope/v": v})
        fed = ["%s %s" % (tensor.name, value.shape) for tensor, value in feed.items()]
        listed = framework.assign_from_checkpoint(path, [v])
        op_type = op.type
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            session.run(op, feed)
            values = session.run([v, mine])
            session.run(listed[0], listed[1])
        names = [node.name for node in graph.get_operations()]
    return {
        "values": [tf.constant(value) for value in values],
        "names": tf.constant(names),
        "fed": tf.constant(sorted(fed) + [op_type]),
    }


def assigned_by_function(tf):
    framework = tf.contrib.framework
    path = _written(tf)
    with tf.Graph().as_default():
        flat = framework.variable("w", [6], initializer=tf.zeros_initializer())
        missing = framework.variable("missing", [6], initializer=tf.ones_initializer())
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            make = framework.assign_from_checkpoint_fn
            refused = [
                is_refused(tf.errors.InvalidArgumentError, "", lambda: make(path, [flat])(session)),
                is_refused((ValueError, tf.errors.NotFoundError), "missing", lambda: make(path, [missing])(session)),
                is_refused(ValueError, "", lambda: framework.assign_from_checkpoint(path, [missing])),
                is_refused((tf.errors.OpError, ValueError), "", lambda: make("/nowhere/at/all", [flat])(session)),
                make(path, [missing], ignore_missing_vars=True) is None,
            ]
            make(path, [flat, missing], ignore_missing_vars=True, reshape_variables=True)(session)
            values = session.run([flat, missing])
    return {"refused": tf.constant(refused), "values": [tf.constant(value) for value in values]}


def read(tf):
    framework = tf.contrib.framework
    path = _written(tf)
    directory = os.path.dirname(path)
    listed = ["%s %s" % pair for pair in framework.list_variables(directory)]
    reader = framework.load_checkpoint(directory)
    return {
        "listed": tf.constant(listed + ["%s %s" % pair for pair in tf.train.list_variables(path)]),
        "v": tf.constant(framework.load_variable(directory, "scope/v")),
        "p": tf.constant(reader.get_tensor("parts/p")),
        "has": tf.constant([reader.has_tensor("w"), reader.has_tensor("w:0"), reader.has_tensor("parts/p/part_0")]),
    }


def files_of_one_and_of_shards(tf):
    one, shards = _written(tf), _written(tf, sharded=True)
    v1 = _path()
    with tf.Graph().as_default(), tf.Session() as session:
        a = tf.get_variable("a", initializer=np.float32([1, 2]))
        saver = tf.train.Saver(write_version=tf.train.SaverDef.V1, sharded=True)
        session.run(tf.global_variables_initializer())
        saved = saver.save(session, v1)
        session.run(a.assign([0.0, 0.0]))
        saver.restore(session, saved)
        value = session.run(a)
    return {
        "files": tf.constant(_files(one) + _files(shards) + [name for name in _files(v1)]),
        "paths": tf.constant([os.path.basename(one), os.path.basename(shards), os.path.basename(saved)]),
        "value": tf.constant(value),
    }


def partitions_are_slices(tf):
    """A partitioned variable is one tensor in the file: read whole, or cut another way."""
    path = _written(tf)
    with tf.Graph().as_default(), tf.Session() as session:
        with tf.variable_scope("parts"):
            whole = tf.get_variable("p", [4])
        tf.train.Saver([whole]).restore(session, path)
        first = session.run(whole)
    with tf.Graph().as_default(), tf.Session() as session:
        with tf.variable_scope("parts", partitioner=tf.fixed_size_partitioner(4)):
            cut = tf.get_variable("p", [4])
        tf.train.Saver().restore(session, path)
        second = session.run(list(cut))
    return {"whole": tf.constant(first), "cut": [tf.constant(value) for value in second]}


def pruned(tf):
    """max_to_keep, and what keep_checkpoint_every_n_hours lets live; then known again by another saver."""
    path = _path()
    directory = os.path.dirname(path)
    tf.get_variable("v", initializer=1.0)
    saver = tf.train.Saver(max_to_keep=2, keep_checkpoint_every_n_hours=1e-9)
    plain = tf.train.Saver(max_to_keep=2)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        for step in range(4):
            saver.save(session, path, global_step=step)
        every = [name for name in _files(path) if name.endswith(".index")]
        kept = [os.path.basename(name) for name in saver.last_checkpoints]
        there = tf.train.get_checkpoint_state(directory)
        listed = [os.path.basename(name) for name in there.all_model_checkpoint_paths]
        plain.recover_last_checkpoints([path + "-2", path + "-3", path + "-99"])
        recovered = [os.path.basename(name) for name in plain.last_checkpoints]
        plain.save(session, path, global_step=10)
        after = [name for name in _files(path) if name.endswith(".index")]
        none_kept = tf.train.Saver(max_to_keep=None)
        for step in range(20, 23):
            none_kept.save(session, path, global_step=step, latest_filename="others", write_state=step != 22)
        others = [os.path.basename(name) for name in none_kept.last_checkpoints]
        latest = [tf.train.latest_checkpoint(directory), tf.train.latest_checkpoint(directory, "others")]
    return {
        "every": tf.constant(every),
        "kept": tf.constant(kept + listed + recovered),
        "after": tf.constant(after),
        "others": tf.constant(others + [str(none_kept.last_checkpoints == [])]),
        "latest": tf.constant([os.path.basename(name) for name in latest]),
    }


def paths_in_the_state_file(tf):
    """Relative where the checkpoint lies beside it: the directory may be moved."""
    path = _path()
    directory = os.path.dirname(path)
    tf.get_variable("v", initializer=1.0)
    here = os.getcwd()
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        try:
            os.chdir(directory)
            tf.train.Saver().save(session, "./relative", global_step=1, latest_filename="one")
            os.mkdir("deep")
            tf.train.Saver().save(session, "deep/model", latest_filename="two")
            texts = [open(name).read() for name in ("one", "deep/two")]
            found = [tf.train.latest_checkpoint(".", "one"), tf.train.latest_checkpoint("deep", "two")]
        finally:
            os.chdir(here)
        tf.train.update_checkpoint_state(directory, path + "-5", [path + "-4", path + "-5"])
        with open(os.path.join(directory, "checkpoint")) as file:
            texts.append(file.read().replace(directory, "DIR"))
        made = tf.train.generate_checkpoint_state_proto(directory, "model-7")
    return {"texts": tf.constant(texts), "found": tf.constant([str(name) for name in found]),
            "made": tf.constant(str(made).replace(directory, "DIR")),
            "none": tf.constant(str(tf.train.latest_checkpoint("/nowhere/at/all")))}


def reshaped_on_restore(tf):
    path = _written(tf)
    with tf.Graph().as_default(), tf.Session() as session:
        w = tf.get_variable("w", [6])
        tf.train.Saver([w], reshape=True).restore(session, path)
        value = session.run(w)
        refused = is_refused(tf.errors.InvalidArgumentError, "", lambda: tf.train.Saver([w]).restore(session, path))
    return {"value": tf.constant(value), "refused": tf.constant(refused)}


def saver_refuses(tf):
    path = _written(tf)
    v = tf.get_variable("v", initializer=1.0)
    saver = tf.train.Saver([v])
    unbuilt = tf.train.Saver(defer_build=True)
    with tf.Session() as session:
        session.run(v.initializer)
        refused = [
            is_refused(ValueError, "The passed save_path is not a valid checkpoint", lambda: saver.restore(session, path + "-no")),
            is_refused(ValueError, "Can't load save_path when it is None", lambda: saver.restore(session, None)),
            is_refused(tf.errors.NotFoundError, "v", lambda: saver.restore(session, path)),
            is_refused(ValueError, "Parent directory of", lambda: saver.save(session, "/nowhere/at/all/model")),
            is_refused(TypeError, "", lambda: saver.save(None, path)),
            is_refused(ValueError, "", lambda: saver.save(session, path, latest_filename="a/checkpoint")),
            is_refused(RuntimeError, "", lambda: unbuilt.save(session, path)),
            is_refused(ValueError, "No variables to save", lambda: _saver_of_nothing(tf)),
            is_refused(ValueError, "At least two variables have the same name", lambda: tf.train.Saver([v, v])),
        ]
    return {"refused": tf.constant(refused)}


def _saver_of_nothing(tf):
    with tf.Graph().as_default():
        tf.train.Saver()


def meta_graph_without_devices(tf):
    path = _path()
    with tf.Graph().as_default(), tf.Session(config=tf.ConfigProto(allow_soft_placement=True)) as session:
        with tf.device("/job:worker/task:3/device:GPU:0"):
            x = tf.placeholder(tf.float32, [None, 2], name="x")
        with tf.device("/cpu:0"):
            w = tf.get_variable("w", initializer=np.float32([[1], [2]]))
        tf.add_to_collection("y", tf.matmul(x, w, name="y"))
        tf.add_to_collection("number", 3)
        tf.add_to_collection("word", "word")
        with tf.device(None):
            saver = tf.train.Saver()
        session_free = saver.export_meta_graph(path + ".meta", clear_devices=False)
        exported = sorted(session_free.collection_def)
    with tf.Graph().as_default() as graph:
        tf.train.import_meta_graph(path + ".meta", clear_devices=True)
        devices = sorted(set(op.device for op in graph.get_operations()))
        keys = ["%s %s" % (key, [getattr(item, "name", item) for item in graph.get_collection(key)]) for key in
                sorted(graph.get_all_collection_keys())]
    with tf.Graph().as_default() as graph:
        tf.train.import_meta_graph(path + ".meta", import_scope="a/b")
        with_devices = sorted(set(op.device for op in graph.get_operations()))
        names = [op.name for op in graph.get_operations() if "save" not in op.name]
        scoped = [v.name for v in graph.get_collection(tf.GraphKeys.GLOBAL_VARIABLES)]
        y = [tensor.name for tensor in graph.get_collection("y")]
    return {"exported": tf.constant(exported), "devices": tf.constant(devices), "keys": tf.constant(keys),
            "with_devices": tf.constant(with_devices), "names": tf.constant(names), "scoped": tf.constant(scoped + y)}


def shadows_restored(tf):
    """The names by which moving averages are saved and restored into the variables themselves."""
    v = tf.get_variable("v", initializer=np.float32([1.0, 2.0]))
    w = tf.get_variable("w", initializer=3.0, trainable=False)
    average = tf.train.ExponentialMovingAverage(0.5)
    apply = average.apply([v])
    path = _path()
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        session.run(v.assign([5.0, 6.0]))
        session.run(apply)
        saved = tf.train.Saver().save(session, path)
        mapped = average.variables_to_restore()
        tf.train.Saver(mapped).restore(session, saved)
        value = session.run([v, w])
    return {"mapped": tf.constant(sorted("%s %s" % (name, one.op.name) for name, one in mapped.items())),
            "value": [tf.constant(one) for one in value]}
