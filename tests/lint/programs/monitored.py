"""MonitoredTrainingSession with hooks: nothing is initialized or saved by hand."""

import tempfile

import numpy as np
import tensorflow as tf

tf.logging.set_verbosity(tf.logging.ERROR)
data = tf.data.Dataset.from_tensor_slices(np.random.rand(40, 3).astype(np.float32)).repeat().batch(10)
batch = data.make_one_shot_iterator().get_next()
global_step = tf.train.get_or_create_global_step()
out = tf.layers.dense(batch, 1)
loss = tf.losses.mean_squared_error(tf.reduce_sum(batch, 1, keepdims=True), out)
train_op = tf.train.AdagradOptimizer(0.1).minimize(loss, global_step=global_step)
mae, mae_update = tf.metrics.mean_absolute_error(tf.reduce_sum(batch, 1, keepdims=True), out)


class LossHook(tf.train.SessionRunHook):
    def begin(self):
        self.values = []

    def before_run(self, run_context):
        return tf.train.SessionRunArgs(loss)

    def after_run(self, run_context, run_values):
        self.values.append(run_values.results)


hook = LossHook()
hooks = [tf.train.StopAtStepHook(last_step=15), hook, tf.train.NanTensorHook(loss)]
with tf.train.MonitoredTrainingSession(checkpoint_dir=tempfile.mkdtemp(), hooks=hooks) as mon_sess:
    while not mon_sess.should_stop():
        mon_sess.run([train_op, mae_update])
print(len(hook.values), hook.values[-1] < hook.values[0])
