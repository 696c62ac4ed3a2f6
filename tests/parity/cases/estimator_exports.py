"""tf.estimator's exporters and its baselines."""
import os
import tempfile

import numpy as np

from tests.parity import asking

_RANDOM = np.random.RandomState(2)
X = _RANDOM.randn(60, 4).astype(np.float32)
Y = (X[:, 0] > 0).astype(np.int64) + (X[:, 1] > 0.5)


def _input(tf, y=Y, **kwargs):
    return tf.estimator.inputs.numpy_input_fn({"x": X, "again": X[:, :2]}, y, batch_size=20, shuffle=False, **kwargs)


def _config(tf, **kwargs):
    return tf.estimator.RunConfig(model_dir=tempfile.mkdtemp(), tf_random_seed=42, **kwargs)


def _results(tf, results):
    return {name.replace("/", "_"): tf.constant(value) for name, value in results.items()}


def baseline_of_classes(tf):
    with tf.Graph().as_default():  # TF 1.15 checked n_classes by operations in the graph that was current
        model = tf.estimator.BaselineClassifier(n_classes=3, config=_config(tf))
    model.train(_input(tf, num_epochs=2))
    rows = [row["probabilities"] for row in model.predict(_input(tf, y=None))]
    made = _results(tf, model.evaluate(_input(tf)))
    names = [name.replace("/", "_") for name in model.get_variable_names()]
    made.update({name: tf.constant(model.get_variable_value(real)) for name, real in zip(names, model.get_variable_names())})
    made["probabilities"] = tf.constant(np.array(rows))
    return made


def baseline_of_two_classes(tf):
    model = tf.estimator.BaselineClassifier(config=_config(tf), optimizer="SGD")
    model.train(_input(tf, y=Y % 2, num_epochs=1))
    return _results(tf, model.evaluate(_input(tf, y=Y % 2)))


def baseline_of_numbers(tf):
    adam = lambda: tf.train.AdamOptimizer(0.1)
    model = tf.estimator.BaselineRegressor(label_dimension=2, config=_config(tf), optimizer=adam)
    model.train(_input(tf, y=X[:, :2], num_epochs=1))
    return _results(tf, model.evaluate(_input(tf, y=X[:, :2])))


def _receiver(tf):
    x, again = tf.placeholder(tf.float32, [None, 4]), tf.placeholder(tf.float32, [None, 2])
    features = {"x": x, "again": again}
    return tf.estimator.export.ServingInputReceiver(features, features)


def _net(tf):
    def model_fn(features, labels, mode):
        logits = tf.layers.dense(features["x"], 3)
        predictions = {"logits": logits}
        outputs = {"serving_default": tf.estimator.export.PredictOutput(predictions)}
        if mode == tf.estimator.ModeKeys.PREDICT:
            return tf.estimator.EstimatorSpec(mode, predictions=predictions, export_outputs=outputs)
        loss = tf.losses.sparse_softmax_cross_entropy(labels, logits)
        train = tf.train.GradientDescentOptimizer(0.5).minimize(loss, global_step=tf.train.get_global_step())
        return tf.estimator.EstimatorSpec(mode, loss=loss, train_op=train)

    return model_fn


def _exported(tf, exporters, steps=9, **kwargs):
    model = tf.estimator.Estimator(_net(tf), config=_config(tf, save_checkpoints_steps=3, **kwargs))
    spec = tf.estimator.EvalSpec(_input(tf), exporters=exporters, throttle_secs=0)
    train = tf.estimator.TrainSpec(_input(tf, num_epochs=None), max_steps=steps)
    results, exported = tf.estimator.train_and_evaluate(model, train, spec)
    below = os.path.join(model.model_dir, "export")
    listed = {name: os.listdir(os.path.join(below, name)) for name in os.listdir(below)} if os.path.isdir(below) else {}
    counts = sorted((name, len(found), [f.isdigit() and len(f) for f in found]) for name, found in listed.items())
    given = [path and os.path.basename(os.path.dirname(path)).decode() for path in exported]
    return _results(tf, results), tf.constant(str([counts, given]))


def exported_at_the_end(tf):
    made, made["exports"] = _exported(tf, tf.estimator.FinalExporter("last", lambda: _receiver(tf)))
    return made


def exported_not_at_the_end(tf):
    final = tf.estimator.FinalExporter("last", lambda: _receiver(tf))
    model = tf.estimator.Estimator(_net(tf), config=_config(tf, save_checkpoints_steps=3))
    spec = tf.estimator.EvalSpec(_input(tf), exporters=[final], throttle_secs=0)
    _, exported = tf.estimator.train_and_evaluate(model, tf.estimator.TrainSpec(_input(tf, num_epochs=3)), spec)
    return {"exported": tf.constant(str([exported, os.path.isdir(os.path.join(model.model_dir, "export"))]))}


def exported_always_and_when_best(tf):
    latest = tf.estimator.LatestExporter("latest", lambda: _receiver(tf), exports_to_keep=2)
    best = tf.estimator.BestExporter(serving_input_receiver_fn=lambda: _receiver(tf), exports_to_keep=1)
    worst = tf.estimator.BestExporter(
        "worst", lambda: _receiver(tf), compare_fn=lambda best_eval_result, current_eval_result:
        best_eval_result["loss"] < current_eval_result["loss"])
    made, made["exports"] = _exported(tf, [latest, best, worst])
    return made


def served(tf):
    model = tf.estimator.Estimator(_net(tf), config=_config(tf, save_checkpoints_steps=3))
    latest = tf.estimator.LatestExporter("latest", lambda: _receiver(tf))
    spec = tf.estimator.EvalSpec(_input(tf), exporters=latest, throttle_secs=0)
    train = tf.estimator.TrainSpec(_input(tf, num_epochs=None), max_steps=3)
    _, (path,) = tf.estimator.train_and_evaluate(model, train, spec)
    with tf.Graph().as_default(), tf.Session() as session:
        meta = tf.saved_model.loader.load(session, ["serve"], path.decode())
        signature = meta.signature_def["serving_default"]
        feeds = {signature.inputs["x"].name: X[:3]}
        logits = session.run(signature.outputs["logits"].name, feeds)
    return {"logits": tf.constant(logits)}


def refused(tf):
    said = []

    def says(call):
        said.append(asking.refusal(call, " at 0x", "found"))

    e = tf.estimator
    says(lambda: e.LatestExporter("a", None, exports_to_keep=0))
    says(lambda: e.BestExporter("a", exports_to_keep=-1))
    says(lambda: e.BestExporter("a", compare_fn=None))
    says(lambda: e.BestExporter("a", compare_fn=lambda best_eval_result: 1))
    says(lambda: e.BestExporter("a", compare_fn=lambda current_eval_result: 1))
    says(lambda: e.BestExporter("a", compare_fn=lambda current_eval_result, best_eval_result, c: 1))
    says(lambda: e.EvalSpec(len, exporters=3))
    says(lambda: e.EvalSpec(_input(tf), exporters=[3]))
    says(lambda: e.EvalSpec(_input(tf), exporters=e.FinalExporter(None, None)))
    says(lambda: e.EvalSpec(_input(tf), exporters=[e.FinalExporter("a", None), e.LatestExporter("a", None)]))
    says(lambda: e.EvalSpec(_input(tf), exporters=e.FinalExporter(3, None)))
    says(lambda: e.Exporter())
    return {"said": tf.constant("\n".join(said))}
