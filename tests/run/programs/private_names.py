"""Names out of TF 1.15's private modules, as programs imported them, and what they do."""
import tensorflow as tf
from tensorflow.contrib.lookup import lookup_ops as contrib_lookup_ops
from tensorflow.python.eager.function import defun
from tensorflow.python.estimator.estimator import Estimator, ModeKeys
from tensorflow.python.estimator.inputs.numpy_io import numpy_input_fn
from tensorflow.python.estimator.model_fn import EstimatorSpec
from tensorflow.python.framework import common_shapes, op_def_registry, ops, tensor_shape
from tensorflow.python.framework.ops import IndexedSlicesValue, convert_n_to_tensor_or_indexed_slices
from tensorflow.python.framework.tensor_spec import TensorSpec
from tensorflow.python.layers.utils import nest as nest_of_utils
from tensorflow.python.ops import rnn_cell_impl, variables
from tensorflow.python.ops.losses.loss_reduction import ReductionV2
from tensorflow.python.training.tracking import base as trackable
from tensorflow.python.training.tracking.tracking import AutoTrackable
from tensorflow.python.util import nest

print(Estimator is tf.estimator.Estimator, ModeKeys is tf.estimator.ModeKeys)
print(EstimatorSpec is tf.estimator.EstimatorSpec, numpy_input_fn is tf.estimator.inputs.numpy_input_fn)
print(contrib_lookup_ops.index_table_from_tensor is tf.contrib.lookup.index_table_from_tensor)
print(nest_of_utils.flatten is nest.flatten, rnn_cell_impl.nest.flatten is nest.flatten, TensorSpec is tf.TensorSpec)
print(nest.is_sequence([1]), nest.is_sequence({"a": 1}), nest.is_sequence("a"), nest.is_sequence(1))
print(tf.contrib.framework.nest.is_sequence((1,)), tf.contrib.framework.nest.map_structure(len, ["a", ("bc", "")]))
print(tensor_shape.scalar(), tensor_shape.vector(3), tensor_shape.vector(None), tensor_shape.matrix(None, 2))
print(tensor_shape.unknown_shape(), tensor_shape.unknown_shape(2))


@ops.RegisterShape("MyOwn")
def my_shape(op):
    return [tensor_shape.scalar()]


print(my_shape.__name__)
try:
    ops.RegisterShape(3)
except TypeError as error:
    print(error)

registered = op_def_registry.get_registered_ops()
print(sorted(attr.name for attr in registered["Softmax"].attr), [a.name for a in registered["Conv2D"].input_arg])

x = tf.placeholder(tf.float32, [None, 8, 8, 3])
convolved = tf.nn.conv2d(x, tf.zeros([3, 3, 3, 5]), [1, 2, 2, 1], "SAME")
print(common_shapes.conv2d_shape(convolved.op), common_shapes.unchanged_shape(tf.nn.relu(x).op))
product = tf.matmul(tf.zeros([2, 3]), tf.zeros([4, 3]), transpose_b=True)
print(common_shapes.matmul_shape(product.op), common_shapes.scalar_shape(product.op), common_shapes.no_outputs(None))
print(common_shapes.unchanged_shape_with_rank(4)(tf.nn.relu(x).op), common_shapes.unknown_shape(product.op))
print(common_shapes.unchanged_shape_with_rank_at_least(2)(tf.nn.relu(x).op))
print(common_shapes.has_fully_defined_shape(x), common_shapes.has_fully_defined_shape(product), common_shapes.rank(x))
try:
    common_shapes.unchanged_shape_with_rank(2)(tf.nn.relu(x).op)
except ValueError as error:
    print(error)

v = tf.Variable(1.0)
print(isinstance(v, variables.RefVariable), isinstance(v, trackable.Trackable))
print(issubclass(AutoTrackable, trackable.Trackable), ReductionV2.SUM, ReductionV2.all())
print(IndexedSlicesValue.__name__, len(convert_n_to_tensor_or_indexed_slices([1.0, v])))


@defun
def clipped(a):
    if tf.reduce_sum(a) > 2.0:
        return a * 0.0
    return a + v


with tf.Session() as sess:
    sess.run(v.initializer)
    with ops.default_session(sess):
        print(sess.run([clipped(tf.constant([1.0, 1.0])), clipped(tf.constant([2.0, 1.0]))]), tf.get_default_session() is sess)
