"""Ratios of what was measured, and how far chance may have moved them."""

import random
import statistics


def ratio(top, bottom):
    """The ratio of the medians of two lists of times."""
    return statistics.median(top) / statistics.median(bottom)


def interval(top, bottom, draws=2000):
    """Between which values that ratio lies in nine of ten draws from the same times, with repetition.

    The draws are the same for the same times, so that a table can be made again.
    """
    chance = random.Random(0)
    ratios = sorted(
        ratio(chance.choices(top, k=len(top)), chance.choices(bottom, k=len(bottom))) for _ in range(draws)
    )
    return ratios[draws // 20], ratios[-draws // 20]


def shown(value):
    """The ratio with as many digits as it deserves."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
