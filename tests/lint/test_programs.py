"""Programs that are as they should be have nothing reported; with a fault put in, they have that fault reported."""

from pathlib import Path

import pytest

from tfgraph_dnn.lint import check_file, check_source

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PROGRAMS = sorted((HERE / "programs").glob("*.py"))
SLIDES = sorted((ROOT / "legacy_examples").glob("*.py"))


@pytest.mark.parametrize("path", [*PROGRAMS, *SLIDES], ids=lambda path: path.stem)
def test_nothing_to_report(path):
    assert check_file(str(path)).findings == []


def test_there_are_enough_of_them():
    assert len(PROGRAMS) >= 25 and len(SLIDES) == 26


# Slide or program, what is replaced by what, and what must be found then.
FAULTS = [
    ("03_batch_normalization", '"updates_collections": None, ', "", "TG010"),
    ("04_batch_normalization_layers", "tf.GraphKeys.UPDATE_OPS", "tf.GraphKeys.SUMMARIES", "TG010"),
    ("06_reusing_a_model", "saver.restore(sess", "tf.contrib.tpu.restore(sess", "TG001"),
    ("linear_regression", "c = sess.run(cost, ", "c = sess.run(tf.sqrt(cost), ", "TG013"),
    ("17_exponential_schedule", "global_step=global_step", "", "TG022"),
    ("perceptron", "    sess.run(init)\n", "", "TG019"),
    ("21_l1_l2_regularization", "tf.GraphKeys.REGULARIZATION_LOSSES", "tf.GraphKeys.LOSSES", "TG016"),
    ("22_dropout", "training=training", "", "TG011"),
    ("23_max_norm_by_hand", "tf.set_random_seed(42)\n", "tf.set_random_seed(42)\ntf.reset_default_graph()\n", "TG024"),
    ("24_max_norm_regularizer", "sess.run(clip_all_weights)", "pass", "TG018"),
    ("convnet", "keep_prob: 1.0", "keep_prob: dropout", "TG023"),
    ("csv_queue", "threads = tf.train.start_queue_runners(sess=sess, coord=coord)", "threads = []", "TG029"),
    ("csv_queue", ", tf.local_variables_initializer()", "", "TG020"),
    ("batch_normalized", "training: True, ", "", "TG012"),
    ("batch_normalized", ", global_step=global_step)\naverage", ")\naverage", "TG022"),
    ("perceptron", "return out_layer", "return tf.nn.softmax(out_layer)", "TG017"),
    ("perceptron", "tf.argmax(Y, 1)", "tf.argmax(Y)", "TG027"),
    ("perceptron", "tf.nn.softmax_cross_entropy_with_logits(logits=logits, labels=Y)",
     "tf.nn.softmax_cross_entropy_with_logits(logits, Y)", "TG028"),
    ("perceptron", "_, c = sess.run([train_op, loss_op]", "_, loss_op = sess.run([train_op, loss_op]", "TG021"),
    ("save_and_restore", "    sess.run(init)\n    load_path = saver.restore(sess, model_path)",
     "    load_path = saver.restore(sess, model_path)\n    sess.run(init)", "TG025"),
    ("linear_regression", "tf.multiply(X, W)", "tf.mul(X, W)", "TG001"),
    ("skip_gram", "num_sampled=num_sampled", "samples=num_sampled", "TG002"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "before", "after", "code"), FAULTS, ids=lambda value: str(value)[:30])
def test_a_fault_put_in_is_found(name, before, after, code):
    (path,) = [path for path in (*PROGRAMS, *SLIDES) if path.stem == name]
    source = path.read_text(encoding="utf-8")
    assert before in source
    found = {finding.code for finding in check_source(source.replace(before, after))}
    assert found == ({code})
