"""Sessions that TensorFlow opens."""

import tempfile
import unittest


def monitored(tf, see):
    step = tf.train.get_or_create_global_step()
    add = tf.assign_add(step, 1)
    x = tf.placeholder(tf.float32, [], name="x")
    y = tf.log(x, name="y")
    checked = tf.check_numerics(y, "bad", name="checked")
    hooks = [tf.train.StopAtStepHook(8)]
    with tf.train.MonitoredTrainingSession(checkpoint_dir=tempfile.mkdtemp(), hooks=hooks) as session:
        see(lambda: session.run([add, y], {x: 1}))
        see(lambda: session.run({"a": [add, {"y": y}]}, {x: [1]}))
        see(lambda: session.run(checked, {x: -1}))
        see(lambda: session.run(None))
        see(lambda: session.run_step_fn(lambda context: context.session.run(y, {x: 1})))
        see(lambda: session.should_stop())
        while not session.should_stop():
            session.run(add)
    see(lambda: session.run(add))


def singular(tf, see):
    x = tf.placeholder(tf.float32, [], name="x")
    y = x + tf.get_variable("v", initializer=1.0)
    with tf.train.SingularMonitoredSession() as session:
        see(lambda: session.run(y, {x: 1}))
        see(lambda: session.raw_session().run([y], {x: 1}))
        see(lambda: isinstance(session.raw_session(), tf.Session))


def supervised(tf, see):
    y = tf.get_variable("v", initializer=1.0) + 1
    with tf.train.Supervisor(logdir=tempfile.mkdtemp()).managed_session() as session:
        see(lambda: session.run([y, "add:0"]))


def in_a_test(tf, see):
    class Case(tf.test.TestCase):
        def runTest(self):
            with self.session() as session:
                see(lambda: session.run(tf.constant(1)))
            with self.cached_session():
                see(lambda: [tf.constant(2).eval(), self.evaluate(tf.constant(3))])
                see(lambda: self.evaluate({"a": tf.constant(3)}))
            with self.test_session() as session:
                see(lambda: session.run(tf.reshape([1.0, 2.0, 3.0], [2, 2], name="wrong")))

    result = unittest.TestResult()
    Case().run(result)
    see(lambda: [len(result.errors), len(result.failures)])
