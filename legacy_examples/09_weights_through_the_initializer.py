"""Foreign weights fed to the initializers of the variables: no new operation, prints [[61. 83. 105.]]."""
from __future__ import print_function

import tensorflow as tf

tf.gfile.MakeDirs("./tf_logs/InitializerFeed")

original_w = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]  # loaded from the other framework
original_b = [7.0, 8.0, 9.0]

tf.reset_default_graph()
tf.set_random_seed(42)
X = tf.placeholder(tf.float32, shape=(None, 2), name="X")
hidden1 = tf.layers.dense(X, 3, name="hidden1")

graph = tf.get_default_graph()
assign_kernel = graph.get_operation_by_name("hidden1/kernel/Assign")
assign_bias = graph.get_operation_by_name("hidden1/bias/Assign")
init_kernel = assign_kernel.inputs[1]
init_bias = assign_bias.inputs[1]
print(init_kernel.name, init_bias.name)

init = tf.global_variables_initializer()
saver = tf.train.Saver()

with tf.Session() as sess:
    sess.run(init, feed_dict={init_kernel: original_w, init_bias: original_b})
    print(hidden1.eval(feed_dict={X: [[10.0, 11.0]]}))
    saver.save(sess, "./tf_logs/InitializerFeed/model.ckpt")
