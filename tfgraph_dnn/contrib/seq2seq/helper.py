"""`tensorflow.contrib.seq2seq.python.ops.helper`."""

from tfgraph_dnn.layers.rnn.dynamic import transpose_batch_time
from tfgraph_dnn.layers.seq2seq.helper_base import CustomHelper, Helper
from tfgraph_dnn.layers.seq2seq.inference_helpers import (
    GreedyEmbeddingHelper,
    InferenceHelper,
    SampleEmbeddingHelper,
)
from tfgraph_dnn.layers.seq2seq.sampling import bernoulli_sample, categorical_sample
from tfgraph_dnn.layers.seq2seq.training_helpers import (
    ScheduledEmbeddingTrainingHelper,
    ScheduledOutputTrainingHelper,
    TrainingHelper,
    unstacked,
)

__all__ = [
    "CustomHelper",
    "GreedyEmbeddingHelper",
    "Helper",
    "InferenceHelper",
    "SampleEmbeddingHelper",
    "ScheduledEmbeddingTrainingHelper",
    "ScheduledOutputTrainingHelper",
    "TrainingHelper",
    "bernoulli_sample",
    "categorical_sample",
]

_transpose_batch_time = transpose_batch_time
_unstack_ta = unstacked
