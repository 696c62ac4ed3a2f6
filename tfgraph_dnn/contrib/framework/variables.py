"""Making variables: model variables, local and global ones, and where they are placed.

In `tf.contrib` a model variable is one that takes part in computing the model's output: it is in `MODEL_VARIABLES` as
well as in `GLOBAL_VARIABLES`, trainable or not.
"""

from __future__ import annotations

import functools

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.contrib.framework.scopes import add_arg_scope
from tfgraph_dnn.ops.variables import get_variable


def local_variable(initial_value, validate_shape=True, name=None, use_resource=None):
    """Makes a variable that is in `LOCAL_VARIABLES` only: never trained, never saved or restored.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> counter = tf.contrib.framework.local_variable(0, name="counter")
      >>> tf.local_variables() == [counter]
      True
    """
    return tf1.Variable(
        initial_value,
        trainable=False,
        collections=[tf1.GraphKeys.LOCAL_VARIABLES],
        validate_shape=validate_shape,
        use_resource=use_resource,
        name=name,
    )


def global_variable(initial_value, validate_shape=True, name=None, use_resource=None):
    """Makes a variable that is in `GLOBAL_VARIABLES` only: not trained, but saved and restored."""
    return tf1.Variable(
        initial_value,
        trainable=False,
        collections=[tf1.GraphKeys.GLOBAL_VARIABLES],
        validate_shape=validate_shape,
        use_resource=use_resource,
        name=name,
    )


@add_arg_scope
def variable(
    name,
    shape=None,
    dtype=None,
    initializer=None,
    regularizer=None,
    trainable=True,
    collections=None,
    caching_device=None,
    device=None,
    partitioner=None,
    custom_getter=None,
    use_resource=None,
    synchronization=tf1.VariableSynchronization.AUTO,
    aggregation=tf1.VariableAggregation.NONE,
):
    """Gets or makes the variable of this name, like `tf.get_variable`, on a device if one is given.

    Args:
      name: the variable's name in the current variable scope.
      collections: keys of the collections it goes to; `GLOBAL_VARIABLES` when None.
      device: a device string or a function of the op, such as a `VariableDeviceChooser`.
      custom_getter: called instead of `tf.get_variable`, with the same keyword arguments and the scope's `reuse`.
      shape, dtype, initializer, regularizer, trainable, caching_device, partitioner, use_resource, synchronization,
        aggregation: as in `tf.get_variable`.

    Returns:
      The variable.

    Raises:
      ValueError: as `tf.get_variable`.
    """
    keys = dict.fromkeys([tf1.GraphKeys.GLOBAL_VARIABLES] if collections is None else collections)
    getter = get_variable
    if custom_getter is not None:
        getter = functools.partial(custom_getter, reuse=tf1.get_variable_scope().reuse)
    with tf1.device(device or ""):
        return getter(
            name,
            shape=shape,
            dtype=dtype,
            initializer=initializer,
            regularizer=regularizer,
            trainable=trainable,
            collections=list(keys),
            caching_device=caching_device,
            partitioner=partitioner,
            use_resource=use_resource,
            synchronization=synchronization,
            aggregation=aggregation,
        )


@add_arg_scope
def model_variable(
    name,
    shape=None,
    dtype=tf1.float32,
    initializer=None,
    regularizer=None,
    trainable=True,
    collections=None,
    caching_device=None,
    device=None,
    partitioner=None,
    custom_getter=None,
    use_resource=None,
    synchronization=tf1.VariableSynchronization.AUTO,
    aggregation=tf1.VariableAggregation.NONE,
):
    """Gets or makes a variable that is also in `MODEL_VARIABLES`; the arguments are those of `variable`.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> framework = tf.contrib.framework
      >>> weights = framework.model_variable("weights", shape=[2, 3])
      >>> framework.get_model_variables() == [weights]
      True
    """
    keys = [*(collections or []), tf1.GraphKeys.GLOBAL_VARIABLES, tf1.GraphKeys.MODEL_VARIABLES]
    return variable(
        name,
        shape=shape,
        dtype=dtype,
        initializer=initializer,
        regularizer=regularizer,
        trainable=trainable,
        collections=keys,
        caching_device=caching_device,
        device=device,
        partitioner=partitioner,
        custom_getter=custom_getter,
        use_resource=use_resource,
        synchronization=synchronization,
        aggregation=aggregation,
    )


def add_model_variable(var) -> None:
    """Puts `var` into `MODEL_VARIABLES` unless it is there."""
    if var not in tf1.get_collection(tf1.GraphKeys.MODEL_VARIABLES):
        tf1.add_to_collection(tf1.GraphKeys.MODEL_VARIABLES, var)


def zero_initializer(ref, use_locking=True, name="zero_initializer"):
    """Sets an uninitialized variable to zeros.

    TF 1.15 had a kernel for it; here it is a guarded assignment, of the same name and result.

    Returns:
      The variable's new value; running it fails with InvalidArgumentError when the variable already has a value.
    """
    with tf1.name_scope(name + "_check"):
        fresh = tf1.logical_not(tf1.is_variable_initialized(ref))
        check = tf1.Assert(fresh, [f"input is already initialized: {ref.op.name}"])
    with tf1.control_dependencies([check]):
        zeros = tf1.zeros(ref.get_shape(), ref.dtype.base_dtype)
    return tf1.assign(ref, zeros, use_locking=use_locking, name=name)


class VariableDeviceChooser:
    """Places variables on parameter servers in turn: a device function for `variable` and `tf.device`.

    Args:
      num_tasks: number of parameter servers; 0 leaves job and task open.
      job_name: their job.
      device_type, device_index, replica: the rest of the device string.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> choose = tf.contrib.framework.VariableDeviceChooser(num_tasks=2)
      >>> choose(None), choose(None)
      ('/job:ps/task:0/device:CPU:0', '/job:ps/task:1/device:CPU:0')
    """

    def __init__(self, num_tasks=0, job_name="ps", device_type="CPU", device_index=0, replica=None):
        self._place = {"replica": replica, "device_type": device_type, "device_index": device_index}
        self._job_name = job_name
        self._num_tasks = num_tasks
        self._next_task_id = 0

    def __call__(self, op) -> str:
        place = dict(self._place)
        if self._num_tasks > 0:
            place.update(job=self._job_name, task=self._next_task_id)
            self._next_task_id = (self._next_task_id + 1) % self._num_tasks
        return tf1.DeviceSpec(**place).to_string()
