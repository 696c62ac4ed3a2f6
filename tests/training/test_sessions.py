"""Monitored sessions, hooks, supervisors, queue runners and event files at run time."""

import glob
import os

import numpy as np
import pytest

import tfgraph_dnn.v1 as tf


def training_op():
    step = tf.train.get_or_create_global_step()
    w = tf.get_variable("w", initializer=[4.0])
    loss = tf.reduce_mean(tf.square(w), name="loss")
    tf.summary.scalar("cost", loss)
    return tf.train.GradientDescentOptimizer(0.1).minimize(loss, step), loss, step


def events_of(directory):
    (path,) = glob.glob(os.path.join(directory, "events.out.tfevents.*"))
    return list(tf.train.summary_iterator(path))


def test_monitored_training_session_stops_saves_and_resumes(tmp_path):
    train, loss, step = training_op()
    steps = []
    for last in (3, 5):
        hooks = [tf.train.StopAtStepHook(last_step=last), tf.train.NanTensorHook(loss)]
        with tf.train.MonitoredTrainingSession(checkpoint_dir=str(tmp_path), hooks=hooks) as session:
            while not session.should_stop():
                steps.append(session.run([train, step])[1])
    assert len(steps) == 5
    assert os.path.basename(tf.train.latest_checkpoint(str(tmp_path))) == "model.ckpt-5"
    assert tf.train.load_variable(str(tmp_path), "w") == pytest.approx(4 * 0.8**5)


def test_hooks_run_in_their_order():
    train, loss, _ = training_op()
    seen = []

    class Watching(tf.train.SessionRunHook):
        def begin(self):
            seen.append("begin")

        def after_create_session(self, session, coord):
            seen.append("created")

        def before_run(self, run_context):
            return tf.train.SessionRunArgs(loss)

        def after_run(self, run_context, run_values):
            seen.append(float(run_values.results))
            if len(seen) == 4:
                run_context.request_stop()

        def end(self, session):
            seen.append("end")

    with tf.train.MonitoredSession(hooks=[Watching()]) as session:
        while not session.should_stop():
            session.run(train)
    assert [item for item in seen if isinstance(item, str)] == ["begin", "created", "end"]
    assert len([item for item in seen if isinstance(item, float)]) == 2


def test_nan_stops_the_training():
    loss = tf.constant(np.nan)
    hook = tf.train.NanTensorHook(loss)
    with (
        pytest.raises(tf.train.NanLossDuringTrainingError),
        tf.train.MonitoredSession(hooks=[hook]) as session,
    ):
        session.run(loss)


def test_checkpoint_and_summary_hooks_write(tmp_path):
    train, loss, _ = training_op()
    scaffold = tf.train.Scaffold(summary_op=tf.summary.merge_all())
    hooks = [
        tf.train.CheckpointSaverHook(str(tmp_path), save_steps=2, scaffold=scaffold),
        tf.train.SummarySaverHook(save_steps=1, output_dir=str(tmp_path), scaffold=scaffold),
        tf.train.LoggingTensorHook({"loss": loss}, every_n_iter=100),
    ]
    with tf.train.MonitoredSession(tf.train.ChiefSessionCreator(scaffold), hooks) as session:
        for _ in range(3):
            session.run(train)
    values = [v.simple_value for event in events_of(tmp_path) for v in event.summary.value if v.tag == "cost"]
    np.testing.assert_allclose(values, [16 * 0.64**i for i in range(3)], rtol=1e-5)
    assert tf.train.latest_checkpoint(str(tmp_path)) is not None


def test_event_files_hold_graph_run_and_values(tmp_path):
    train, loss, _ = training_op()
    tf.summary.histogram("weights", tf.trainable_variables()[0])
    tf.summary.text("note", tf.constant("hello"))
    merged = tf.summary.merge_all()
    with tf.Session() as session, tf.summary.FileWriter(str(tmp_path), session.graph) as writer:
        session.run(tf.global_variables_initializer())
        for step in range(2):
            writer.add_summary(session.run(merged), step)
            session.run(train)
    events = events_of(tmp_path)
    assert events[0].file_version == "brain.Event:2"
    graph = tf.GraphDef.FromString(next(event.graph_def for event in events if event.graph_def))
    assert "loss" in {node.name for node in graph.node}
    tags = [[value.tag for value in event.summary.value] for event in events if event.summary.value]
    assert tags == [["cost", "weights", "note"]] * 2


def test_tensorboard_reads_what_the_writer_wrote(tmp_path):
    accumulator = pytest.importorskip("tensorboard.backend.event_processing.event_accumulator")
    _, loss, _ = training_op()
    summary = tf.summary.merge_all()
    writer = tf.summary.FileWriter(str(tmp_path), tf.get_default_graph())
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        writer.add_summary(session.run(summary), 7)
    writer.close()
    read = accumulator.EventAccumulator(str(tmp_path))
    read.Reload()
    (scalar,) = read.Scalars("cost")
    assert (scalar.step, scalar.value) == (7, 16.0)
    assert "loss" in {node.name for node in read.Graph().node}


def test_queue_runners_deliver_every_item_once_per_epoch():
    item = tf.train.string_input_producer(["a", "b", "c"], num_epochs=2, shuffle=True, seed=1).dequeue()
    batch = tf.train.batch([item], 2)
    got = []
    with tf.Session() as session:
        session.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator)
        try:
            while not coordinator.should_stop():
                got.extend(session.run(batch))
        except tf.errors.OutOfRangeError:
            coordinator.request_stop()
        coordinator.join(threads)
    assert sorted(got) == [b"a", b"a", b"b", b"b", b"c", b"c"]


def test_supervisor_saves_and_restores(tmp_path):
    train, _, step = training_op()
    for expected in (0, 2):
        supervisor = tf.train.Supervisor(logdir=str(tmp_path), save_model_secs=0, summary_op=None)
        with supervisor.managed_session() as session:
            assert session.run(step) == expected
            session.run(train)
            session.run(train)
            supervisor.saver.save(session, supervisor.save_path, global_step=step)


def test_basic_train_loop(tmp_path):
    train, _, step = training_op()
    supervisor = tf.train.Supervisor(logdir=str(tmp_path), save_model_secs=0, summary_op=None)

    def one_step(session):
        session.run(train)
        if session.run(step) >= 3:
            supervisor.request_stop()

    tf.train.basic_train_loop(supervisor, one_step)
    assert supervisor.should_stop()


def test_buckets_hold_sequences_of_like_length():
    length = tf.train.range_input_producer(8, num_epochs=1, shuffle=False).dequeue() + 1
    lengths, (sequences,) = tf.contrib.training.bucket_by_sequence_length(
        length, [tf.range(length)], 2, [3, 5], dynamic_pad=True, allow_smaller_final_batch=True
    )
    got = []
    with tf.Session() as session:
        session.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator)
        try:
            while True:
                sizes, rows = session.run([lengths, sequences])
                got.append(sorted(sizes.tolist()))
                assert rows.shape == (len(sizes), max(sizes))
        except tf.errors.OutOfRangeError:
            coordinator.request_stop()
        coordinator.join(threads)
    assert sorted(got) == [[1, 2], [3, 4], [5, 6], [7, 8]]
