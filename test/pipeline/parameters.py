"""The pipeline's parameters: read once, from the environment, without defaults.

os.environ[...] is the only way in, so that a parameter which the store does
not hold ends the run instead of being guessed.
"""
import os
from dataclasses import dataclass


def _boolean(text):
    return {"true": True, "false": False}[text]


@dataclass(frozen=True)
class Parameters:
    atr_period: int
    fast_period: int
    slow_period: int
    trend_filter: bool
    volatility_filter: bool
    min_vol_percentile: float
    take_profit_atr: float
    stop_loss_atr: float
    max_hold_bars: int
    cooldown_bars: int
    short_enabled: bool
    taker_fee: float
    slippage_bps: float


def read():
    env = os.environ
    return Parameters(
        atr_period=int(env["CVN_ATR_PERIOD"]),
        fast_period=int(env["CVN_EMA_FAST_PERIOD"]),
        slow_period=int(env["CVN_EMA_SLOW_PERIOD"]),
        trend_filter=_boolean(env["CVN_FILTER_TREND_ENABLED"]),
        volatility_filter=_boolean(env["CVN_FILTER_VOLATILITY_ENABLED"]),
        min_vol_percentile=float(env["CVN_FILTER_MIN_VOL_PERCENTILE"]),
        take_profit_atr=float(env["CVN_EXEC_TP_ATR"]),
        stop_loss_atr=float(env["CVN_EXEC_SL_ATR"]),
        max_hold_bars=int(env["CVN_EXEC_MAX_HOLD_BARS"]),
        cooldown_bars=int(env["CVN_EXEC_COOLDOWN_BARS"]),
        short_enabled=_boolean(env["CVN_EXEC_SHORT_ENABLED"]),
        taker_fee=float(env["CVN_COST_TAKER_FEE"]),
        slippage_bps=float(env["CVN_COST_SLIPPAGE_BPS"]),
    )
