"""The plot of the ratios: for each job a panel, on one logarithmic scale on which mkcerts is 1."""

import math
from xml.sax.saxutils import escape

from .figures import ratio, shown

WIDTH, LEFT, RIGHT = 900, 280, 70
ROW, PANEL_HEAD, PANEL_GAP, TOP, BOTTOM = 18, 24, 10, 64, 16
FONT = 'font-family="sans-serif" font-size="12"'
SLOWER, QUICKER, FLOOR = "#4c78a8", "#e08214", "#9aa0a6"


class Scale:
    """Where a ratio stands: whole decades around everything that is shown."""

    def __init__(self, ratios):
        self.low = math.floor(math.log10(min([*ratios, 0.5])))
        self.high = math.ceil(math.log10(max([*ratios, 2])))

    def x(self, value):
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def decades(self):
        return [10.0**power for power in range(self.low, self.high + 1)]


def plot(result):
    """An SVG image of what `run` measured."""
    panels = [(job["title"], _bars(job)) for job in result["jobs"]]
    scale = Scale([value for _, bars in panels for _, value, _ in bars])
    height = TOP + BOTTOM + sum(PANEL_HEAD + PANEL_GAP + ROW * len(bars) for _, bars in panels)
    size = f'width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {FONT}>',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        _text(16, 24, "How many times as long as mkcerts", 'font-size="16" font-weight="bold"'),
        *_grid(scale, height),
    ]
    y = TOP
    for title, bars in panels:
        parts.append(_text(16, y + 16, title, 'font-weight="bold"'))
        y += PANEL_HEAD
        for bar in bars:
            parts += _bar(scale, y, *bar)
            y += ROW
        y += PANEL_GAP
    return "\n".join([*parts, "</svg>", ""])


def _bars(job):
    """Name, ratio and kind of everyone but mkcerts, the quickest first."""
    mkcerts = next(one for one in job["contenders"] if one["kind"] == "mkcerts")
    bars = [
        (one["name"], ratio(one["seconds"], mkcerts["seconds"]), one["kind"])
        for one in job["contenders"]
        if one is not mkcerts
    ]
    return sorted(bars, key=lambda bar: bar[1])


def _grid(scale, height):
    for decade in scale.decades():
        x, is_one = scale.x(decade), decade == 1
        stroke = 'stroke="#333" stroke-width="1.5"' if is_one else 'stroke="#ddd"'
        yield f'<line x1="{x:.1f}" y1="{TOP - 8}" x2="{x:.1f}" y2="{height - BOTTOM}" {stroke}/>'
        label = "mkcerts = 1" if is_one else f"{decade:,g}"
        yield _text(x, TOP - 14, label, 'text-anchor="middle" fill="#555"')


def _bar(scale, y, name, value, kind):
    start, end = sorted((scale.x(1), scale.x(value)))
    colour = FLOOR if kind == "floor" else SLOWER if value >= 1 else QUICKER
    yield _text(LEFT - 8, y + 13, name, 'text-anchor="end"')
    width = max(end - start, 1)
    yield f'<rect x="{start:.1f}" y="{y + 3}" width="{width:.1f}" height="{ROW - 5}" fill="{colour}"/>'
    if value >= 1:
        yield _text(end + 4, y + 13, shown(value), 'fill="#333"')
    else:
        yield _text(start - 4, y + 13, shown(value), 'text-anchor="end" fill="#333"')


def _text(x, y, words, attributes=""):
    return f'<text x="{x:.1f}" y="{y:.1f}" {attributes}>{escape(words)}</text>'
