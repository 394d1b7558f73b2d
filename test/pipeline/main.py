"""A small trading-model pipeline: prices, features, a filtered strategy, a metric.

    ftf run --run-id ID -- python3 test/pipeline/main.py
"""
import math
import os
import statistics

import backtest
import parameters
import prices


def main():
    p = parameters.read()
    returns = backtest.run(p, prices.generate())
    spread = statistics.pstdev(returns) if returns else 0.0
    sharpe = statistics.mean(returns) / spread * math.sqrt(len(returns)) if spread else 0.0
    print(f"{os.environ.get('FTF_RUN_ID', 'no run')}: ATR {p.atr_period}, {len(returns)} trades,"
          f" net {sum(returns):+.2f} %, Sharpe {sharpe:+.3f}")


if __name__ == "__main__":
    main()
