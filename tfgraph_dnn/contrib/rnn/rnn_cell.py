"""`tensorflow.contrib.rnn.python.ops.rnn_cell`."""

from tfgraph_dnn.layers.rnn.attention_cell import AttentionCellWrapper
from tfgraph_dnn.layers.rnn.conv_lstm import Conv1DLSTMCell, Conv2DLSTMCell, Conv3DLSTMCell, ConvLSTMCell
from tfgraph_dnn.layers.rnn.coupled import CoupledInputForgetGateLSTMCell
from tfgraph_dnn.layers.rnn.gated import IntersectionRNNCell, UGRNNCell
from tfgraph_dnn.layers.rnn.grouped import GLSTMCell
from tfgraph_dnn.layers.rnn.highway import HighwayWrapper
from tfgraph_dnn.layers.rnn.independent import IndRNNCell, IndyGRUCell, IndyLSTMCell
from tfgraph_dnn.layers.rnn.layer_norm import LayerNormBasicLSTMCell
from tfgraph_dnn.layers.rnn.nas import NASCell
from tfgraph_dnn.layers.rnn.phased import PhasedLSTMCell
from tfgraph_dnn.layers.rnn.simple_recurrent import SRUCell

__all__ = [
    "AttentionCellWrapper",
    "Conv1DLSTMCell",
    "Conv2DLSTMCell",
    "Conv3DLSTMCell",
    "ConvLSTMCell",
    "CoupledInputForgetGateLSTMCell",
    "GLSTMCell",
    "HighwayWrapper",
    "IndRNNCell",
    "IndyGRUCell",
    "IndyLSTMCell",
    "IntersectionRNNCell",
    "LayerNormBasicLSTMCell",
    "NASCell",
    "PhasedLSTMCell",
    "SRUCell",
    "UGRNNCell",
]
