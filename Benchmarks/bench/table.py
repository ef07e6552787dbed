"""The table of ratios, as Markdown."""

from .figures import interval, ratio, shown
from .marks import MARKS, MEMORY

HEAD = """| job | what is held against what | ratio | 90% interval | runs | mark | reached |
|---|---|---|---|---|---|---|"""
# Where a mark bounds the time of mkcerts from above, mkcerts stands above the line.
BELOW_THE_LINE = ("≤", "<")


def table(result):
    """The whole table of what `run` measured."""
    rows = [row for job in result["jobs"] for row in _rows(job, result["quick"])]
    return "\n".join([HEAD, *rows])


def _rows(job, is_quick):
    mkcerts = next(one for one in job["contenders"] if one["kind"] == "mkcerts")
    marks = [] if is_quick else [mark for mark in MARKS if mark.job == job["key"]]
    title = job["title"]
    for other in job["contenders"]:
        if other is mkcerts:
            continue
        yield _row(title, mkcerts, other, [mark for mark in marks if mark.contender(job) == other["name"]])
        title = ""
    for mark in marks:
        if mark.what == "memory":
            yield _memory_row(mkcerts, mark)
        elif mark.contender(job) is None:
            yield _line("", f"{mark.subject}: was not there", "", "", "", str(mark), "**not judged**")


def _row(title, mkcerts, other, marks):
    is_above = other["kind"] in ("floor", "itself") or any(mark.sign in BELOW_THE_LINE for mark in marks)
    top, bottom = (mkcerts, other) if is_above else (other, mkcerts)
    value = ratio(top["seconds"], bottom["seconds"])
    low, high = interval(top["seconds"], bottom["seconds"])
    sample = "" if other["scale"] == 1 else f" (a sample, × {other['scale']:g})"
    runs = sorted({len(mkcerts["seconds"]), len(other["seconds"])})
    return _line(
        title,
        f"{top['name']} ÷ {bottom['name']}{sample}",
        shown(value),
        f"{shown(low)} to {shown(high)}" if runs[0] > 1 else "",
        " and ".join(str(number) for number in runs),
        "; ".join(str(mark) for mark in marks),
        "; ".join(_verdict(mark, value, low, high) for mark in marks),
    )


def _verdict(mark, value, low, high):
    is_sure = mark.is_reached(low) == mark.is_reached(high)
    return ("yes" if mark.is_reached(value) else "**no**") + ("" if is_sure else ", within chance")


def _memory_row(mkcerts, mark):
    share = max(mkcerts["memory"]) / MEMORY
    verdict = "yes" if mark.is_reached(share) else "**no**"
    return _line(
        "",
        "peak memory of mkcerts ÷ 64 MiB",
        shown(share),
        "",
        str(len(mkcerts["memory"])),
        str(mark),
        verdict,
    )


def _line(*cells):
    return f"| {' | '.join(cells)} |"
