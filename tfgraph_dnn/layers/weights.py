"""Where layers make variables: opens the layer's scopes, names the variable, honours reuse, fills the collections."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from tfgraph_dnn._backend import default_graph, tf1
from tfgraph_dnn.layers import identifiers, keras_style
from tfgraph_dnn.ops.variables import get_variable

_ON_READ = tf1.VariableSynchronization.ON_READ
_AUTO = tf1.VariableSynchronization.AUTO


class Weights:
    """The part of `Layer` that makes and lists variables."""

    def add_weight(
        self,
        name,
        shape=None,
        dtype=None,
        initializer=None,
        regularizer=None,
        trainable=None,
        constraint=None,
        use_resource=None,
        synchronization=_AUTO,
        aggregation=tf1.VariableAggregation.NONE,
        partitioner=None,
        **kwargs,
    ):
        """Makes a variable in the layer's scope, or gets the one that is there; lists it in `variables`.

        Args:
          name: the variable's name inside the layer's scope, e.g. `kernel`.
          shape: its shape.
          dtype: defaults to the layer's, then float32.
          initializer: a callable, its Keras name or config; defaults to the scope's, then Glorot uniform, or zeros for
            ints.
          regularizer: callable from the variable to a loss; called when the variable is new, once for each part of a
            partitioned one, inside the name scope `<layer>/<name>/Regularizer`.
          trainable: whether it is trained; a layer that is not `trainable` overrules it.
          constraint: a callable, kept on the variable and applied by optimizers after their update.
          use_resource: whether to make a resource variable; tf.layers' default are reference variables.
          synchronization, aggregation: as in `tf.get_variable`.
          partitioner: callable that cuts the variable into parts.
          **kwargs: `experimental_autocast` is accepted and ignored.

        Returns:
          The variable, or a `PartitionedVariable`.

        Raises:
          TypeError: an unknown keyword argument.
          ValueError: trainable together with ON_READ; no initializer for a dtype without default; or what
            `tf.get_variable` raises.
        """
        for keyword in kwargs:
            if keyword != "experimental_autocast":
                raise TypeError("Unknown keyword argument:", keyword)
        trainable = _checked_trainable(trainable, synchronization)
        dtype = tf1.as_dtype(dtype or self.dtype or tf1.float32)
        options = {
            "shape": () if shape is None else shape,
            "dtype": dtype,
            "trainable": trainable and self.trainable,
            "constraint": identifiers.constraint(constraint),
            "partitioner": partitioner,
            "synchronization": synchronization,
            "aggregation": aggregation,
        }
        if self.dtype is None:
            self._dtype = dtype.base_dtype
        if self._keras_style:
            initializer = self._initializer_or_default(name, initializer, dtype)
            options.update(use_resource=use_resource, initializer=initializer)
            variable = self._tracked(name, keras_style.make_variable, options)
            self._regularize(variable.op.name, variable, regularizer)
            return variable
        return self._scoped_variable(name, initializer, regularizer, use_resource, options)

    def _scoped_variable(self, name, initializer, regularizer, use_resource, options):
        with tf1.init_scope():
            before = {id(variable) for variable in tf1.global_variables()} if regularizer else set()
        self._set_scope(None)
        with tf1.variable_scope(self._scope, reuse=self.built or self._reuse, auxiliary_name_scope=False) as scope:
            self._current_scope = scope
            with default_graph().name_scope(self._name_scope()):
                initializer = scope.initializer if initializer is None else initializer
                options["initializer"] = self._initializer_or_default(name, initializer, options["dtype"])
                options["use_resource"] = use_resource or self._use_resource_variables or scope.use_resource
                variable = self._tracked(name, get_variable, options)
                if not any(id(part) in before for part in _parts(variable)):
                    self._regularize(name, variable, regularizer)
        return variable

    def _tracked(self, name: str, getter: Callable[..., Any], options: dict[str, Any]) -> Any:
        # Trackable's own way to get a variable: `tf.train.Checkpoint` then finds it, and may give its value.
        variable = self._add_variable_with_custom_getter(name=name, getter=getter, overwrite=True, **options)
        trained = options["trainable"]
        if trained and getter is get_variable and not tf1.executing_eagerly():
            with tf1.init_scope():
                # A custom getter or a partitioner may have kept it out of the trainable ones.
                trained = any(variable is other for other in tf1.trainable_variables())
        (self._trainable_weights if trained else self._non_trainable_weights).append(variable)
        return variable

    def _initializer_or_default(self, name: str, initializer: Any, dtype: Any) -> Callable[..., Any]:
        initializer = identifiers.initializer(initializer)
        if initializer is not None:
            return initializer
        if dtype.is_floating:
            return tf1.glorot_uniform_initializer()
        if dtype.is_integer or dtype.is_bool:
            return tf1.zeros_initializer()
        raise ValueError(
            f"An initializer for variable {name} of type {dtype.base_dtype} is required for layer {self.name}"
        )

    def _regularize(self, name: str, variable: Any, regularizer: Callable[[Any], Any] | None) -> None:
        if regularizer:
            for part in _parts(variable):
                self.add_loss(functools.partial(_regularization, f"{name}/Regularizer", regularizer, part))

    def add_variable(self, *args, **kwargs):
        """Another name of `add_weight`."""
        return self.add_weight(*args, **kwargs)

    @property
    def trainable_weights(self) -> list[Any]:
        """The variables that optimizers train; none while the layer is not trainable."""
        return list(self._trainable_weights) if self.trainable else []

    @property
    def non_trainable_weights(self) -> list[Any]:
        """The variables that optimizers do not train; all of them while the layer is not trainable."""
        if self.trainable:
            return list(self._non_trainable_weights)
        return self._trainable_weights + self._non_trainable_weights

    @property
    def weights(self) -> list[Any]:
        """All variables, the trainable ones first."""
        return self.trainable_weights + self.non_trainable_weights

    @property
    def variables(self) -> list[Any]:
        """Another name of `weights`."""
        return self.weights

    @property
    def trainable_variables(self) -> list[Any]:
        """Another name of `trainable_weights`."""
        return self.trainable_weights

    @property
    def non_trainable_variables(self) -> list[Any]:
        """Another name of `non_trainable_weights`."""
        return self.non_trainable_weights


def _checked_trainable(trainable: bool | None, synchronization: Any) -> bool:
    if synchronization == _ON_READ:
        if trainable:
            raise ValueError(
                "Synchronization value can be set to VariableSynchronization.ON_READ only for non-trainable variables. "
                "You have specified trainable=True and synchronization=VariableSynchronization.ON_READ."
            )
        return False
    return True if trainable is None else trainable


def _parts(variable: Any) -> list[Any]:
    return list(variable) if hasattr(variable, "_variable_list") else [variable]


def _regularization(scope: str, regularizer: Callable[[Any], Any], variable: Any) -> Any:
    with default_graph().name_scope(scope):
        return regularizer(variable)
