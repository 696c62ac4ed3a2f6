"""`TPUEstimator` says what it cannot do without TPUs."""

import pytest

tf = pytest.importorskip("tfgraph_dnn.v1")
tpu = tf.contrib.tpu


def _model(features, labels, mode, params):
    return tpu.TPUEstimatorSpec(mode, loss=tf.reduce_mean(features))


def test_what_needs_tpus_is_refused():
    config = tpu.RunConfig(model_dir="not_made")
    with pytest.raises(ValueError, match="use TPUEstimator.*use_tpu=False"):
        tpu.TPUEstimator(_model, config=config, train_batch_size=8)
    with pytest.raises(ValueError, match="embeddings in the memory of TPUs"):
        tpu.TPUEstimator(_model, config=config, use_tpu=False, embedding_config_spec=object())
    with pytest.raises(ValueError, match="leave the cluster out"):
        tpu.RunConfig(cluster=object())


def test_sliced_input_is_refused(tmp_path):
    sliced = tpu.TPUConfig(eval_training_input_configuration=tpu.InputPipelineConfig.SLICED)
    config = tpu.RunConfig(model_dir=str(tmp_path), tpu_config=sliced)
    model = tpu.TPUEstimator(_model, config=config, use_tpu=False)
    with pytest.raises(ValueError, match="SLICED mode only works on use_tpu = True"):
        model.train(lambda params: tf.constant(1.0), steps=1)


def test_other_names_say_why_they_are_absent():
    with pytest.raises(AttributeError, match="keras_to_tpu_model is not here: it ran on TPUs"):
        _ = tpu.keras_to_tpu_model
    assert tf.estimator.tpu.TPUEstimator is tpu.TPUEstimator
