"""What is measured of the budget. No label has a value that a client could make up."""

from typing import Final

from prometheus_client import Counter, Gauge, Histogram

WAITED: Final = Histogram(
    "trello_budget_waited_seconds",
    "How long requests waited for room in the budget, those that found it closed.",
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30),
)
REFUSED: Final = Counter(
    "trello_budget_refused_total", "Requests that were not sent, for room would come too late.", ["limit"]
)
REMAINING: Final = Gauge(
    "trello_budget_remaining",
    "What Trello said last was left: of the API key, and of the token that asked last.",
    ["limit"],
    multiprocess_mode="livemostrecent",
)
CORRECTED: Final = Counter(
    "trello_budget_corrected_total", "Requests that Trello had counted and we had not.", ["limit"]
)
ALONE: Final = Gauge(
    "trello_budget_alone",
    "Whether a process keeps to its part of the budget, because Redis is away; of several, how many do.",
    multiprocess_mode="livesum",
)
