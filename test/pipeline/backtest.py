"""A filtered breakout strategy, its trades net of costs."""
import features


def _signal(p, i, bars, fast, slow, ranges, ranks):
    """1 long, -1 short, 0 nothing, decided at the close of bar i."""
    if ranges[i] is None or ranks[i] is None:
        return 0
    if p.volatility_filter and ranks[i] < p.min_vol_percentile:
        return 0
    move = bars[i].close - bars[i - 1].close
    side = (move > ranges[i] / 2) - (move < -ranges[i] / 2)
    if p.trend_filter and side * (fast[i] - slow[i]) <= 0:
        return 0
    return side if side > 0 or p.short_enabled else 0


def _exit(p, bars, i, side, entry, width):
    """The bar and price at which a position of that side is closed."""
    target, stop = entry + side * p.take_profit_atr * width, entry - side * p.stop_loss_atr * width
    last = min(i + p.max_hold_bars, len(bars) - 1)
    for j in range(i + 1, last + 1):
        if side * (bars[j].low if side > 0 else bars[j].high) <= side * stop:
            return j, stop
        if side * (bars[j].high if side > 0 else bars[j].low) >= side * target:
            return j, target
    return last, bars[last].close


def run(p, bars):
    """Returns of the trades, in per cent, after fees and slippage."""
    fast, slow = features.ema(bars, p.fast_period), features.ema(bars, p.slow_period)
    ranges = features.atr(bars, p.atr_period)
    ranks = features.percentile_rank(ranges)
    cost = 2 * (p.taker_fee + p.slippage_bps / 10000)
    returns, i = [], 1
    while i < len(bars) - 1:
        side = _signal(p, i, bars, fast, slow, ranges, ranks)
        if not side:
            i += 1
            continue
        entry = bars[i].close
        closed, price = _exit(p, bars, i, side, entry, ranges[i])
        returns.append(100 * (side * (price / entry - 1) - cost))
        i = closed + 1 + p.cooldown_bars
    return returns
