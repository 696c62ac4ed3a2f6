"""`tf.layers.Layer`: the base of all layers and RNN cells of TF 1.15, without Keras.

A layer belongs to a variable scope, chosen at its first call (or by `_scope`); its variables are made there by
`tf.get_variable`, its ops in the name scope of the same opening. See `weights.py` for variables, `bookkeeping.py` for
losses and updates.
"""

from __future__ import annotations

import copy
import inspect
from typing import Any

import numpy as np

from tfgraph_dnn._backend import default_graph, tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.layers import call_context, keras_style
from tfgraph_dnn.layers.bookkeeping import Bookkeeping, add_to_collection_once
from tfgraph_dnn.layers.input_spec import InputSpec, assert_input_compatibility
from tfgraph_dnn.layers.keras_style import keras_style_scope, set_keras_style
from tfgraph_dnn.layers.naming import to_snake_case, unique_object_name
from tfgraph_dnn.layers.nodes import Nodes
from tfgraph_dnn.layers.weights import Weights

__all__ = ["InputSpec", "Layer", "keras_style_scope", "set_keras_style"]

_KEYWORDS = {"input_shape", "batch_input_shape", "batch_size", "weights", "activity_regularizer", "autocast", "dynamic"}


@shown_as("tensorflow.python.layers.base.Layer")
class Layer(Weights, Bookkeeping, Nodes, tf1.Module):
    """Base class of layers; as `tf.layers.Layer` of TF 1.15.

    A subclass makes its variables in `build(input_shape)` with `add_weight` and its ops in `call(inputs, ...)`.

    Args:
      trainable: whether the variables enter `TRAINABLE_VARIABLES`.
      name: the layer's name and the default name of its scope; a `VariableScope` puts the variables there. Without it
        the scope is the class name in snake case, made unique where the layer is first called.
      dtype: of the variables; defaults to the dtype of the first input.
      **kwargs: `activity_regularizer`, a callable from an output tensor to a loss; `_scope`, the variable scope (or its
        name) to work in; `_reuse`, whether its variables are there already; the other keywords of Keras layers.

    Raises:
      TypeError: an unknown keyword argument.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> class Scale(tf.layers.Layer):
      ...     def build(self, input_shape):
      ...         self.factor = self.add_weight("factor", [input_shape[-1].value], initializer=tf.ones_initializer())
      ...         super().build(input_shape)
      ...     def call(self, inputs):
      ...         return inputs * self.factor
      >>> scale = Scale()
      >>> scale(tf.ones([2, 3])).name, scale.factor.name
      ('scale/mul:0', 'scale/factor:0')
    """

    def __init__(self, trainable=True, name=None, dtype=None, **kwargs):
        # Not through tf.Module's constructor: it opens a name scope of its own.
        scope = kwargs.pop("_scope", None)
        self._reuse = kwargs.pop("_reuse", None)
        for keyword in kwargs:
            if keyword not in _KEYWORDS:
                raise TypeError("Keyword argument not understood:", keyword)
        self._use_resource_variables = False
        self._trainable = trainable
        self._trainable_weights: list[Any] = []
        self._non_trainable_weights: list[Any] = []
        self._start_bookkeeping()
        self._start_nodes()
        self.built = False
        self.input_spec = None
        self.supports_masking = False
        self._init_set_name(name)
        self._activity_regularizer = kwargs.get("activity_regularizer")
        self._initial_weights = kwargs.get("weights")
        self._dtype_name = None if dtype is None else tf1.as_dtype(dtype).name
        self._init_call_fn_args()
        self._init_scope(scope)

    def _init_set_name(self, name: Any) -> None:
        if isinstance(name, tf1.VariableScope):
            self._name, self._base_name = self._make_unique_name()[0], name.name
        elif name:
            self._name = self._base_name = name
        else:
            self._name, self._base_name = self._make_unique_name()

    def _make_unique_name(self) -> tuple[str, str]:
        base = to_snake_case(type(self).__name__)
        return unique_object_name(base), base

    def _init_call_fn_args(self) -> None:
        spec = inspect.getfullargspec(self.call)
        self._call_fn_args = spec.args[1:] if spec.args[:1] == ["self"] else spec.args
        self._call_has_scope_arg = "scope" in self._call_fn_args
        self._expects_training_arg = "training" in self._call_fn_args or spec.varkw is not None

    def _init_scope(self, scope: Any) -> None:
        self._keras_style = keras_style.is_on()
        if self._keras_style:
            self._refuse_in_keras_style("scope", scope)
            self._refuse_in_keras_style("reuse", self._reuse)
        self._scope = self._current_scope = None
        if scope:
            with tf1.variable_scope(scope) as self._scope:
                pass

    def _refuse_in_keras_style(self, argument: str, value: Any) -> None:
        if value is not None:
            raise ValueError(f"{argument} argument not allowed when keras style layers are enabled, but saw: {value}")

    def _set_scope(self, scope: Any = None) -> None:
        """Chooses the layer's variable scope, once: `scope`, or the base name, made unique unless the layer reuses."""
        if self._scope is not None:
            return
        if self._reuse:
            opened = tf1.variable_scope(self._base_name if scope is None else scope)
        else:
            opened = tf1.variable_scope(scope, default_name=self._base_name)
        with opened as self._scope:
            pass

    def _name_scope(self) -> str:
        return self.name if self._keras_style else self._current_scope.original_name_scope

    def _entered_scope(self):
        """The variable scope of a call; from the second call on one that reuses, opened again and again."""
        if not self.built:
            return tf1.variable_scope(self._scope, reuse=self._reuse, auxiliary_name_scope=False)
        if getattr(self, "_always_reuse_variable_scope", None) is None:
            self._always_reuse_variable_scope = tf1.variable_scope(self._scope, reuse=True, auxiliary_name_scope=False)
        return self._always_reuse_variable_scope

    def __call__(self, inputs, *args, **kwargs):
        """Builds the layer at its first call, then adds its ops to the graph.

        Args:
          inputs: tensor or nest of tensors; arrays and numbers are converted.
          *args, **kwargs: handed to `call`; `scope` chooses the variable scope of the first call.

        Returns:
          What `call` returns.

        Raises:
          ValueError: the inputs do not fit `input_spec`, or `call` returned None.
        """
        scope = kwargs.pop("scope", None)
        if self._keras_style:
            self._refuse_in_keras_style("scope", scope)
            outputs = self._called(inputs, args, kwargs)
        else:
            self._set_scope(scope)
            with self._entered_scope() as self._current_scope:
                if self._call_has_scope_arg:
                    kwargs["scope"] = self._current_scope
                outputs = self._called(inputs, args, kwargs)
            if not tf1.executing_eagerly():
                add_to_collection_once(self.updates, tf1.GraphKeys.UPDATE_OPS)
        return outputs

    def _called(self, inputs: Any, args: tuple, kwargs: dict[str, Any]) -> Any:
        eager = tf1.executing_eagerly()
        symbolic = not eager and all(tf1.is_tensor(item) for item in tf1.nest.flatten(inputs))
        if eager and call_context.current() is None:
            self._losses = []
        inputs = tf1.nest.map_structure(_as_tensor, inputs)
        training = self._training_argument(args, kwargs)
        with call_context.entered(inputs, training, self.trainable):
            if symbolic:
                assert_input_compatibility(self.input_spec, inputs, self.name)
            with default_graph().name_scope(self._name_scope()):
                self._maybe_build(inputs)
                outputs = self.call(inputs, *args, **kwargs)
                if outputs is None and symbolic:
                    raise ValueError(
                        "A layer's `call` method should return a Tensor or a list of Tensors, "
                        f"not None (layer: {self.name})."
                    )
                self._handle_activity_regularization(inputs, outputs)
        return outputs

    def _training_argument(self, args: tuple, kwargs: dict[str, Any]) -> Any:
        """`training` as given, or as the enclosing layer was called with; in `kwargs` afterwards if `call` takes it."""
        positional = dict(zip(self._call_fn_args[1:], args, strict=False))
        if "training" in kwargs or "training" in positional:
            if "training" in kwargs and not self._expects_training_arg:
                return kwargs.pop("training")
            return kwargs.get("training", positional.get("training"))
        outer = call_context.current()
        training = outer.training if outer is not None else None
        if training is not None and self._expects_training_arg:
            training = tf1.cast(training, tf1.bool) if tf1.is_tensor(training) else bool(training)
            kwargs["training"] = training
        return training

    def _maybe_build(self, inputs: Any) -> None:
        if not self.built:
            assert_input_compatibility(self.input_spec, inputs, self.name)
            flat = tf1.nest.flatten(inputs)
            if flat and self.dtype is None and hasattr(flat[0], "dtype"):
                self._dtype = flat[0].dtype.base_dtype
            shapes = None
            if all(hasattr(item, "shape") for item in flat):
                shapes = tf1.nest.map_structure(lambda item: item.shape, inputs)
            self.build(shapes)
            self.built = True
        if self._initial_weights is not None:
            self.set_weights(self._initial_weights)
            self._initial_weights = None

    def build(self, input_shape):
        """Makes the variables; subclasses override it and end with `super().build(input_shape)`.

        Args:
          input_shape: `TensorShape`, or the nest of them that matches the inputs.
        """
        self.built = True

    def call(self, inputs, **kwargs):
        """Makes the ops; subclasses override it. Returns the inputs here."""
        return inputs

    def apply(self, inputs, *args, **kwargs):
        """The same as calling the layer."""
        return self.__call__(inputs, *args, **kwargs)

    def compute_output_shape(self, input_shape):
        """The static shape of the output for that of the input; subclasses override it.

        Raises:
          NotImplementedError: the subclass does not say.
        """
        raise NotImplementedError

    def _handle_activity_regularization(self, inputs: Any, outputs: Any) -> None:
        if not self._activity_regularizer:
            return
        with default_graph().name_scope("ActivityRegularizer"):
            for output in tf1.nest.flatten(outputs):
                loss = self._activity_regularizer(output)
                # Per example, so that its strength does not depend on the batch size.
                self.add_loss(loss / tf1.cast(tf1.shape(output)[0], loss.dtype), inputs=inputs)

    @property
    def name(self) -> str:
        """The layer's name: as given, or the class name in snake case with a number."""
        return self._name

    @property
    def scope_name(self) -> str:
        """The name of the layer's variable scope.

        Raises:
          ValueError: the layer has not been called, so no scope is chosen yet.
        """
        if not self._scope:
            raise ValueError(
                f'No name available for layer scope because the layer "{self._name}" has not been used yet. '
                "The scope name is determined the first time the layer instance is called. "
                "You must therefore call the layer before querying `scope_name`."
            )
        return self._scope.name

    @property
    def graph(self) -> None:
        """None: in TF 1.15 layers keep no graph any more; RuntimeError when executing eagerly."""
        if tf1.executing_eagerly():
            raise RuntimeError("Layer.graph not supported when executing eagerly.")

    @property
    def dtype(self) -> str | None:
        """The name of the variables' dtype; None until it is known from the first input."""
        return self._dtype_name

    @property
    def _dtype(self) -> str | None:
        return self._dtype_name

    @_dtype.setter
    def _dtype(self, value: Any) -> None:
        self._dtype_name = tf1.as_dtype(value).name

    @property
    def dynamic(self) -> bool:
        """False: layers here always make graphs."""
        return False

    @property
    def trainable(self) -> bool:
        """Whether the layer's variables are trained and its updates are listed."""
        return self._trainable

    @trainable.setter
    def trainable(self, value: bool) -> None:
        self._trainable = value

    @property
    def activity_regularizer(self) -> Any:
        """Callable from an output tensor to a loss, or None."""
        return self._activity_regularizer

    @activity_regularizer.setter
    def activity_regularizer(self, regularizer: Any) -> None:
        self._activity_regularizer = regularizer

    @property
    def input_spec(self) -> Any:
        """`InputSpec` (or a nest of them) that inputs must fit, or None."""
        return self._input_spec

    @input_spec.setter
    def input_spec(self, value: Any) -> None:
        for spec in tf1.nest.flatten(value):
            if spec is not None and not isinstance(spec, InputSpec):
                raise TypeError(f"Layer input_spec must be an instance of InputSpec. Got: {spec}")
        self._input_spec = value

    def count_params(self) -> int:
        """The number of scalars in the variables.

        Raises:
          ValueError: the layer is not built.
        """
        if not self.built:
            raise ValueError(
                f"You tried to call `count_params` on {self.name}, but the layer isn't built. "
                f"You can build it manually via: `{self.name}.build(batch_input_shape)`."
            )
        return int(sum(np.prod(variable.shape.as_list()) for variable in self.weights))

    def get_weights(self) -> list[np.ndarray]:
        """The values of `weights` in the default session."""
        return tf1.get_default_session().run(self.weights) if self.weights else []

    def set_weights(self, weights: list[np.ndarray]) -> None:
        """Assigns `weights`, in their order, in the default session.

        Raises:
          ValueError: another number of arrays, or another shape, than the layer has.
        """
        if len(weights) != len(self.weights):
            raise ValueError(
                f'You called `set_weights(weights)` on layer "{self.name}" with a  weight list of length '
                f"{len(weights)}, but the layer was expecting {len(self.weights)} weights."
            )
        for variable, value in zip(self.weights, weights, strict=True):
            if not variable.shape.is_compatible_with(np.shape(value)):
                raise ValueError(
                    f"Layer weight shape {variable.shape} not compatible with provided weight shape {np.shape(value)}"
                )
            variable.load(value, tf1.get_default_session())

    def __setattr__(self, name, value):
        # Past tf.Module's tracking of attributes, which would wrap lists and dicts.
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        object.__delattr__(self, name)

    def __deepcopy__(self, memo):
        """A layer of its own over the same variables and tensors."""
        result = type(self).__new__(type(self))
        memo[id(self)] = result
        for item in tf1.nest.flatten([value for value in self.__dict__.values() if isinstance(value, (list, tuple))]):
            if _lives_in_a_graph(item):
                memo[id(item)] = item
        for name, value in self.__dict__.items():
            if name in ("_scope", "_current_scope", "_always_reuse_variable_scope"):
                value = copy.copy(value)
            elif not _lives_in_a_graph(value):
                value = copy.deepcopy(value, memo)
            object.__setattr__(result, name, value)
        return result

    @property
    def _is_legacy_layer(self) -> bool:
        return True


def _as_tensor(item: Any) -> Any:
    return tf1.convert_to_tensor(item) if isinstance(item, (np.ndarray, float, int)) else item


def _lives_in_a_graph(item: Any) -> bool:
    return isinstance(item, (tf1.Graph, tf1.Operation, tf1.Variable)) or tf1.is_tensor(item)
