"""What is on the boards of the demo workspace, apart from its big backlog."""

from dataclasses import dataclass
from typing import Final

from app.sandbox.models import PermissionLevel


@dataclass(frozen=True)
class Plan:
    """A board to build: `people` are user names, the first made it; `lists` have names and cards."""

    name: str
    desc: str
    people: tuple[str, ...]
    lists: tuple[tuple[str, tuple[str, ...]], ...]
    labels: tuple[tuple[str, str], ...] = (
        ("Urgent", "red"),
        ("Waiting", "yellow"),
        ("Nice to have", "green"),
    )
    permission_level: PermissionLevel = "org"
    background: str = "blue"
    closed: bool = False


PLANS: Final = (
    Plan(
        "Roadmap",
        "What Tidewater becomes, by quarter. Nothing here is a promise.",
        ("ada", "grace", "katherine", "margaret", "hedy"),
        (
            ("Ideas", ("Tide alarms for anglers", "Dark maps for night sailing", "Widgets for watches")),
            ("Next quarter", ("Offline tide tables", "Share a mooring with friends", "Harbour webcams")),
            ("This quarter", ("Wave forecast from two models", "Sign in with a passkey")),
            ("Shipped", ("Moon phases", "Units by country", "Tide curves that can be zoomed")),
        ),
        background="sky",
    ),
    Plan(
        "Support desk",
        "One card for each conversation that needs more than an answer.",
        ("grace", "ada", "radia", "edsger"),
        (
            ("Inbox", ("Wrong tide in Bristol after the clocks changed", "Cannot delete my account")),
            ("Looking into it", ("Map stays grey on old tablets", "Refund for a double charge")),
            ("Waiting for an answer", ("Harbour master asks for an API key", "Translation error in Welsh")),
            ("Solved", ("Notifications arrive at night", "Export of logbooks is empty", "Lost password")),
        ),
        labels=(("Bug", "red"), ("Question", "sky"), ("Billing", "orange")),
        background="orange",
    ),
    Plan(
        "Website relaunch",
        "New pages, same address. Launch is in December.",
        ("hedy", "ada", "margaret"),
        (
            ("Content", ("Rewrite the front page", "Photographs of the harbour", "Page about the team")),
            ("Design", ("Colour contrast of the buttons", "Icons for the tide tables")),
            ("Build", ("Redirect the old addresses", "Cookie banner we do not need", "Print style sheet")),
            ("Live", ("Imprint", "Status page")),
        ),
        background="pink",
    ),
    Plan(
        "Infrastructure",
        "Machines, certificates and other things that must not surprise us.",
        ("radia", "ada", "alan", "margaret"),
        (
            (
                "To do",
                ("Renew the wildcard certificate", "Restore a backup to practise", "Alarm on full disks"),
            ),
            ("Doing", ("Move the tide jobs to the new queue", "Rotate the database passwords")),
            ("Watching", ("Memory of the map server", "Latency from Iceland")),
            ("Done", ("Second name server", "Logs kept for 30 days only")),
        ),
        labels=(("Outage", "red"), ("Security", "purple"), ("Cost", "lime")),
        background="grey",
    ),
    Plan(
        "Design system",
        "Parts that look and behave alike everywhere.",
        ("hedy", "ada", "katherine"),
        (
            ("Requested", ("Date picker that knows the tides", "Skeletons while loading")),
            ("Drawing", ("Focus rings", "Tables on small screens")),
            ("Building", ("Toast messages", "Slider with two handles")),
            ("Released", ("Buttons", "Form fields", "Breadcrumbs")),
        ),
        background="purple",
    ),
    Plan(
        "Onboarding",
        "Copy the first list when somebody joins.",
        ("margaret", "ada", "grace", "edsger"),
        (
            ("First day", ("Laptop and accounts", "Lunch with the team", "Read the handbook")),
            ("First week", ("Ship one small change", "Sit with support for an hour")),
            ("First month", ("Own a card on the backlog", "Tell us what was confusing")),
        ),
        background="green",
    ),
    Plan(
        "Retrospectives",
        "Every second Friday. What is said here stays here.",
        ("katherine", "ada", "grace", "alan", "radia", "margaret"),
        (
            ("Went well", ("Nobody worked on the weekend", "Release notes people read")),
            ("Could be better", ("Too many meetings on Tuesdays", "Flaky test of the tide curve")),
            ("To try", ("Write the docs first", "Pair on incidents")),
        ),
        permission_level="private",
        background="red",
    ),
    Plan(
        "Community garden",
        "Plots, tools and who waters when.",
        ("edsger", "ada", "hedy"),
        (
            ("Plots", ("North bed: beans and squash", "Herb spiral", "Plot 7 is free")),
            ("Tools", ("Sharpen the scythe", "A wheel for the barrow")),
            ("This month", ("Turn the compost", "Bring in the rain barrels", "Plant garlic")),
            ("Harvested", ("Forty kilos of potatoes", "First figs")),
        ),
        background="lime",
    ),
    Plan(
        "Neighbourhood library",
        "Books that wander from shelf to shelf.",
        ("ada", "katherine"),
        (
            ("Wanted", ("An atlas younger than 1990", "Large print crime novels")),
            ("On the shelf", ("The Mythical Man-Month", "A Wizard of Earthsea", "The Elements of Style")),
            ("Lent", ("The Left Hand of Darkness", "How to Solve It")),
        ),
        background="sky",
    ),
    Plan(
        "Repair café",
        "Bring it broken, take it home working. Third Saturday of the month.",
        ("alan", "ada", "radia", "edsger"),
        (
            ("Booked", ("Toaster that trips the fuse", "Radio from 1962", "Zip of a tent")),
            ("On the bench", ("Bicycle lamp", "Mixer without third gear")),
            ("Fixed", ("Wind-up duck", "Coffee grinder")),
            ("Beyond us", ("Television with a cracked panel",)),
        ),
        background="orange",
    ),
    Plan(
        "Harbour days 2026",
        "Two days, nine boats, one brass band.",
        ("grace", "ada", "hedy", "katherine"),
        (
            ("Ideas", ("Race of bathtubs", "Night swim with lanterns")),
            ("Organising", ("Permit for the pier", "Insurance for the stage", "Menu of the fish stall")),
            ("Booked", ("Brass band", "First aid tent")),
            ("Done", ("Thank the volunteers", "Photographs of 2025")),
        ),
        permission_level="public",
        background="green",
    ),
    Plan(
        "Reading group",
        "One paper a month, read by those who came.",
        ("radia", "alan", "edsger"),
        (
            ("Proposed", ("End-to-end arguments in system design", "Out of the tar pit")),
            ("Next", ("Time, clocks and the ordering of events",)),
            ("Read", ("Go to statement considered harmful",)),
        ),
        background="purple",
    ),
    Plan(
        "Hiring",
        "Applications. Not for sharing.",
        ("margaret", "grace"),
        (("Applied", ("Backend developer, Lisbon",)), ("Interview", ("Designer, Cork",)), ("Hired", ())),
        permission_level="private",
        background="red",
    ),
    Plan(
        "Website 2024",
        "The page before this one.",
        ("hedy", "ada"),
        (("Content", ("Press kit",)), ("Live", ("Front page", "Contact"))),
        closed=True,
    ),
)
