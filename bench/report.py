"""What was measured, as tables for people."""

from collections.abc import Callable, Sequence

from bench.scenarios.queries import Figures, Sample


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table as Markdown writes it, its columns aligned."""
    lines = [list(head), *map(list, rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    written = [_line(line, widths) for line in lines]
    rule = "|".join(["", "-" * (widths[0] + 2), *("-" * (width + 1) + ":" for width in widths[1:]), ""])
    return "\n".join([written[0], rule, *written[1:]])


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = zip(cells, widths, strict=True)
    texts = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
    return f"| {' | '.join(texts)} |"


def queries(figures: Figures, base: str) -> str:
    """Return what each query takes; `base` is the program that the ratios in parentheses are to."""

    def cell(taken: Sample | None, of_base: Sample) -> str:
        return "-" if taken is None else f"{taken.cpu_ms:.3f} ({taken.cpu_ms / of_base.cpu_ms:.2f})"

    return _by_workload(f"CPU ms per query (ratio to {base})", figures, base, cell)


def rates(figures: Figures, base: str) -> str:
    """Return how many queries a second are answered, and how many calls of the upstream each takes."""

    def cell(taken: Sample | None, _: Sample) -> str:
        return "-" if taken is None else f"{taken.rate:,.0f} ({taken.calls:.3g})"

    return _by_workload("Queries a second (calls of the upstream for each)", figures, base, cell)


def _by_workload(
    title: str, figures: Figures, base: str, cell: Callable[[Sample | None, Sample], str]
) -> str:
    names = list(figures[base])
    rows = [
        [program, *(cell(taken.get(name), figures[base][name]) for name in names)]
        for program, taken in figures.items()
    ]
    return table([title, *names], rows)
