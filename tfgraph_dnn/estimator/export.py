"""`tf.estimator.export`: what a SavedModel for serving takes and gives."""

from __future__ import annotations

import os
import shutil
import time
from typing import Any, NamedTuple

from tfgraph_dnn._backend import Session, tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.training.saver import Saver

_SINGLE_FEATURE = "feature"
_SINGLE_RECEIVER = "input"
_DEFAULT = "serving_default"


class _ReceiverFields(NamedTuple):
    features: Any
    receiver_tensors: Any
    receiver_tensors_alternatives: Any


@shown_as("tensorflow_estimator.python.estimator.export.export.ServingInputReceiver")
class ServingInputReceiver(_ReceiverFields):
    """Features for the model function and the placeholders that a request feeds."""

    def __new__(cls, features, receiver_tensors, receiver_tensors_alternatives=None):
        """Single tensors stand for dicts of one entry."""
        if features is None:
            raise ValueError("features must be defined.")
        if receiver_tensors is None:
            raise ValueError("receiver_tensors must be defined.")
        return super().__new__(
            cls,
            features if isinstance(features, dict) else {_SINGLE_FEATURE: features},
            receiver_tensors if isinstance(receiver_tensors, dict) else {_SINGLE_RECEIVER: receiver_tensors},
            receiver_tensors_alternatives,
        )


@shown_as("tensorflow_estimator.python.estimator.export.export.TensorServingInputReceiver")
class TensorServingInputReceiver(_ReceiverFields):
    """As `ServingInputReceiver`, for a model function that takes one tensor as its features."""

    def __new__(cls, features, receiver_tensors, receiver_tensors_alternatives=None):
        """`features` stays the tensor it is."""
        if features is None:
            raise ValueError("features must be defined.")
        receiver = ServingInputReceiver(features, receiver_tensors, receiver_tensors_alternatives)
        return super().__new__(cls, features, receiver.receiver_tensors, receiver_tensors_alternatives)


@shown_as("tensorflow.python.saved_model.model_utils.export_output.PredictOutput")
class PredictOutput:
    """The outputs of a signature: a dict of tensors, or one tensor."""

    def __init__(self, outputs):
        self.outputs = outputs if isinstance(outputs, dict) else {"output": outputs}

    def as_signature_def(self, receiver_tensors):
        """The signature from the fed tensors to these outputs."""
        return tf1.saved_model.predict_signature_def(receiver_tensors, self.outputs)


@shown_as("tensorflow.python.saved_model.model_utils.export_output.ClassificationOutput")
class ClassificationOutput(PredictOutput):
    """Scores and classes of a classifier."""

    def __init__(self, scores=None, classes=None):
        if scores is None and classes is None:
            raise ValueError("At least one of scores and classes must be set.")
        super().__init__({name: t for name, t in (("scores", scores), ("classes", classes)) if t is not None})


@shown_as("tensorflow.python.saved_model.model_utils.export_output.RegressionOutput")
class RegressionOutput(PredictOutput):
    """The values of a regression."""

    def __init__(self, value):
        super().__init__({"outputs": value})


def build_raw_serving_input_receiver_fn(features: dict, default_batch_size=None):
    """A receiver function that feeds the features themselves, through placeholders of their shapes and dtypes."""

    def receive():
        fed = {
            name: tf1.placeholder(tensor.dtype, [default_batch_size, *tensor.shape.as_list()[1:]], name=name)
            for name, tensor in features.items()
        }
        return ServingInputReceiver(fed, dict(fed))

    return receive


def build_parsing_serving_input_receiver_fn(feature_spec: dict, default_batch_size=None):
    """A receiver function that parses serialized `tf.Example`s."""

    def receive():
        serialized = tf1.placeholder(tf1.string, [default_batch_size], name="input_example_tensor")
        return ServingInputReceiver(tf1.parse_example(serialized, feature_spec), {"examples": serialized})

    return receive


def write(base, receiver, spec, checkpoint, *, assets_extra, as_text, strip_default_attrs, session_config) -> bytes:
    """Writes the SavedModel of a prediction graph; the directory appears whole or not at all.

    Returns:
      The path of the new directory, as bytes, as TF 1.15 gave it.
    """
    outputs = spec.export_outputs or {_DEFAULT: PredictOutput(spec.predictions)}
    if len(outputs) == 1:
        outputs = {**outputs, _DEFAULT: next(iter(outputs.values()))}
    signatures = {name: output.as_signature_def(receiver.receiver_tensors) for name, output in outputs.items()}
    target = _new_directory(os.fsdecode(base))
    building = f"{os.path.dirname(target)}/temp-{os.path.basename(target)}"
    builder = tf1.saved_model.Builder(building)
    with Session(config=session_config) as session:
        saver = spec.scaffold.saver or Saver(sharded=True)
        saver.restore(session, checkpoint)
        builder.add_meta_graph_and_variables(
            session,
            [tf1.saved_model.tag_constants.SERVING],
            signature_def_map=signatures,
            assets_collection=tf1.get_collection(tf1.GraphKeys.ASSET_FILEPATHS),
            main_op=spec.scaffold.local_init_op or tf1.train.Scaffold.default_local_init_op(),
            strip_default_attrs=strip_default_attrs,
        )
    builder.save(as_text)
    for inside, source in (assets_extra or {}).items():
        place = os.path.join(building, "assets.extra", inside)
        os.makedirs(os.path.dirname(place), exist_ok=True)
        shutil.copyfile(source, place)
    os.rename(building, target)
    return target.encode()


def _new_directory(base: str) -> str:
    stamp = int(time.time())
    while os.path.exists(os.path.join(base, str(stamp))):
        stamp += 1
    return os.path.join(base, str(stamp))
