"""What is counted of reads, for whoever runs the gateway."""

from typing import Final

from prometheus_client import Counter

from app.trello.tally import Status

_STATUSES: Final[tuple[Status, ...]] = ("hit", "stale", "negative", "shared", "miss")

_READS: Final = Counter(
    "gateway_trello_reads_total", "Reads of Trello, by how they were answered.", ["status"]
)

READS: Final = {status: _READS.labels(status) for status in _STATUSES}

WITHOUT_REDIS: Final = Counter(
    "gateway_trello_cache_away_total", "Times that Redis could not be asked for answers, or given them."
)
