"""Learning-rate schedules whose graph TF 2 builds otherwise than TF 1.15 did."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1


def polynomial_decay(
    learning_rate, global_step, decay_steps, end_learning_rate=0.0001, power=1.0, cycle=False, name=None
):
    """Lowers the rate to `end_learning_rate` along a polynomial; as `tf.train.polynomial_decay` of TF 1.15.

    rate = (learning_rate - end) * (1 - min(step, decay_steps) / decay_steps) ** power + end

    With `cycle`, `decay_steps` is replaced by its smallest multiple that is not below the step (and not 0).

    Args:
      learning_rate: the rate at step 0, float or scalar tensor.
      global_step: scalar integer tensor or variable.
      decay_steps: positive int or scalar tensor.
      end_learning_rate: the last rate.
      power: of the polynomial.
      cycle: start over instead of staying at the end.
      name: name scope.

    Returns:
      The rate, a scalar tensor.

    Raises:
      ValueError: `global_step` is None.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> rate = tf.train.polynomial_decay(0.1, tf.constant(5), 10, 0.0)
      >>> with tf.Session() as session:
      ...     print(f"{session.run(rate):.3f}")
      0.050
    """
    if global_step is None:
        raise ValueError("global_step is required for polynomial_decay.")
    with tf1.name_scope(name, "PolynomialDecay") as scope:
        rate = tf1.convert_to_tensor(learning_rate, name="initial_learning_rate")
        end, power = tf1.cast(end_learning_rate, rate.dtype), tf1.cast(power, rate.dtype)
        step, steps = tf1.cast(global_step, rate.dtype), tf1.cast(decay_steps, rate.dtype)
        if cycle:
            steps = tf1.multiply(steps, _cycles(step, decay_steps))
        else:
            # TF 1.15 takes the number here that it was given, not the tensor made of it.
            step = tf1.minimum(step, decay_steps)
        left = tf1.divide(step, steps)
        return tf1.add(tf1.multiply(rate - end, tf1.pow(1 - left, power)), end, name=scope)


def _cycles(step, decay_steps):
    return tf1.cond(tf1.equal(step, 0), lambda: 1.0, lambda: tf1.ceil(step / decay_steps))


def power_decay(learning_rate, global_step, decay_steps, power=1.0, name=None):
    """learning_rate / (1 + step / decay_steps) ** power (Senior et al. 2013).

    Args:
      learning_rate: the rate at step 0.
      global_step: scalar integer tensor or variable.
      decay_steps: the number of steps r after which the rate has fallen by 2 ** power.
      power: the exponent c.
      name: name scope.

    Returns:
      The rate, a scalar tensor.

    Raises:
      ValueError: `global_step` is None.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> from tfgraph_dnn.training import power_decay
      >>> with tf.Session() as session:
      ...     print(f"{session.run(power_decay(0.1, tf.constant(30), 10)):.3f}")
      0.025
    """
    if global_step is None:
        raise ValueError("global_step is required for power_decay.")
    with tf1.name_scope(name, "PowerDecay", [learning_rate, global_step]) as scope:
        rate = tf1.convert_to_tensor(learning_rate, name="learning_rate")
        progress = tf1.cast(global_step, rate.dtype) / tf1.cast(decay_steps, rate.dtype)
        return tf1.divide(rate, tf1.pow(1 + progress, tf1.cast(power, rate.dtype)), name=scope)
