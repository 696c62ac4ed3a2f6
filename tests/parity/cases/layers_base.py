"""tf.layers.Layer: what TF 1.15's own tests of the base class look at, and what programs that subclass it rely on."""
import copy

import numpy as np


def _x(tf, *shape, **options):
    return tf.placeholder(options.get("dtype", tf.float32), list(shape), name="x")


def _ramp(*shape):
    return np.linspace(-1.0, 1.0, int(np.prod(shape))).reshape(shape).astype(np.float32)


def _l2(tf, scale=0.1):
    return lambda w: tf.multiply(scale, tf.nn.l2_loss(w), name="l2")


def _fact(tf, fact):
    return {"fact": tf.constant(repr(fact))}


def _attempt(make):
    """What came of it: the error's class and text, or fine."""
    try:
        make()
    except Exception as error:
        return [type(error).__name__, str(error)]
    return "fine"


def _square(tf):
    class Square(tf.layers.Layer):
        def call(self, inputs):
            return tf.square(inputs)

    return Square


def _scale(tf):
    class MyScale(tf.layers.Layer):
        def build(self, input_shape):
            self.w = self.add_variable("w", [input_shape[-1].value], initializer=tf.ones_initializer(), regularizer=_l2(tf))
            self.count = self.add_weight("count", [], dtype=tf.int32, trainable=False)
            super(MyScale, self).build(input_shape)

        def call(self, inputs, power=1):
            return (inputs * self.w) ** power

    return MyScale


def properties(tf):
    layer = tf.layers.Layer(name="my_layer")
    private = tf.layers.Layer(name="_priv")
    facts = [layer.variables, layer.trainable_variables, layer.non_trainable_variables, layer.updates, layer.losses, layer.built, layer.name, private.name,
             layer.dtype, layer.trainable, layer.input_spec, layer.activity_regularizer, layer.weights, layer.graph, layer.stateful,
             tf.layers.Layer(dtype=tf.float64).dtype, tf.layers.Layer(name="y", dtype="int32").dtype]
    return _fact(tf, facts)


def names(tf):
    class _Hidden(tf.layers.Layer):
        pass

    class HTTPLayer2D(tf.layers.Layer):
        pass

    made = [tf.layers.Layer(), tf.layers.Layer(), tf.layers.Layer(name="n"), tf.layers.Layer(name="n"), _Hidden(), HTTPLayer2D(), tf.layers.Dense(1), tf.layers.Conv2DTranspose(1, 1),
            tf.layers.MaxPooling2D(1, 1), tf.layers.BatchNormalization(), tf.layers.SeparableConv1D(1, 1), tf.layers.Layer(name="")]
    with tf.Graph().as_default():
        made.append(tf.layers.Layer())
    return _fact(tf, [layer.name for layer in made])


def numpy_dtype(tf):
    return _fact(tf, [tf.layers.Layer(dtype=np.float32).dtype, tf.layers.Layer(dtype=np.dtype("float16")).dtype, tf.layers.Dense(2, dtype=np.int64).dtype])


def add_weight(tf):
    layer = tf.layers.Layer(name="my_layer")
    a = layer.add_variable("my_var", [2, 2], initializer=tf.zeros_initializer())
    b = layer.add_variable("my_var_2", [2, 2], initializer=tf.zeros_initializer(), trainable=False)
    facts = [a.name, [v.name for v in layer.variables], [v.name for v in layer.trainable_variables], [v.name for v in layer.non_trainable_variables]]
    c = layer.add_weight("reg_var", [2, 2], regularizer=lambda x: tf.nn.l2_loss(x) * 1e-3, initializer=tf.ones_initializer())
    layer.trainable = False
    facts += [[v.name for v in layer.non_trainable_variables], layer.trainable_variables, c.name]
    layer.add_weight("late", [3])
    facts += [[v.name for v in tf.trainable_variables()], layer.dtype]
    facts.append(len(layer.losses))
    return _fact(tf, facts)


def add_weight_twice(tf):
    layer = tf.layers.Layer(name="my_layer")
    layer.add_weight("w", [2])
    layer.add_weight("w", [2])


def add_weight_twice_when_built(tf):
    layer = tf.layers.Layer(name="my_layer")
    a = layer.add_weight("w", [2])
    layer.built = True
    b = layer.add_weight("w", [2])
    return _fact(tf, (a is b, [v.name for v in layer.variables]))


def add_weight_dtypes(tf):
    layer = tf.layers.Layer(name="l")
    made = [layer.add_weight("f", [2]), layer.add_weight("i", [2], dtype=tf.int32), layer.add_weight("b", [2], dtype=tf.bool), layer.add_weight("d", [], dtype=tf.float64)]
    return _fact(tf, ([v.dtype.base_dtype.name for v in made], layer.dtype, _attempt(lambda: layer.add_weight("s", [2], dtype=tf.string))))


def add_weight_synchronization(tf):
    layer = tf.layers.Layer(name="l")
    a = layer.add_weight("a", [1], synchronization=tf.VariableSynchronization.ON_READ)
    refused = _attempt(lambda: layer.add_weight("b", [1], synchronization=tf.VariableSynchronization.ON_READ, trainable=True))
    return _fact(tf, ([v.name for v in layer.trainable_weights], a.trainable, refused, _attempt(lambda: layer.add_weight("c", [1], nosuch=3))))


def add_weight_resource(tf):
    layer = tf.layers.Layer(name="l")
    a, b = layer.add_weight("a", [2], use_resource=True), layer.add_weight("b", [2], use_resource=False)
    with tf.variable_scope("r", use_resource=True):
        c = tf.layers.Dense(2)
        c(_x(tf, None, 3))
    return _fact(tf, [v.op.type for v in (a, b, c.kernel)])


def add_weight_partitioner(tf):
    layer = tf.layers.Layer(name="l")
    w = layer.add_weight("w", [4, 2], partitioner=tf.fixed_size_partitioner(2), regularizer=_l2(tf))
    return {"w": tf.convert_to_tensor(w), "losses": layer.losses}


def add_weight_in_call(tf):
    class Lazy(tf.layers.Layer):
        def call(self, inputs):
            w = self.add_weight("w", [3], regularizer=_l2(tf))
            return inputs * w

    x = _x(tf, None, 3)
    layer = Lazy()
    return {"d": layer(x) - layer(x), "fact": tf.constant(repr([v.name for v in layer.variables]))}, {x: _ramp(2, 3)}


def get_variable_in_call(tf):
    class Old(tf.layers.Layer):
        def call(self, inputs):
            return inputs * tf.get_variable("w", [3], initializer=tf.constant_initializer(2.0))

    x = _x(tf, None, 3)
    layer = Old()
    return {"d": layer(x) - layer(x), "fact": tf.constant(repr([v.name for v in layer.variables]))}, {x: _ramp(2, 3)}


def call_once_and_again(tf):
    layer = _square(tf)(name="my_layer")
    inputs = tf.random_normal((5,), seed=1)
    outputs = layer.apply(inputs)
    again = layer(inputs)
    return {"y": outputs, "bits": inputs, "fact": tf.constant(repr((layer.built, outputs.op.name, again.op.name, layer.dtype, layer.scope_name)))}


def subclass(tf):
    x = _x(tf, None, 3)
    a, b = _scale(tf)(), _scale(tf)(name="given")
    outs = {"a": a(x), "b": b(x, power=2), "c": b.apply(x, 3), "losses": a.losses + b.losses}
    facts = (a.name, a.scope_name, [v.name for v in a.variables], [v.name for v in a.trainable_variables], b.name, a.count_params(), a.dtype)
    outs["fact"] = tf.constant(repr(facts))
    return outs, {x: _ramp(2, 3)}


def subclass_with_layers_inside(tf):
    class Block(tf.layers.Layer):
        def __init__(self, units, **kwargs):
            super(Block, self).__init__(**kwargs)
            self.first = tf.layers.Dense(units, activation=tf.nn.relu, name="first")
            self.second = tf.layers.Dense(units)
            self.norm = tf.layers.BatchNormalization()

        def call(self, inputs, training=False):
            return self.norm(self.second(self.first(inputs)) + tf.layers.dense(inputs, 4, name="short"), training=training)

    x = _x(tf, None, 3)
    block = Block(4, name="block")
    y = block(x, training=True)
    z = block(x, training=False)
    facts = ([v.name for v in block.variables], [v.name for v in block.first.variables], [u.name for u in block.norm.updates], block.updates)
    return {"y": y, "z": z, "fact": tf.constant(repr(facts))}, {x: _ramp(2, 3)}


def training_reaches_inner_layers(tf):
    class Block(tf.layers.Layer):
        def __init__(self):
            super(Block, self).__init__()
            self.drop, self.norm = tf.layers.Dropout(0.5), tf.layers.BatchNormalization()

        def call(self, inputs, training=None):
            return self.norm(self.drop(inputs))

    x, t = tf.ones([4, 3]), tf.placeholder_with_default(True, [])
    return {"bits": Block()(x, training=True), "off": Block()(x), "t": Block()(x, training=t)}


def call_with_scope_argument(tf):
    seen = []

    class Scoped(tf.layers.Layer):
        def call(self, inputs, scope=None):
            seen.append((scope.name, scope.original_name_scope, scope.reuse))
            return tf.identity(inputs)

    x = _x(tf, None, 3)
    layer = Scoped()
    layer(x)
    layer(x)
    other = Scoped(name="other")
    with tf.variable_scope("outer"):
        other(x, scope="chosen")
    return _fact(tf, seen)


def call_returns_none(tf):
    class Empty(tf.layers.Layer):
        def call(self, inputs):
            pass

    Empty()(_x(tf, None, 3))


def call_returns_inputs(tf):
    x = _x(tf, None, 3)
    return _fact(tf, tf.layers.Layer()(x) is x)


def several_inputs_and_outputs(tf):
    shapes = []

    class Pair(tf.layers.Layer):
        def build(self, input_shape):
            shapes.append([s.as_list() for s in input_shape] if isinstance(input_shape, (list, tuple)) else {k: v.as_list() for k, v in input_shape.items()})

        def call(self, inputs):
            if isinstance(inputs, dict):
                return {"sum": inputs["a"] + inputs["b"], "difference": inputs["a"] - inputs["b"]}
            return [inputs[0] + inputs[1], inputs[0] - inputs[1]]

    a, b = tf.ones([2, 3]), tf.ones([2, 3])
    out = Pair()([a, b])
    more = Pair()((a, b))
    named = Pair()({"a": a, "b": b})
    return {"0": out[0], "1": out[1], "s": named["sum"], "m": more[1], "fact": tf.constant(repr((shapes, type(out).__name__, sorted(named))))}


def numpy_and_number_inputs(tf):
    layer = _square(tf)()
    return {"a": layer(np.arange(3.0)), "b": layer(2.0), "c": layer([1, 2])[0]}


def unknown_shape(tf):
    seen = []

    class See(tf.layers.Layer):
        def build(self, input_shape):
            seen.append(repr(input_shape))

        def call(self, inputs):
            return tf.identity(inputs)

    See()(tf.placeholder(tf.float32))
    See()(tf.placeholder(tf.float32, [None, 2]))
    return _fact(tf, seen)


def _specified(tf, **spec):
    class Picky(tf.layers.Layer):
        def __init__(self):
            super(Picky, self).__init__(name="picky")
            self.input_spec = tf.layers.InputSpec(**spec)

        def call(self, inputs):
            return inputs

    return Picky()


def input_spec_ndim(tf):
    tries = [lambda: _specified(tf, ndim=2)(tf.constant([1])), lambda: _specified(tf, ndim=2)(tf.constant([[1], [2]])),
             lambda: _specified(tf, ndim=2)(tf.placeholder(tf.int32))]
    return _fact(tf, [_attempt(t) for t in tries])


def input_spec_min_max(tf):
    tries = [lambda: _specified(tf, min_ndim=2)(tf.constant([1])), lambda: _specified(tf, min_ndim=2)(tf.placeholder(tf.int32)),
             lambda: _specified(tf, min_ndim=2)(tf.constant([[[1], [2]]])), lambda: _specified(tf, max_ndim=2)(tf.constant([[[1], [2]]])),
             lambda: _specified(tf, max_ndim=2)(tf.placeholder(tf.int32)), lambda: _specified(tf, max_ndim=2)(tf.constant([1]))]
    return _fact(tf, [_attempt(t) for t in tries])


def input_spec_dtype(tf):
    tries = [lambda: _specified(tf, dtype="float32")(tf.constant(1, dtype=tf.int32)), lambda: _specified(tf, dtype="float32")(tf.constant(1.0))]
    return _fact(tf, [_attempt(t) for t in tries])


def input_spec_axes(tf):
    tries = [lambda: _specified(tf, axes={-1: 2})(tf.constant([1, 2, 3])), lambda: _specified(tf, axes={-1: 2})(tf.constant([[1], [2], [3]])),
             lambda: _specified(tf, axes={-1: 2})(tf.constant([1, 2])), lambda: _specified(tf, axes={1: tf.Dimension(2)})(tf.ones([4, 3])),
             lambda: _specified(tf, axes={-1: 2})(tf.placeholder(tf.float32, [None]))]
    return _fact(tf, [_attempt(t) for t in tries])


def input_spec_shape(tf):
    tries = [lambda: _specified(tf, shape=(None, 3))(tf.constant([[1, 2]])), lambda: _specified(tf, shape=(None, 3))(tf.constant([1, 2, 3])),
             lambda: _specified(tf, shape=(None, 3))(tf.constant([[1, 2, 3], [4, 5, 6]])), lambda: _specified(tf, shape=(None, 3))(tf.placeholder(tf.int32, [None, None]))]
    return _fact(tf, [_attempt(t) for t in tries])


def input_spec_objects(tf):
    spec = tf.layers.InputSpec
    made = [spec(), spec(dtype="float32", shape=(2, None)), spec(ndim=3, min_ndim=1, max_ndim=4, axes={0: 3})]
    facts = [repr(s) for s in made] + [sorted(s.get_config().items(), key=str) for s in made] + [repr(spec.from_config(made[2].get_config()))]
    facts += [_attempt(lambda: spec(axes={"a": 3})), _attempt(lambda: spec(ndim=2, axes={2: 3})), _attempt(lambda: setattr(tf.layers.Layer(), "input_spec", 3))]
    return _fact(tf, facts)


def input_spec_several(tf):
    class Two(tf.layers.Layer):
        def __init__(self):
            super(Two, self).__init__(name="two")
            self.input_spec = [tf.layers.InputSpec(ndim=2), None]

        def call(self, inputs):
            return inputs[0]

    tries = [lambda: Two()([tf.ones([2, 2]), tf.ones([1])]), lambda: Two()([tf.ones([2]), tf.ones([1])])]
    return _fact(tf, [_attempt(t) for t in tries] + [_attempt(lambda: Two()(tf.ones([2, 2])))[0]])


def losses_and_updates(tf):
    class Busy(tf.layers.Layer):
        def build(self, input_shape):
            self.v = self.add_weight("v", (), initializer=tf.zeros_initializer(), trainable=False)
            self.built = True

        def call(self, inputs):
            self.add_update(tf.assign_add(self.v, tf.reduce_sum(inputs), name="conditional"), inputs=True)
            self.add_update(tf.assign_add(self.v, 1.0, name="unconditional"), inputs=None)
            self.add_update(lambda: tf.assign_add(self.v, 2.0, name="lazy"))
            self.add_update([self.v.assign(3.0).op])
            self.add_loss(tf.reduce_sum(inputs, name="loss"), inputs=True)
            self.add_loss(tf.reduce_sum(self.v, name="free"))
            self.add_loss([None, lambda: tf.constant(1.5, name="late")])
            return inputs + 1.0

    x, y = _x(tf, 3), _x(tf, 3)
    layer = Busy()
    layer(x)
    layer.apply(y)
    name = lambda items: [item.name for item in items]
    facts = (name(layer.updates), name(layer.get_updates_for(None)), name(layer.get_updates_for(x)), name(layer.get_updates_for([y])), name(layer.get_updates_for([x, y])),
             name(layer.losses), name(layer.get_losses_for(None)), name(layer.get_losses_for(x)), name(layer.get_losses_for([y])), layer.get_losses_for(tf.ones([3])))
    layer.trainable = False
    facts += (layer.updates, len(layer.losses))
    layer.stateful = True
    facts += (len(layer.updates),)
    return {"losses": layer.losses, "fact": tf.constant(repr(facts))}, {x: _ramp(3), y: _ramp(3)}


def losses_outside_of_call(tf):
    layer = tf.layers.Layer(name="l")
    layer.add_loss(tf.constant(1.0, name="given"))
    layer.add_loss(2.0)
    layer.add_update(tf.no_op(name="nothing"))
    return _fact(tf, ([t.name for t in layer.losses], [u.name for u in layer.updates], [u.name for u in layer.get_updates_for(None)], tf.get_collection(tf.GraphKeys.UPDATE_OPS)))


def activity_regularizer(tf):
    layer = _square(tf)(activity_regularizer=tf.reduce_sum, name="my_layer")
    x = _x(tf, None, 3)
    layer.apply(x)
    layer(x)
    return {"losses": layer.losses, "fact": tf.constant(repr([t.name for t in layer.get_losses_for(x)]))}, {x: _ramp(2, 3)}


def deepcopy_of_a_built_layer(tf):
    layer = _square(tf)(name="my_layer")
    layer._private_tensor = tf.random_normal(())
    layer.some = {"a": [1, 2]}
    layer(tf.random_normal((5,), seed=1))
    twin = copy.deepcopy(layer)
    return _fact(tf, (twin.name == layer.name, twin._scope.name, twin._private_tensor is layer._private_tensor, twin.some == layer.some, twin.some is layer.some, twin(tf.ones([2])).name))


def deepcopy_of_an_unbuilt_layer(tf):
    layer = tf.layers.Dense(3, activation=tf.nn.relu, name="fc")
    layers = [copy.deepcopy(layer) for _ in range(2)]
    outs = [one(tf.ones([2, 2])) for one in layers]
    return _fact(tf, [o.name for o in outs] + [one.kernel.name for one in layers])


def reuse_and_scope_arguments(tf):
    x = _x(tf, None, 3)
    scale = _scale(tf)
    first = scale(name="a", _scope="s")
    first(x)
    second = scale(_scope="s", _reuse=True)
    second(x)
    third = scale(name="b", _reuse=None)
    third(x)
    fourth = scale(name="b", _reuse=True)
    fourth(x)
    facts = [(one.name, one.scope_name, [v.name for v in one.variables]) for one in (first, second, third, fourth)]
    return _fact(tf, (facts, second.w is first.w, fourth.w is third.w, len(second.losses)))


def shared_by_scope_object(tf):
    x = _x(tf, None, 3)
    scale = _scale(tf)
    with tf.variable_scope("s") as scope:
        one = scale()
        one(x)
    two = scale(name=scope)
    two(x)
    with tf.variable_scope(scope, reuse=True):
        three = scale()
        three(x)
    return _fact(tf, [(one.name, one.scope_name, one.w.name) for one in (one, two, three)])


def variables_made_before_call(tf):
    layer = tf.layers.Layer(name="early")
    layer.add_weight("w", [2], regularizer=_l2(tf))
    with tf.variable_scope("outer"):
        late = tf.layers.Layer(name="late")
        late.add_weight("w", [2], regularizer=_l2(tf))
    late(tf.ones([2]))
    return _fact(tf, (layer.scope_name, late.scope_name))


def name_scope_of_a_second_graph(tf):
    layer = tf.layers.Dense(2)
    layer(tf.ones([1, 2]))
    with tf.Graph().as_default():
        other = tf.layers.Dense(2)
        name = other(tf.ones([1, 2])).name
    return _fact(tf, (name, other.name))


def keras_style(tf):
    x = _x(tf, None, 3)
    with tf.layers.experimental.keras_style_scope():
        a, b = tf.layers.Dense(2, kernel_regularizer=_l2(tf), name="fc"), tf.layers.Dense(2, name="fc")
        c = tf.layers.BatchNormalization()
        refused = [_attempt(lambda: tf.layers.dense(x, 2, name="fc")), _attempt(lambda: tf.layers.Dense(2, _reuse=True))]
    outs = {"a": a(x), "b": b(x), "c": c(x, training=True), "losses": a.losses}
    with tf.variable_scope("vs"):
        with tf.layers.experimental.keras_style_scope():
            d = tf.layers.Dense(2)
        outs["d"] = d(x)
    outs["fact"] = tf.constant(repr(([v.name for one in (a, b, c, d) for v in one.variables], refused, _attempt(lambda: a(x, scope="s")), a.name, d.name)))
    return outs, {x: _ramp(2, 3)}


def unknown_keyword(tf):
    tf.layers.Layer(nosuch=1)


def known_keywords(tf):
    tf.layers.Layer(input_shape=(3,), batch_size=2, autocast=False, dynamic=False)
    tf.layers.Dense(2, input_dim=3)


def without_super_init(tf):
    class Bare(tf.layers.Layer):
        def __init__(self):
            pass

        def call(self, inputs):
            return inputs

    Bare()(tf.ones([2]))


def given_weights(tf):
    layer = tf.layers.Dense(2, name="fc")
    layer.build((None, 2))
    return _fact(tf, [_attempt(lambda: layer.set_weights([np.ones((2, 2))]))[0], _attempt(lambda: layer.set_weights([np.ones((3, 2)), np.ones(2)]))])


def not_connected(tf):
    layer = tf.layers.Dense(2, name="fc")
    layer(tf.ones([2, 2]))
    tries = [lambda: layer.input, lambda: layer.output, lambda: layer.input_shape, lambda: layer.output_shape, lambda: layer.get_input_at(0), lambda: layer.get_output_at(0),
             lambda: layer.get_input_shape_at(0), lambda: layer.get_output_shape_at(0), lambda: tf.layers.Layer().compute_output_shape((2,))]
    return _fact(tf, [_attempt(t) for t in tries] + [layer.inbound_nodes, layer.outbound_nodes])


def inside_cond(tf):
    x = tf.ones([2, 3])
    flag = tf.placeholder_with_default(True, [])
    y = tf.cond(flag, lambda: tf.layers.dense(x, 2, name="a", kernel_regularizer=_l2(tf)), lambda: tf.layers.dense(x, 2, name="b"))
    return {"y": y}


def inside_while_loop(tf):
    x = tf.ones([2, 3])
    layer = tf.layers.Dense(3, name="step")
    _, y = tf.while_loop(lambda i, h: i < 3, lambda i, h: (i + 1, layer(h)), [0, x])
    return {"y": y}


def under_control_dependencies_and_device(tf):
    gate = tf.no_op(name="gate")
    with tf.control_dependencies([gate]), tf.device("/cpu:0"):
        y = tf.layers.dense(tf.ones([2, 3]), 2, kernel_regularizer=_l2(tf))
        z = tf.layers.batch_normalization(y, training=True)
    return {"z": z}


def module_of_tensorflow(tf):
    layer = tf.layers.Dense(2)
    return _fact(tf, (isinstance(layer, tf.Module), isinstance(layer, tf.layers.Layer), layer.submodules, issubclass(tf.layers.Dense, tf.layers.Layer)))


def variables_as_inputs(tf):
    v = tf.Variable(_ramp(4, 3), name="v")
    w = tf.get_variable("w", [2, 6, 6, 3])
    outs = [tf.layers.dense(v, 2), tf.layers.dropout(v, 0.5, training=True), tf.layers.flatten(w), tf.layers.batch_normalization(v, training=True),
            tf.layers.conv2d(w, 2, 3), tf.layers.max_pooling2d(w, 2, 2), tf.layers.batch_normalization(w, training=True), _square(tf)()(v), _scale(tf)()(v),
            tf.layers.conv2d_transpose(w, 2, 3), tf.layers.dense(w, 2), tf.layers.dropout(w, 0.3)]
    return {str(i): o for i, o in enumerate(outs)}


def variables_as_inputs_updates(tf):
    v = tf.Variable(_ramp(4, 3), name="v")
    layer = tf.layers.BatchNormalization()
    layer(v, training=True)
    return _fact(tf, ([u.name for u in layer.get_updates_for(v)], layer.get_updates_for(None)))


def resource_variables_throughout(tf):
    with tf.variable_scope("r", use_resource=True):
        x = tf.random_normal([2, 6, 6, 3])
        net = tf.layers.conv2d(x, 2, 3, kernel_regularizer=_l2(tf))
        net = tf.layers.batch_normalization(net, training=True)
        net = tf.layers.dense(tf.layers.flatten(net), 2, kernel_regularizer=_l2(tf))
        net = tf.layers.batch_normalization(net, training=tf.placeholder_with_default(True, []), renorm=True)
    with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
        return {"y": tf.identity(net), "losses": tf.losses.get_regularization_losses()}


def two_towers(tf):
    def tower(x):
        h = tf.layers.dense(x, 4, activation=tf.nn.relu, name="h", kernel_regularizer=_l2(tf))
        h = tf.layers.batch_normalization(h, training=True, name="bn")
        return tf.layers.dense(h, 2, name="out")

    a, b = tf.placeholder(tf.float32, [None, 3], name="a"), tf.placeholder(tf.float32, [None, 3], name="b")
    with tf.variable_scope("siamese") as scope:
        one = tower(a)
        scope.reuse_variables()
        two = tower(b)
    with tf.variable_scope("siamese", reuse=True):
        three = tower(a)
    return {"one": one - three, "two": two}, {a: _ramp(4, 3), b: _ramp(4, 3)[::-1]}


def generator_and_discriminator(tf):
    def generator(z, training):
        with tf.variable_scope("generator", reuse=tf.AUTO_REUSE):
            x = tf.layers.dense(z, 2 * 2 * 4)
            x = tf.nn.relu(tf.layers.batch_normalization(tf.reshape(x, [-1, 2, 2, 4]), training=training))
            x = tf.layers.conv2d_transpose(x, 3, 5, strides=2, padding="same", kernel_initializer=tf.random_normal_initializer(stddev=0.02))
            return tf.tanh(tf.layers.conv2d_transpose(x, 1, 5, strides=2, padding="same"))

    def discriminator(x, reuse=False):
        with tf.variable_scope("discriminator", reuse=reuse):
            x = tf.nn.leaky_relu(tf.layers.conv2d(x, 4, 5, strides=2, padding="same"), alpha=0.2)
            x = tf.layers.dropout(tf.layers.flatten(x), 0.3, training=True)
            return tf.layers.dense(x, 1)

    z, real = tf.placeholder(tf.float32, [None, 3], name="z"), tf.placeholder(tf.float32, [None, 8, 8, 1], name="real")
    fake = generator(z, True)
    d_real, d_fake = discriminator(real), discriminator(fake, reuse=True)
    sample = generator(z, False)
    return {"bits": tf.ones([1]), "fake": fake, "d_real": d_real, "d_fake": d_fake, "sample": sample}, {z: _ramp(2, 3), real: _ramp(2, 8, 8, 1)}
