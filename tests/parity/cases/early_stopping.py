"""tf.estimator.experimental's hooks that end training early: at which step, and what is in the graph and the checkpoint."""
import os
import tempfile

import numpy as np

from tests.parity import asking

X = np.random.RandomState(3).randn(60, 4).astype(np.float32)
Y = (X[:, 0] > 0).astype(np.int64)


def _input(tf, **kwargs):
    return tf.estimator.inputs.numpy_input_fn({"x": X}, Y, batch_size=20, shuffle=False, **kwargs)


def _model(tf, rate=0.5):
    def model_fn(features, labels, mode):
        logits = tf.layers.dense(features["x"], 2)
        loss = tf.losses.sparse_softmax_cross_entropy(labels, logits)
        train = tf.train.GradientDescentOptimizer(rate).minimize(loss, global_step=tf.train.get_global_step())
        metrics = {"accuracy": tf.metrics.accuracy(labels, tf.argmax(logits, 1))}
        return tf.estimator.EstimatorSpec(mode, loss=loss, train_op=train, eval_metric_ops=metrics)

    config = tf.estimator.RunConfig(model_dir=tempfile.mkdtemp(), tf_random_seed=42, save_checkpoints_steps=2)
    return tf.estimator.Estimator(model_fn, config=config)


def _evaluated(tf, make, rate=0.5, steps=40, name=None):
    model = _model(tf, rate)
    hook = make(tf.estimator.experimental, model)
    train = tf.estimator.TrainSpec(_input(tf, num_epochs=None), max_steps=steps, hooks=[hook])
    results, _ = tf.estimator.train_and_evaluate(
        model, train, tf.estimator.EvalSpec(_input(tf), throttle_secs=0, start_delay_secs=0, name=name))
    found = {key: tf.constant(value) for key, value in results.items()}
    found["names"] = tf.constant(str(model.get_variable_names()))
    found["STOP"] = tf.constant(model.get_variable_value("signal_early_stopping/STOP"))
    return found


EVERY = {"run_every_secs": None, "run_every_steps": 1}


def higher(tf):
    return _evaluated(tf, lambda e, model: e.stop_if_higher_hook(model, "accuracy", 0.9, **EVERY))


def lower(tf):
    return _evaluated(tf, lambda e, model: e.stop_if_lower_hook(model, "loss", 0.4, **EVERY))


def lower_after_some_steps(tf):
    return _evaluated(tf, lambda e, model: e.stop_if_lower_hook(model, "loss", 0.4, min_steps=21, **EVERY))


def never(tf):
    return _evaluated(tf, lambda e, model: e.stop_if_lower_hook(model, "loss", -1.0, **EVERY), steps=8)


def no_increase(tf):
    return _evaluated(tf, lambda e, model: e.stop_if_no_increase_hook(model, "loss", 5, **EVERY))


def no_decrease(tf):
    return _evaluated(tf, lambda e, model: e.stop_if_no_decrease_hook(model, "loss", 6, **EVERY), rate=-0.5)


def no_decrease_where_evaluations_are(tf):
    make = lambda e, model: e.stop_if_no_decrease_hook(
        model, "loss", 4, eval_dir=os.path.join(model.model_dir, "eval_mine"), run_every_secs=None, run_every_steps=3)
    return _evaluated(tf, make, rate=-0.5, name="mine")


def asked_every_three_steps(tf):
    model = _model(tf)
    asked = []
    stop = lambda: asked.append(0) or len(asked) == 4
    hook = tf.estimator.experimental.make_early_stopping_hook(model, stop, run_every_secs=None, run_every_steps=3)
    model.train(_input(tf, num_epochs=None), hooks=[hook], max_steps=50)
    model.train(_input(tf, num_epochs=None), hooks=[hook], steps=2)
    return {"step": tf.constant(model.get_variable_value("global_step")), "asked": tf.constant(len(asked))}


def variable_in_a_graph(tf):
    tf.train.create_global_step()
    hook = tf.estimator.experimental.make_early_stopping_hook(_model(tf), lambda: True)
    hook.begin()
    return {"step": tf.train.get_global_step()}


def refused(tf):
    said = []

    def says(call):
        said.append(asking.refusal(call, " at 0x"))

    e, model = tf.estimator.experimental, _model(tf)
    says(lambda: e.make_early_stopping_hook(3, len))
    says(lambda: e.make_early_stopping_hook(model, len, 3, 3))
    says(lambda: e.make_early_stopping_hook(model, len, None, None))
    says(lambda: e.make_early_stopping_hook(model, 3))
    says(lambda: e.stop_if_lower_hook(3, "loss", 1))
    says(lambda: _evaluated(tf, lambda e, model: e.stop_if_higher_hook(model, "nothing", 1, **EVERY)))
    return {"said": tf.constant("\n".join(said))}
