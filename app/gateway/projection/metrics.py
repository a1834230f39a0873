"""How often generated code got through, and why it did not."""

from typing import Final

from prometheus_client import Counter

from app.gateway.projection.bail import Bail

PROJECTIONS: Final = Counter(
    "gateway_projections_total",
    "Answers, and single objects of answers that the engine gave, by what became of compiling them: "
    "projected, or left to the engine because of a value that does not fit its type, a resolver that raised, "
    "arguments that do not fit, or the size of the selection.",
    ["of", "outcome"],
)
_PROJECTED: Final = {of: PROJECTIONS.labels(of, "projected") for of in ("answer", "object")}


def count_projection(of: str) -> None:
    """Count something that generated code got through, an `answer` or an `object` of one."""
    _PROJECTED[of].inc()


def count_bail(of: str, error: Exception) -> None:
    """Count something that was left to the engine; an error other than `Bail` is that of a resolver."""
    PROJECTIONS.labels(of, error.reason if isinstance(error, Bail) else "resolver").inc()
