"""Batch renormalization: Ioffe (2017), "Towards reducing minibatch dependence in batch-normalized models"."""

from __future__ import annotations

from typing import Any

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.ops.ones_like import ones_like
from tfgraph_dnn.ops.smart_conditions import smart_cond

_BOUNDS = ("rmax", "rmin", "dmax")


class Renorm:
    """The part of `BatchNormalization` that corrects the batch's statistics towards the moving ones."""

    def _init_renorm(self, renorm: bool, clipping: dict[str, Any] | None, momentum: float) -> None:
        self.renorm = renorm
        if not renorm:
            return
        clipping = clipping or {}
        if set(clipping) - set(_BOUNDS):
            raise ValueError(f"renorm_clipping {clipping} contains keys not in {list(_BOUNDS)}")
        self.renorm_clipping = clipping
        self.renorm_momentum = momentum

    def _add_renorm_statistics(self, shape: Any) -> None:
        def stddev_initializer(*args, **kwargs):
            return tf1.sqrt(self.moving_variance_initializer(*args, **kwargs))

        with tf1.colocate_with(self.moving_variance):
            self.moving_stddev = self._add_statistic("moving_stddev", shape, stddev_initializer)
        with tf1.colocate_with(self.moving_mean):
            self.renorm_mean = self._add_statistic("renorm_mean", shape, self.moving_mean_initializer)
        with tf1.colocate_with(self.moving_stddev):
            self.renorm_stddev = self._add_statistic("renorm_stddev", shape, stddev_initializer)

    def _renorm_correction(self, mean: Any, variance: Any, training: Any) -> tuple[Any, Any, Any, Any]:
        """The factor r and offset d of the correction, and the mean and variance for the moving averages."""
        stddev = tf1.sqrt(variance + self.epsilon)
        renorm_stddev = tf1.maximum(self.renorm_stddev, tf1.sqrt(self.epsilon))
        r = stddev / renorm_stddev
        d = (mean - self.renorm_mean) / renorm_stddev
        # r and d are of the averages before the update.
        with tf1.control_dependencies([r, d]):
            mean = tf1.identity(mean)
            stddev = tf1.identity(stddev)
        r, d = self._clipped(r, d)
        trained_r, trained_d = r, d
        r = smart_cond(training, lambda: trained_r, lambda: ones_like(trained_r))
        d = smart_cond(training, lambda: trained_d, lambda: tf1.zeros_like(trained_d))
        updates = [
            self._renorm_update(self.renorm_mean, mean, training),
            self._renorm_update(self.renorm_stddev, stddev, training),
        ]
        with tf1.control_dependencies(updates):
            return r, d, tf1.identity(mean), tf1.identity(variance)

    def _clipped(self, r: Any, d: Any) -> tuple[Any, Any]:
        rmin, rmax, dmax = (self.renorm_clipping.get(bound) for bound in ("rmin", "rmax", "dmax"))
        if rmin is not None:
            r = tf1.maximum(r, rmin)
        if rmax is not None:
            r = tf1.minimum(r, rmax)
        if dmax is not None:
            d = tf1.minimum(tf1.maximum(d, -dmax), dmax)
        return r, d

    def _renorm_update(self, variable: Any, value: Any, training: Any) -> Any:
        value = tf1.identity(value)
        return smart_cond(
            training,
            lambda: self._assign_moving_average(variable, value, self.renorm_momentum),
            lambda: tf1.identity(variable),
        )

    def _update_variance_by_stddev(self, variance: Any, momentum: Any) -> Any:
        """Averages the standard deviation and squares it, as in training; the difference may round below zero."""
        stddev = self._assign_moving_average(self.moving_stddev, tf1.sqrt(variance + self.epsilon), momentum)
        return self._assign_new_value(self.moving_variance, tf1.nn.relu(stddev * stddev - self.epsilon))
