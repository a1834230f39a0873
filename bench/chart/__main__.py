"""`python -m bench.chart FIGURES.json`: draws what the queries took, as FIGURES.svg beside the figures.

The bars are multiples of the limit, on a scale where each step is ten times the one before.
"""

import json
import sys
from pathlib import Path
from typing import Any

import pygal
from pygal.style import CleanStyle


def draw(figures: dict[str, dict[str, Any]]) -> bytes:
    """Return the chart as SVG; `figures` are those of the queries, by program and workload."""
    limit, *others = figures
    # Groups are drawn from below; the program that sends stored bytes would stretch the scale.
    programs = [each for each in reversed(others) if "stored" not in each]
    workloads = list(figures[limit])
    # Without a script, for pygal would have it fetched from elsewhere.
    chart = pygal.HorizontalBar(
        title=f"CPU time per query, as multiples of “{limit}”",
        style=CleanStyle(value_font_size=9, label_font_size=12),
        logarithmic=True,
        js=[],
        zero=0.1,
        width=1000,
        height=800,
        y_labels=[0.1, 0.2, 0.5, 1, 2, 5, 10, 20],
        truncate_label=-1,
        print_values=True,
        value_formatter=lambda ratio: f"{ratio:.2f}",
        legend_at_bottom=True,
    )
    chart.x_labels = programs
    for workload in workloads:
        taken = [figures[program].get(workload) for program in programs]
        chart.add(workload, [each and each["ratio"] for each in taken])
    rendered: bytes = chart.render()
    return rendered


if __name__ == "__main__":
    source = Path(sys.argv[1])
    target = source.with_suffix(".svg")
    target.write_bytes(draw(json.loads(source.read_text())["queries"]["figures"]))
    print(target)
