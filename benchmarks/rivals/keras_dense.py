"""784-300-100-10, ReLU, momentum, by Keras 3's `fit`."""

import keras
from programs import digits

_BATCHES = 20


def make(batch):
    """Builds the net; a step is an epoch of `fit` over twenty batches, and counts as twenty steps."""
    keras.utils.set_random_seed(42)
    net = keras.Sequential(
        [
            keras.layers.Input((784,)),
            keras.layers.Dense(300, activation="relu"),
            keras.layers.Dense(100, activation="relu"),
            keras.layers.Dense(10),
        ]
    )
    net.compile(
        optimizer=keras.optimizers.SGD(0.01, momentum=0.9),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    images, labels = digits.digits(batch * _BATCHES)

    def step():
        net.fit(images, labels, batch_size=batch, epochs=1, shuffle=False, verbose=0)

    step.counts = _BATCHES
    step()
    return step
