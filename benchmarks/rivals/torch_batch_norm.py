"""The batch-normalized net in PyTorch, eager."""

import torch
from programs import digits
from rivals.torch_dense import training


def make(batch):
    """Builds the net; a step is one training step."""
    torch.manual_seed(42)
    layers = []
    for inputs, units in ((784, 300), (300, 100)):
        layers += [torch.nn.Linear(inputs, units), torch.nn.BatchNorm1d(units), torch.nn.ELU()]
    net = torch.nn.Sequential(*layers, torch.nn.Linear(100, 10), torch.nn.BatchNorm1d(10))
    return training(net, digits.batches(batch))
