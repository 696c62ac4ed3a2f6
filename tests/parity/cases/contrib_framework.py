"""tf.contrib.framework: variables, finding them, shape checks, the global step, assignment."""


def model_variable(tf):
    framework = tf.contrib.framework
    with tf.variable_scope("A"):
        a = framework.model_variable("a", [5], initializer=tf.random_normal_initializer())
        b = framework.model_variable("b", shape=[2, 3], trainable=False)
        framework.model_variable("c", [2], collections=["mine"], dtype=tf.float64)
        framework.variable("d", [3], collections=["other", "other"])
        framework.variable("e", [3], device="/device:CPU:0")
    return {"a_bits": a, "b_bits": b}


def local_and_global_variables(tf):
    framework = tf.contrib.framework
    a = framework.local_variable(0, name="a")
    b = framework.local_variable([0.0, 1.0])
    c = framework.global_variable([1, 2], name="c")
    framework.add_model_variable(c)
    framework.add_model_variable(c)
    return {"a": a, "b": b, "c": c}


def model_variable_with_regularizer(tf):
    framework = tf.contrib.framework
    with tf.variable_scope("S"):
        framework.model_variable("w", [4], regularizer=tf.contrib.layers.l2_regularizer(0.1))
    with tf.variable_scope("S", reuse=True):
        framework.model_variable("w", [4], regularizer=tf.contrib.layers.l2_regularizer(0.1))
    return {"w_bits": tf.global_variables()[0], "loss": tf.losses.get_regularization_loss()}


def scope_defaults(tf):
    framework = tf.contrib.framework
    with framework.arg_scope([framework.model_variable], initializer=tf.ones_initializer(), trainable=False):
        with framework.arg_scope([framework.variable], device="/CPU:0"):
            v = framework.model_variable("v", [2])
            w = framework.model_variable("w", [2], trainable=True)
    return {"v": v, "w": w}


def partitioned_variable(tf):
    framework = tf.contrib.framework
    with tf.variable_scope("A"):
        framework.model_variable("a", [5], initializer=tf.ones_initializer(), partitioner=tf.fixed_size_partitioner(2))
    with tf.variable_scope("A", reuse=True):
        framework.model_variable("a", [5], initializer=tf.ones_initializer(), partitioner=tf.fixed_size_partitioner(2))
    return {"n": tf.constant(len(framework.get_variables()))}


def custom_getter(tf):
    seen = []

    def getter(getter, name, *args, **kwargs):
        seen.append(name)
        return getter(name, *args, **kwargs)

    with tf.variable_scope("S", custom_getter=getter):
        tf.contrib.framework.model_variable("a", [2])
    return {"seen": tf.constant(seen)}


def lookups(tf):
    framework = tf.contrib.framework
    with tf.variable_scope("A"):
        framework.variable("a", [5])
        framework.variable("fooa", [5])
    with tf.variable_scope("B"):
        framework.variable("a", [5])
        framework.model_variable("b", [2], trainable=False)
    framework.variable("a", [5])
    framework.local_variable(1.0, name="la")
    names = lambda found: tf.constant(",".join(v.op.name for v in found))  # noqa: E731
    return {
        "all": names(framework.get_variables()),
        "A": names(framework.get_variables("A")),
        "suffix": names(framework.get_variables_by_suffix("a")),
        "suffix_scope": names(framework.get_variables(scope="A", suffix="a")),
        "name": names(framework.get_variables_by_name("a")),
        "name_scope": names(framework.get_variables_by_name("a", scope="B")),
        "model": names(framework.get_model_variables()),
        "local": names(framework.get_local_variables()),
        "trainable": names(framework.get_trainable_variables()),
        "unique": names([framework.get_unique_variable("a")]),
        "restore": names(framework.get_variables_to_restore()),
        "include": names(framework.get_variables_to_restore(include=["B", "A/f"])),
        "exclude": names(framework.get_variables_to_restore(exclude=["A"])),
        "filter": names(framework.filter_variables(tf.global_variables(), ["A", "b"], ["foo"])),
        "match": names(framework.filter_variables(tf.global_variables(), ["A", "a"], reg_search=False)),
    }


def unique_variable_missing(tf):
    tf.contrib.framework.get_unique_variable("nothing")


def unique_variable_ambiguous(tf):
    tf.get_variable("ab", [1])
    tf.contrib.framework.get_unique_variable("a")


def restore_include_no_list(tf):
    tf.contrib.framework.get_variables_to_restore(include="A")


def restore_exclude_no_list(tf):
    tf.contrib.framework.get_variables_to_restore(exclude="A")


def global_step(tf):
    framework = tf.contrib.framework
    step = framework.get_or_create_global_step()
    same = framework.get_or_create_global_step() is step and framework.assert_or_get_global_step() is step
    framework.assert_global_step(step)
    return {"step": step, "same": tf.constant(same)}


def global_step_of_a_graph(tf):
    graph = tf.Graph()
    framework = tf.contrib.framework
    framework.create_global_step(graph)
    found = framework.get_global_step(graph) is not None and framework.get_global_step() is None
    return {"found": tf.constant(found)}


def global_step_twice(tf):
    tf.contrib.framework.create_global_step()
    tf.contrib.framework.create_global_step()


def global_step_of_floats(tf):
    tf.Variable(0.0, trainable=False, name="global_step", dtype=tf.float32)
    tf.contrib.framework.get_or_create_global_step()


def global_step_no_scalar(tf):
    tf.Variable([0], trainable=False, name="global_step", dtype=tf.int32)
    tf.contrib.framework.get_global_step()


def assign_from_values(tf):
    import numpy as np

    framework = tf.contrib.framework
    with tf.variable_scope("m"):
        v0 = framework.variable("v0", [2, 2], initializer=tf.zeros_initializer())
        v1 = framework.variable("v1", [3], initializer=tf.zeros_initializer())
    op, feed = framework.assign_from_values({"m/v0": np.arange(4.0), "m/v1": np.ones(3)})
    with tf.control_dependencies([op]):
        out = {"v0": v0.read_value(), "v1": v1.read_value()}
    return out, feed


def assign_from_values_missing(tf):
    import numpy as np

    tf.contrib.framework.assign_from_values({"nothing": np.ones(3)})


def variable_device_chooser(tf):
    framework = tf.contrib.framework
    with tf.Graph().as_default():  # devices that are not there cannot run
        with framework.arg_scope([framework.variable], device=framework.VariableDeviceChooser(num_tasks=2)):
            devices = [framework.variable(name, [1]).device for name in "abc"]
    return {"devices": tf.constant(devices)}


def device_names(tf):
    choosers = [{}, {"num_tasks": 3}, {"device_type": "GPU", "device_index": 2}, {"num_tasks": 1, "replica": 1, "job_name": "w"}]
    named = [tf.contrib.framework.VariableDeviceChooser(**kw)(None) for kw in choosers]
    return {"names": tf.constant(named)}


def with_shape_static(tf):
    framework = tf.contrib.framework
    x = tf.constant([[1.0, 2.0]], name="x")
    return {"a": framework.with_shape([1, 2], x), "b": framework.with_shape([], tf.constant([3.0], name="one"))}


def with_shape_dynamic(tf):
    framework = tf.contrib.framework
    x = tf.placeholder(tf.float32, name="x")
    y = tf.placeholder(tf.float32, [None, 2], name="y")
    shape = tf.placeholder(tf.int32, [2], name="shape")
    out = {
        "list": framework.with_shape([1, 2], x),
        "tensor": framework.with_shape(shape, x),
        "partial": framework.with_shape([1, 2], y),
        "same": framework.with_same_shape(x, y),
        "same_static": framework.with_same_shape(tf.zeros([1, 2]), y),
        "shapes": tf.constant([str(framework.with_shape(tf.TensorShape([1, 2]), x).shape)]),
    }
    return out, {x: [[1.0, 2.0]], y: [[3.0, 4.0]], shape: [1, 2]}


def with_shape_wrong_at_run_time(tf):
    x = tf.placeholder(tf.float32, name="x")
    return {"out": tf.contrib.framework.with_shape([2, 2], x)}, {x: [1.0]}


def with_shape_wrong(tf):
    tf.contrib.framework.with_shape([2, 2], tf.ones([3]))


def with_shape_floats(tf):
    tf.contrib.framework.with_shape([2.0, 2.0], tf.ones([3]))


def with_shape_matrix(tf):
    tf.contrib.framework.with_shape([[2], [2]], tf.ones([3]))


def reduce_sum_n(tf):
    framework = tf.contrib.framework
    a, b = tf.constant([1.0, 2.0], name="a"), tf.constant([[3.0]], name="b")
    return {"two": framework.reduce_sum_n([a, b]), "one": framework.reduce_sum_n([a], name="total")}


def reduce_sum_n_of_nothing(tf):
    tf.contrib.framework.reduce_sum_n([])


def remove_squeezable_dimensions(tf):
    remove = tf.contrib.framework.remove_squeezable_dimensions
    x = tf.placeholder(tf.float32, name="x")
    y = tf.placeholder(tf.float32, [None, 1], name="y")
    a, b = remove(tf.ones([3, 1]), tf.ones([3]))
    c, d = remove(tf.ones([3]), tf.ones([3, 1]))
    e, f = remove(x, tf.ones([3]))
    g, h = remove(y, x)
    return dict(a=a, b=b, c=c, d=d, e=e, f=f, g=g, h=h), {x: [1.0, 2.0, 3.0], y: [[1.0], [2.0], [3.0]]}


def assert_scalar_int(tf):
    out = tf.contrib.framework.assert_scalar_int(tf.constant(3))
    return {"out": out}


def assert_scalar_int_of_float(tf):
    tf.contrib.framework.assert_scalar_int(tf.constant(3.0))


def assert_scalar_int_of_vector(tf):
    tf.contrib.framework.assert_scalar_int(tf.constant([3]))


def assert_same_float_dtype_mixed(tf):
    tf.contrib.framework.assert_same_float_dtype([tf.constant(1.0), tf.constant(1.0, tf.float64)])


def assert_same_float_dtype_ints(tf):
    tf.contrib.framework.assert_same_float_dtype([tf.constant(1)])


def py_func(tf):
    import numpy as np

    x = tf.placeholder(tf.float32, [2], name="x")
    made = tf.contrib.framework.py_func(
        lambda a, b: {"sum": a + b["c"], "one": np.int32(1)},
        [x, {"c": tf.constant([1.0, 2.0])}],
        output_types={"sum": tf.float32, "one": tf.int32},
        output_shapes={"sum": tf.TensorShape([2]), "one": []},
    )
    return {"sum": made["sum"], "one": made["one"], "shape": tf.constant(str(made["sum"].shape))}, {x: [1.0, 2.0]}


def sorting(tf):
    x = tf.constant([3.0, 1.0, 2.0])
    framework = tf.contrib.framework
    return {"sort": framework.sort(x, direction="DESCENDING"), "argsort": framework.argsort(x)}


def names_of_scopes(tf):
    framework = tf.contrib.framework
    with tf.name_scope("a"):
        with tf.name_scope("b"):
            name = framework.get_name_scope()
    placeholder = tf.placeholder(tf.float32, name="p")
    return {
        "name": tf.constant(name),
        "root": tf.constant(framework.get_name_scope()),
        "placeholders": tf.constant([p.name for p in framework.get_placeholders(tf.get_default_graph())]),
        "graph": tf.constant(framework.get_graph_from_inputs([placeholder]) is tf.get_default_graph()),
        "strip": tf.constant(framework.strip_name_scope("a/b", "a")),
        "prepend": tf.constant(framework.prepend_name_scope("b", "a")),
        "smart": framework.smart_cond(True, lambda: tf.constant(1), lambda: tf.constant(2)),
        "flat": tf.constant(framework.nest.flatten({"b": 1, "a": [2, 3]})),
    }


def zero_initializer(tf):
    v = tf.get_variable("v", [2], initializer=tf.ones_initializer())
    return {"v": tf.contrib.framework.zero_initializer(v)}  # already initialized: fails when run
