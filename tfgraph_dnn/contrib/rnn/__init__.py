"""`tf.contrib.rnn`: all RNN cells, their wrappers, and what runs them."""

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.contrib.rnn.core_rnn_cell import EmbeddingWrapper, InputProjectionWrapper, OutputProjectionWrapper
from tfgraph_dnn.contrib.rnn.fused_rnn_cell import *  # noqa: F403 - the `__all__` of each of these is its list
from tfgraph_dnn.contrib.rnn.gru_ops import *  # noqa: F403
from tfgraph_dnn.contrib.rnn.lstm_ops import *  # noqa: F403
from tfgraph_dnn.contrib.rnn.rnn import stack_bidirectional_dynamic_rnn, stack_bidirectional_rnn
from tfgraph_dnn.contrib.rnn.rnn_cell import *  # noqa: F403
from tfgraph_dnn.layers.rnn.dynamic import best_effort_input_batch_size, transpose_batch_time
from tfgraph_dnn.layers.rnn.rnn_cell_impl import (
    BasicLSTMCell,
    BasicRNNCell,
    DeviceWrapper,
    DropoutWrapper,
    GRUCell,
    LayerRNNCell,
    LSTMCell,
    LSTMStateTuple,
    MultiRNNCell,
    ResidualWrapper,
    RNNCell,
)

static_bidirectional_rnn = tf1.nn.static_bidirectional_rnn
static_rnn = tf1.nn.static_rnn
static_state_saving_rnn = tf1.nn.static_state_saving_rnn

__all__ = [
    "BasicLSTMCell",
    "BasicRNNCell",
    "DeviceWrapper",
    "DropoutWrapper",
    "EmbeddingWrapper",
    "GRUCell",
    "InputProjectionWrapper",
    "LSTMCell",
    "LSTMStateTuple",
    "LayerRNNCell",
    "MultiRNNCell",
    "OutputProjectionWrapper",
    "RNNCell",
    "ResidualWrapper",
    "best_effort_input_batch_size",
    "stack_bidirectional_dynamic_rnn",
    "stack_bidirectional_rnn",
    "static_bidirectional_rnn",
    "static_rnn",
    "static_state_saving_rnn",
    "transpose_batch_time",
]
