"""A TF 1.x program with eager execution on, as tutorials of 2018 wrote them."""
from __future__ import print_function

import os
import sys
import tempfile

import numpy as np
import tensorflow as tf

tfe = tf.contrib.eager
tf.enable_eager_execution()
tf.set_random_seed(4)
print("eager", tf.executing_eagerly(), tfe.in_eager_mode(), sys.argv[1:])

a, b = tf.constant([[1.0, 2.0], [3.0, 4.0]]), np.array([[0.5, 0.0], [0.0, 0.5]], np.float32)
print("sum", (a + b).numpy().tolist(), "product", tf.matmul(a, b).numpy().tolist())

x = np.linspace(0, 1, 40).reshape(40, 1).astype(np.float32)
y = 3 * x + 2
W, bias = tfe.Variable(0.5, name="weight"), tfe.Variable(0.1, name="bias")


def cost(inputs, labels):
    return tf.reduce_mean(tf.square(inputs * W + bias - labels))


grad = tfe.implicit_gradients(cost)
both = tfe.implicit_value_and_gradients(cost)
optimizer = tf.train.GradientDescentOptimizer(learning_rate=0.5)
print("cost %.4f" % cost(x, y).numpy())
for step in range(60):
    optimizer.apply_gradients(grad(x, y), global_step=tf.train.get_or_create_global_step())
value, pairs = both(x, y)
print("cost %.6f W %.3f b %.3f" % (value.numpy(), W.numpy(), bias.numpy()), [v.name for _, v in pairs])
print("step", tf.train.get_global_step().numpy())

dataset = tf.data.Dataset.from_tensor_slices((x, y)).batch(16).prefetch(1)
iterator = tfe.Iterator(dataset)
print([batch[0].shape.as_list() for batch in iterator])
iterator = tfe.Iterator(dataset)
print("next", iterator.next()[0][0].numpy(), iterator.get_next()[1].shape)
try:
    while True:
        iterator.next()
except StopIteration:
    print("at the end")

print("gradients", tfe.gradients_function(lambda u, v: u * u * v)(2.0, 3.0)[0].numpy())
print("second", tfe.value_and_gradients_function(lambda u: u * u, params=[0])(3.0)[0].numpy())


@tfe.defun
def twice(t):
    return t * 2


print("defun", twice(tf.constant(4)).numpy())
accuracy, mean = tfe.metrics.Accuracy("accuracy"), tfe.metrics.Mean("mean")
accuracy(tf.constant([1, 2, 3]), tf.constant([1, 2, 0]))
accuracy([4], [4])
mean(tf.constant([1.0, 2.0]), weights=[1.0, 3.0])
print(accuracy.name, accuracy.result().numpy(), mean.result().numpy(), tfe.metrics.Mean("mean").name)
print([v.name for v in accuracy.variables])
accuracy.init_variables()
categorical, sparse, binary = tfe.metrics.CategoricalAccuracy(), tfe.metrics.SparseAccuracy(), tfe.metrics.BinaryAccuracy(0.5)
categorical([[0.0, 1.0], [1.0, 0.0]], [[0.2, 0.8], [0.3, 0.7]])
sparse([1, 1, 0], [[0.2, 0.8], [0.3, 0.7], [0.9, 0.1]])
binary([1, 0, 1, 1], [0.7, 0.2, 0.3, 0.9])
print(categorical.result().numpy(), sparse.result().numpy(), binary.result().numpy())
print(accuracy.result().numpy())

saver = tfe.Saver([W, bias])
path = saver.save(os.path.join(tempfile.mkdtemp(), "model"), global_step=7)
W.assign(0.0)
saver.restore(path)
print("restored", os.path.basename(path), "%.3f" % W.numpy())
with tf.GradientTape() as tape:
    loss = cost(x, y + 1)
print("tape %.4f" % tape.gradient(loss, bias).numpy())
print("draws", tf.random_normal([2]).numpy().tolist())
print("gpus", tfe.num_gpus())
