"""Batch normalization by the fused kernel, for images."""

from __future__ import annotations

from typing import Any

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.ops.smart_conditions import constant_value, smart_cond

# cuDNN's least epsilon: TF 1.15 raises smaller ones to it, on every device.
_LEAST_EPSILON = 1.001e-5


class Fused:
    """The part of `BatchNormalization` that uses the fused kernel."""

    # Set to False, the moving variance loses Bessel's correction; a hook of TF 1.15's tests.
    _bessels_correction_test_only = True

    def _fused_can_be_used(self) -> bool:
        """For rank 4."""
        plain = not self.renorm and self.virtual_batch_size is None and self.adjustment is None
        return plain and self.axis in ([1], [3])

    def _fused_batch_norm(self, inputs: Any, training: Any) -> Any:
        beta = self.beta if self.center else self._beta_const
        gamma = self.gamma if self.scale else self._gamma_const
        data_format = "NCHW" if self.axis == [1] else "NHWC"
        options = {"epsilon": max(self.epsilon, _LEAST_EPSILON), "data_format": data_format}

        def of_the_batch():
            return tf1.nn.fused_batch_norm(inputs, gamma, beta, **options)

        def of_the_averages():
            return tf1.nn.fused_batch_norm(
                inputs, gamma, beta, mean=self.moving_mean, variance=self.moving_variance, is_training=False, **options
            )

        outputs, mean, variance = smart_cond(training, of_the_batch, of_the_averages)
        if not self._bessels_correction_test_only:
            variance *= _without_correction(inputs, variance)
        known = constant_value(training)
        if known is None:
            momentum = smart_cond(training, lambda: self.momentum, lambda: 1.0)
        else:
            momentum = tf1.convert_to_tensor(self.momentum)
        if known is not False:
            self.add_update(lambda: self._assign_moving_average(self.moving_mean, mean, momentum))
            self.add_update(lambda: self._assign_moving_average(self.moving_variance, variance, momentum))
        return outputs


def _without_correction(inputs: Any, variance: Any) -> Any:
    samples = tf1.cast(tf1.size(inputs) / tf1.size(variance), variance.dtype)
    return (samples - tf1.cast(1.0, variance.dtype)) / samples
