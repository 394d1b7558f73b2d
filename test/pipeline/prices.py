"""A price series that is the same each time: trends, pauses and noise."""
import math
import random
from collections import namedtuple

Bar = namedtuple("Bar", "open high low close")


def generate(count=4000, seed=20260901):
    rng = random.Random(seed)
    price, drift, volatility = 100.0, 0.0, 0.002
    bars = []
    for i in range(count):
        if i % 80 == 0:
            drift = rng.choice((-0.0011, 0.0, 0.0011))
            volatility = rng.choice((0.001, 0.002, 0.004))
        path = [price]
        for _ in range(4):
            path.append(path[-1] * math.exp(drift / 4 + rng.gauss(0, volatility / 2)))
        bars.append(Bar(path[0], max(path), min(path), path[-1]))
        price = path[-1]
    return bars
