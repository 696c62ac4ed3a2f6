"""tf.estimator: what training, evaluation and prediction give, handed over as constants."""
import os
import tempfile

import numpy as np

_RANDOM = np.random.RandomState(0)
X = _RANDOM.randn(120, 6).astype(np.float32)
Y = (X[:, 0] + X[:, 1] > 0).astype(np.int64) + (X[:, 2] > 1)


def _net(tf):
    def model_fn(features, labels, mode):
        hidden = tf.layers.dense(features["x"], 16, activation=tf.nn.elu)
        logits = tf.layers.dense(tf.layers.dropout(hidden, 0.1, training=mode == tf.estimator.ModeKeys.TRAIN), 3)
        classes = tf.argmax(logits, axis=1)
        if mode == tf.estimator.ModeKeys.PREDICT:
            return tf.estimator.EstimatorSpec(mode, predictions={"classes": classes, "logits": logits})
        loss = tf.losses.sparse_softmax_cross_entropy(labels, logits)
        train = tf.train.GradientDescentOptimizer(0.1).minimize(loss, global_step=tf.train.get_global_step())
        metrics = {"accuracy": tf.metrics.accuracy(labels, classes)}
        return tf.estimator.EstimatorSpec(mode, loss=loss, train_op=train, eval_metric_ops=metrics)

    return model_fn


def _config(tf):
    return tf.estimator.RunConfig(model_dir=tempfile.mkdtemp(), tf_random_seed=42)


def _input(tf, y=Y, **kwargs):
    kwargs.setdefault("shuffle", False)
    return tf.estimator.inputs.numpy_input_fn({"x": X}, y, batch_size=20, **kwargs)


def _results(tf, results):
    return {name.replace("/", "_"): tf.constant(value) for name, value in results.items()}


def trained_and_evaluated(tf):
    model = tf.estimator.Estimator(_net(tf), config=_config(tf))
    model.train(_input(tf, num_epochs=None), steps=30)
    return _results(tf, model.evaluate(_input(tf)))


def trained_further_and_read(tf):
    model = tf.estimator.Estimator(_net(tf), config=_config(tf))
    model.train(_input(tf, num_epochs=2))
    model.train(_input(tf, num_epochs=None), max_steps=20)
    model.train(_input(tf, num_epochs=None), max_steps=10)
    made = {name.replace("/", "_"): tf.constant(model.get_variable_value(name)) for name in model.get_variable_names()}
    made["path"] = tf.constant(os.path.basename(model.latest_checkpoint()))
    return made


def predicted(tf):
    model = tf.estimator.Estimator(_net(tf), config=_config(tf))
    model.train(_input(tf, num_epochs=1))
    rows = list(model.predict(_input(tf, y=None)))
    return {
        "rows": tf.constant(len(rows)),
        "classes": tf.constant([row["classes"] for row in rows]),
        "logits": tf.constant(np.array([row["logits"] for row in rows])),
        "keys": tf.constant(sorted(rows[0])),
    }


def predicted_keys_and_batches(tf):
    model = tf.estimator.Estimator(_net(tf), config=_config(tf))
    model.train(_input(tf, num_epochs=1))
    batches = list(model.predict(_input(tf, y=None), predict_keys=["classes"], yield_single_examples=False))
    return {"n": tf.constant(len(batches)), "first": tf.constant(batches[0]["classes"])}


def datasets_and_loop(tf):
    def train_fn():
        return tf.data.Dataset.from_tensor_slices(({"x": X}, Y)).repeat().batch(10)

    model = tf.estimator.Estimator(_net(tf), config=_config(tf))
    ends = tf.estimator.EvalSpec(lambda: train_fn().take(6), steps=None)
    tf.estimator.train_and_evaluate(model, tf.estimator.TrainSpec(train_fn, max_steps=25), ends)
    return _results(tf, model.evaluate(lambda: train_fn().take(6)))


def params_and_hooks(tf):
    seen = []

    class Count(tf.train.SessionRunHook):
        def after_run(self, run_context, run_values):
            seen.append(1)

    def model_fn(features, labels, mode, params, config):
        loss = tf.reduce_mean(tf.square(tf.layers.dense(features["x"], 1) - params["target"]))
        train = tf.train.AdamOptimizer(params["rate"]).minimize(loss, tf.train.get_global_step())
        return tf.estimator.EstimatorSpec(mode, loss=loss, train_op=train, training_hooks=[Count()])

    model = tf.estimator.Estimator(model_fn, params={"rate": 0.1, "target": 2.0}, config=_config(tf))
    model.train(_input(tf, num_epochs=None), steps=7)
    results = model.evaluate(_input(tf), steps=2)
    results["hook"] = len(seen)
    return _results(tf, results)


def numpy_input_shapes(tf):
    features, labels = tf.estimator.inputs.numpy_input_fn({"b": X, "a": X[:, 0]}, {"y": Y}, shuffle=False)()
    return {}


def numpy_input_shuffled(tf):
    tf.estimator.inputs.numpy_input_fn(X, Y, shuffle=True, num_epochs=None, queue_capacity=40)()


def numpy_input_without_shuffle(tf):
    tf.estimator.inputs.numpy_input_fn({"x": X}, Y)


def numpy_input_lengths(tf):
    tf.estimator.inputs.numpy_input_fn({"x": X}, Y[:3], shuffle=False)()


def model_fn_without_features(tf):
    tf.estimator.Estimator(lambda x, mode: None)


def spec_without_loss(tf):
    tf.estimator.EstimatorSpec(tf.estimator.ModeKeys.EVAL)


def spec_without_train_op(tf):
    tf.estimator.EstimatorSpec(tf.estimator.ModeKeys.TRAIN, loss=tf.constant(1.0))


def spec_loss_of_other_shape(tf):
    tf.estimator.EstimatorSpec(tf.estimator.ModeKeys.EVAL, loss=tf.constant([1.0, 2.0]))


def spec_predictions_no_tensor(tf):
    tf.estimator.EstimatorSpec(tf.estimator.ModeKeys.PREDICT, predictions=3)


def steps_and_max_steps(tf):
    tf.estimator.Estimator(_net(tf), config=_config(tf)).train(_input(tf), steps=1, max_steps=2)


def config_both_ways_of_saving(tf):
    tf.estimator.RunConfig(save_checkpoints_steps=1, save_checkpoints_secs=1)


def canned_classifier(tf):
    columns = [tf.feature_column.numeric_column("x", shape=[6])]
    model = tf.estimator.DNNClassifier([8, 4], columns, n_classes=3, config=_config(tf), dropout=0.2)
    model.train(_input(tf, num_epochs=None), steps=40)
    made = _results(tf, model.evaluate(_input(tf)))
    row = next(iter(model.predict(_input(tf, y=None))))
    made.update({"row_" + name: tf.constant(value) for name, value in row.items()})
    return made


def canned_binary_classifier(tf):
    columns = [tf.feature_column.numeric_column("x", shape=[6])]
    model = tf.estimator.DNNClassifier([8], columns, config=_config(tf), optimizer=tf.train.AdamOptimizer(0.01))
    labels = (Y > 0).astype(np.int32)
    model.train(_input(tf, labels, num_epochs=None), steps=40)
    return _results(tf, model.evaluate(_input(tf, labels)))


def canned_linear(tf):
    columns = [tf.feature_column.numeric_column("x", shape=[6])]
    model = tf.estimator.LinearRegressor(columns, config=_config(tf))
    labels = X[:, 1] * 2.0
    model.train(_input(tf, labels, num_epochs=None), steps=40)
    return _results(tf, model.evaluate(_input(tf, labels)))


def _people(tf, **kwargs):
    features = {
        "age": np.arange(40, dtype=np.float32),
        "job": np.array(list("abcab") * 8),
        "school": np.array(list("tuvwxyzs") * 5),
        "rooms": np.arange(40, dtype=np.int64) % 4,
    }
    return tf.estimator.inputs.numpy_input_fn(
        features, (features["age"] > 15).astype(np.int64), batch_size=10, shuffle=False, **kwargs
    )


def _columns(tf):
    column = tf.feature_column
    age = column.numeric_column("age", normalizer_fn=lambda x: x / 40.0)
    job = column.categorical_column_with_vocabulary_list("job", ["a", "b", "c"])
    school = column.categorical_column_with_hash_bucket("school", 10)
    buckets = column.bucketized_column(column.numeric_column("age"), [10, 20])
    rooms = column.categorical_column_with_identity("rooms", 4)
    deep = [age, column.indicator_column(job), column.embedding_column(school, 3), column.indicator_column(rooms)]
    return [buckets, job, column.crossed_column([buckets, "job"], 12)], deep


def _trained(tf, model):
    model.train(_people(tf, num_epochs=5))
    return _results(tf, model.evaluate(_people(tf, num_epochs=1)))


def net_on_categories(tf):
    return _trained(tf, tf.estimator.DNNClassifier([6, 4], _columns(tf)[1], config=_config(tf)))


def wide_and_deep(tf):
    wide, deep = _columns(tf)
    return _trained(
        tf, tf.estimator.DNNLinearCombinedClassifier(None, wide, "Ftrl", deep, "Adagrad", [6, 4], config=_config(tf))
    )


def wide_and_deep_regression(tf):
    wide, deep = _columns(tf)
    model = tf.estimator.DNNLinearCombinedRegressor(
        linear_feature_columns=wide,
        dnn_feature_columns=deep,
        dnn_hidden_units=[5],
        dnn_optimizer=tf.train.MomentumOptimizer(0.001, 0.9),
        linear_optimizer=tf.train.GradientDescentOptimizer(0.01),
        config=_config(tf),
    )
    made = _trained(tf, model)
    rows = list(model.predict(_people(tf, num_epochs=1)))
    return dict(made, predicted=tf.constant(np.array([row["predictions"] for row in rows])))


def columns_in_a_graph(tf):
    wide, deep = _columns(tf)
    features = {
        "age": tf.constant([[4.0], [15.0]]),
        "job": tf.constant([["a"], ["c"]]),
        "school": tf.constant([["t"], ["u"]]),
        "rooms": tf.constant([[1], [3]], tf.int64),
    }
    wide = [wide[0], tf.feature_column.indicator_column(wide[2])]
    net = tf.feature_column.input_layer(features, deep + wide)
    return {"net": net, "out": tf.layers.dense(net, 3)}
