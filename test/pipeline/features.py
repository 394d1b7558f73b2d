"""Indicators over bars: a list as long as the bars, None while warming up."""


def atr(bars, period):
    """Average true range, smoothed as Wilder does."""
    values, average, total = [], None, 0.0
    for i, bar in enumerate(bars):
        before = bars[i - 1].close if i else bar.open
        true_range = max(bar.high, before) - min(bar.low, before)
        if i < period:
            total += true_range
            average = total / period if i == period - 1 else None
        else:
            average += (true_range - average) / period
        values.append(average)
    return values


def ema(bars, period):
    """Exponential moving average of the closes."""
    weight, values = 2.0 / (period + 1), []
    for bar in bars:
        before = values[-1] if values else bar.close
        values.append(before + weight * (bar.close - before))
    return values


def percentile_rank(values, window=200):
    """Where each value stands among the window before it, 0 to 100."""
    ranks = []
    for i, value in enumerate(values):
        past = [v for v in values[max(0, i - window):i] if v is not None]
        if value is None or len(past) < window // 2:
            ranks.append(None)
        else:
            ranks.append(100.0 * sum(v < value for v in past) / len(past))
    return ranks
