"""tf.contrib.tpu.TPUEstimator with use_tpu=False, as BERT and its kin are run."""
import tempfile

import numpy as np

from tests.parity import asking

_RANDOM = np.random.RandomState(1)
X = _RANDOM.randn(96, 5).astype(np.float32)
Y = (X[:, 0] - X[:, 1] > 0).astype(np.int64) + (X[:, 2] > 1)


def _net(tf, seen=None, spec=None, hook=None):
    def model_fn(features, labels, mode, params):
        if seen is not None:
            seen.append((mode, params.get("batch_size"), params["use_tpu"], params["width"]))
        hidden = tf.layers.dense(features["x"], params["width"], activation=tf.nn.elu)
        logits = tf.layers.dense(tf.layers.dropout(hidden, 0.1, training=mode == tf.estimator.ModeKeys.TRAIN), 3)
        if mode == tf.estimator.ModeKeys.PREDICT:
            return tf.contrib.tpu.TPUEstimatorSpec(mode=mode, predictions={"logits": logits})
        loss = tf.losses.sparse_softmax_cross_entropy(labels, logits)
        if mode == tf.estimator.ModeKeys.EVAL:
            def metric_fn(labels, logits):
                return {"accuracy": tf.metrics.accuracy(labels, tf.argmax(logits, axis=-1))}
            tensors = [labels, logits] if spec == "list" else {"labels": labels, "logits": logits}
            return tf.contrib.tpu.TPUEstimatorSpec(mode=mode, loss=loss, eval_metrics=(metric_fn, tensors))
        optimizer = tf.train.GradientDescentOptimizer(0.1)
        if spec == "cross shard":
            optimizer = tf.contrib.tpu.CrossShardOptimizer(optimizer)
        train = optimizer.minimize(loss, global_step=tf.train.get_global_step())
        if spec == "plain":
            return tf.estimator.EstimatorSpec(mode, loss=loss, train_op=train)
        return tf.contrib.tpu.TPUEstimatorSpec(
            mode=mode, loss=loss, train_op=train, training_hooks=[hook] if hook else None, scaffold_fn=tf.train.Scaffold)

    return model_fn


def _input(tf, y=Y):
    def input_fn(params):
        data = {"x": X} if y is None else ({"x": X}, y)
        data = tf.data.Dataset.from_tensor_slices(data).repeat(3)
        return data.batch(params["batch_size"], drop_remainder=True)

    return input_fn


def _estimator(tf, model_fn, params=None, **kwargs):
    per_host = tf.contrib.tpu.InputPipelineConfig.PER_HOST_V2
    config = tf.contrib.tpu.RunConfig(
        model_dir=tempfile.mkdtemp(), tf_random_seed=42, save_checkpoints_steps=10,
        tpu_config=tf.contrib.tpu.TPUConfig(iterations_per_loop=10, num_shards=8, per_host_input_for_training=per_host))
    kwargs = dict(dict(train_batch_size=16, eval_batch_size=12, predict_batch_size=8, use_tpu=False), **kwargs)
    return tf.contrib.tpu.TPUEstimator(model_fn, config=config, params=params or {"width": 7}, **kwargs)


def _values(tf, model):
    return {name.replace("/", "_"): tf.constant(model.get_variable_value(name)) for name in model.get_variable_names()}


def trained_and_evaluated(tf):
    seen = []
    model = _estimator(tf, _net(tf, seen))
    model.train(_input(tf), max_steps=15)
    results = model.evaluate(_input(tf), steps=5)
    made = {name: tf.constant(value) for name, value in results.items()}
    made.update(_values(tf, model), seen=tf.constant(str(seen)))
    return made


def metrics_from_a_list(tf):
    model = _estimator(tf, _net(tf, spec="list"), train_batch_size=32)
    model.train(_input(tf), steps=5)
    return {name: tf.constant(value) for name, value in model.evaluate(_input(tf)).items()}


def an_estimator_spec(tf):
    model = _estimator(tf, _net(tf, spec="plain"))
    model.train(_input(tf), max_steps=4)
    return _values(tf, model)


def cross_shard_optimizer_needs_tpus(tf):
    model = _estimator(tf, _net(tf, spec="cross shard"))
    model.train(_input(tf), max_steps=4)
    return _values(tf, model)


def parameters_of_hparams(tf):
    seen = []
    params = tf.contrib.training.HParams(width=3)

    def model_fn(features, labels, mode, params):
        seen.append((mode, params.batch_size, params.use_tpu))
        return _net(tf)(features, labels, mode, params.values())

    def input_fn(params):
        return _input(tf)({"batch_size": params.batch_size})

    model = _estimator(tf, model_fn, params)
    model.train(input_fn, max_steps=2)
    return {"seen": tf.constant(str(seen)), "kernel": tf.constant(model.get_variable_value("dense/kernel"))}


def predicted(tf):
    model = _estimator(tf, _net(tf))
    model.train(_input(tf), max_steps=3)
    rows = list(model.predict(_input(tf, None)))
    return {"logits": tf.constant(np.array([row["logits"] for row in rows]))}


def hooks_run(tf):
    steps = []

    class Count(tf.train.SessionRunHook):
        def after_run(self, run_context, run_values):
            steps.append(len(steps))

    model = _estimator(tf, _net(tf, hook=Count()))
    model.train(_input(tf), max_steps=6)
    return {"steps": tf.constant(steps)}


def host_calls(tf):
    def model_fn(features, labels, mode, params):
        loss = tf.reduce_mean(tf.layers.dense(features["x"], 1))
        calls = tf.get_variable("calls", [], tf.int32, tf.zeros_initializer(), trainable=False)
        train = tf.train.GradientDescentOptimizer(0.1).minimize(loss, global_step=tf.train.get_global_step())
        host_call = lambda step: [tf.assign_add(calls, tf.cast(step[0], tf.int32))]
        step = tf.reshape(tf.constant(3), [1])
        return tf.contrib.tpu.TPUEstimatorSpec(mode=mode, loss=loss, train_op=train, host_call=(host_call, [step]))

    model = _estimator(tf, model_fn)
    model.train(_input(tf), max_steps=4)
    return _values(tf, model)


def settings(tf):
    tpu = tf.contrib.tpu
    config = tpu.RunConfig(save_checkpoints_steps=7, tpu_config=tpu.TPUConfig("5m", per_host_input_for_training=False))
    other = config.replace(tpu_config=tpu.TPUConfig(3), tf_random_seed=1)
    names = [config.save_checkpoints_steps, config.save_checkpoints_secs, config.master, config.evaluation_master,
             config.cluster, other.tf_random_seed, other.tpu_config.iterations_per_loop, config.tf_random_seed]
    return {"names": tf.constant(repr(names)), "config": tf.constant(repr(tuple(config.tpu_config))),
            "fields": tf.constant(repr(tpu.TPUConfig._fields)), "default": tf.constant(repr(tuple(tpu.TPUConfig())))}


def refused(tf):
    tpu = tf.contrib.tpu
    said = []

    def says(call):
        said.append(asking.refusal(call, "`iterations", " at 0x"))

    says(lambda: tpu.TPUConfig(0))
    says(lambda: tpu.TPUConfig("3 s"))
    says(lambda: tpu.TPUConfig(num_shards=-1))
    says(lambda: tpu.TPUConfig(num_shards=1.0))
    says(lambda: tpu.TPUConfig(num_cores_per_replica=3))
    says(lambda: tpu.TPUConfig(eval_training_input_configuration=4))
    says(lambda: tpu.TPUConfig(input_partition_dims=[[1]]))
    says(lambda: tpu.TPUEstimator(_net(tf), config=tf.estimator.RunConfig(), use_tpu=False))
    says(lambda: _estimator(tf, _net(tf), {"batch_size": 1}))
    says(lambda: _estimator(tf, lambda labels: None))
    spec = tpu.TPUEstimatorSpec
    says(lambda: spec("train", eval_metrics=3))
    says(lambda: spec("train", eval_metrics=(1, 2, 3)))
    says(lambda: spec("train", eval_metrics=(1, [])))
    says(lambda: spec("train", eval_metrics=(len, 3)))
    says(lambda: spec("train", eval_metrics=(lambda a: a, [1, 2])))
    says(lambda: spec("train", host_call=(lambda a: a, [])))
    says(lambda: spec("train", training_hooks=[3]))
    says(lambda: _estimator(tf, _net(tf)).train(lambda: None, steps=1))
    says(lambda: spec("infer"))
    says(lambda: spec("eval"))
    says(lambda: spec("train", loss=tf.constant(1.0)))
    says(lambda: spec("train", train_op=3, loss=tf.constant(1.0)))
    says(lambda: spec("eval", loss=tf.ones([3])))
    return {"said": tf.constant("\n".join(said))}


def export(tf):
    seen = []
    model = _estimator(tf, _net(tf, seen), export_to_tpu=False)
    model.train(_input(tf), max_steps=2)

    def receiver():
        x = tf.placeholder(tf.float32, [None, 5])
        return tf.estimator.export.ServingInputReceiver({"x": x}, {"x": x})

    path = model.export_savedmodel(tempfile.mkdtemp(), receiver)
    with tf.Graph().as_default(), tf.Session() as session:
        meta = tf.saved_model.loader.load(session, ["serve"], path)
        signature = meta.signature_def["serving_default"]
        outputs = {name: info.name for name, info in signature.outputs.items()}
        got = session.run(outputs, {signature.inputs["x"].name: X[:3]})
    made = {name: tf.constant(value) for name, value in got.items()}
    made["seen"] = tf.constant(str(seen))
    return made
