"""8-10-3, gradient descent, in PyTorch, eager."""

import numpy as np
import torch


def make():
    """Builds the net; a step is one training step."""
    net = torch.nn.Sequential(torch.nn.Linear(8, 10), torch.nn.ReLU(), torch.nn.Linear(10, 3))
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01)
    criterion = torch.nn.CrossEntropyLoss()
    random = np.random.RandomState(42)
    X_batch, y_batch = random.rand(10, 8).astype(np.float32), random.randint(0, 3, 10)

    def step():
        optimizer.zero_grad()
        criterion(net(torch.from_numpy(X_batch)), torch.from_numpy(y_batch)).backward()
        optimizer.step()

    return step
