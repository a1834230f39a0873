from app.trello.needs import Edge, Needs
from app.trello.plan import Plan, plan


def urls(made: Plan) -> list[str]:
    return [step.request.url.replace("%2C", ",") for step in made.steps]


def test_a_card_brings_what_belongs_to_it() -> None:
    needs = Needs(
        {"name"},
        {
            Edge("board"): Needs({"name"}),
            Edge("list"): Needs({"name"}),
            Edge("members"): Needs({"fullName"}),
            Edge("checklists"): Needs({"name"}),
            Edge("attachments"): Needs({"url"}),
            Edge("customFieldItems"): Needs({"text"}),
        },
    )

    assert urls(plan("card", "c0000001", needs)) == [
        (
            "/cards/c0000001?attachment_fields=url&attachments=true&board=true&board_fields=name&checklists=all"
            "&customFieldItems=true&fields=idBoard,idList,name&list=true&list_fields=name"
            "&member_fields=fullName&members=true"
        )
    ]


def test_comments_and_actions_of_a_card_go_beside_it() -> None:
    needs = Needs(
        {"name"},
        {
            Edge.of("actions", filter="commentCard", limit=5): Needs(
                {"data"}, {Edge("memberCreator"): Needs({"fullName"})}
            )
        },
    )

    assert urls(plan("card", "c0000001", needs)) == [
        "/cards/c0000001?fields=name",
        (
            "/cards/c0000001/actions?fields=data,idMemberCreator&filter=commentCard&limit=5&member=false"
            "&memberCreator=true&memberCreator_fields=fullName"
        ),
    ]


def test_values_of_custom_fields_know_the_board_that_defines_them() -> None:
    items = Needs({"id"}, {Edge("customField"): Needs({"name"})})
    made = plan("card", "c0000001", Needs(edges={Edge("customFieldItems"): items}))

    assert urls(made) == ["/cards/c0000001?customFieldItems=true&fields=idBoard"]
    made.steps[0].place({"id": "c1", "idBoard": "b1", "customFieldItems": [{"id": "i1"}]})
    assert made.node["customFieldItems"] == [{"id": "i1", "idBoard": "b1"}]
