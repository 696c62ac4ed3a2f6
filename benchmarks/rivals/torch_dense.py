"""784-300-100-10, ReLU, momentum, in PyTorch, eager."""

import torch
from programs import digits


def make(batch):
    """Builds the net; a step is one training step."""
    torch.manual_seed(42)
    net = torch.nn.Sequential(
        torch.nn.Linear(784, 300), torch.nn.ReLU(), torch.nn.Linear(300, 100), torch.nn.ReLU(), torch.nn.Linear(100, 10)
    )
    return training(net, digits.batches(batch))


def training(net, batches):
    """A step of `net` with momentum."""
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01, momentum=0.9)
    criterion = torch.nn.CrossEntropyLoss()

    def step():
        images, labels = next(batches)
        optimizer.zero_grad()
        criterion(net(torch.from_numpy(images)), torch.from_numpy(labels)).backward()
        optimizer.step()

    return step
