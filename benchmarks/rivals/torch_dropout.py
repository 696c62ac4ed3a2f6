"""The dropout net in PyTorch, eager."""

import torch
from programs import digits
from rivals.torch_dense import training


def make(batch):
    """Builds the net; a step is one training step."""
    torch.manual_seed(42)
    layers = []
    for inputs, units in ((784, 300), (300, 50)):
        layers += [torch.nn.Dropout(0.5), torch.nn.Linear(inputs, units), torch.nn.ReLU()]
    return training(torch.nn.Sequential(*layers, torch.nn.Dropout(0.5), torch.nn.Linear(50, 10)), digits.batches(batch))
