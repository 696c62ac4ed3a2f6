"""What programs import from `tensorflow.python.ops.rnn_cell_impl` and `tensorflow.python.ops.rnn_cell`."""

from tfgraph_dnn.layers.rnn.basic import BasicRNNCell
from tfgraph_dnn.layers.rnn.cell import (
    BIAS_VARIABLE_NAME,
    WEIGHTS_VARIABLE_NAME,
    LayerRNNCell,
    RNNCell,
    assert_like_rnncell,
    zero_state_tensors,
)
from tfgraph_dnn.layers.rnn.dropout import DropoutWrapper
from tfgraph_dnn.layers.rnn.gru import GRUCell
from tfgraph_dnn.layers.rnn.lstm import BasicLSTMCell, LSTMCell, LSTMStateTuple
from tfgraph_dnn.layers.rnn.shapes import concat
from tfgraph_dnn.layers.rnn.stacking import MultiRNNCell
from tfgraph_dnn.layers.rnn.wrappers import DeviceWrapper, ResidualWrapper

__all__ = [
    "BasicLSTMCell",
    "BasicRNNCell",
    "DeviceWrapper",
    "DropoutWrapper",
    "GRUCell",
    "LSTMCell",
    "LSTMStateTuple",
    "LayerRNNCell",
    "MultiRNNCell",
    "RNNCell",
    "ResidualWrapper",
    "assert_like_rnncell",
]

ASSERT_LIKE_RNNCELL_ERROR_REGEXP = "is not an RNNCell"
_BIAS_VARIABLE_NAME = BIAS_VARIABLE_NAME
_WEIGHTS_VARIABLE_NAME = WEIGHTS_VARIABLE_NAME
_concat = concat
_zero_state_tensors = zero_state_tensors
