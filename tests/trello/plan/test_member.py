from app.trello.needs import Edge, Needs
from app.trello.plan import Plan, plan

BOARDS = Edge.of("boards", filter="all")
LISTS = Edge.of("lists", filter="open")


def urls(made: Plan) -> list[str]:
    return [step.request.url.replace("%2C", ",") for step in made.steps]


def test_the_member_itself_is_not_asked_for_when_only_what_is_below_is_needed() -> None:
    assert urls(plan("member", "me", Needs(edges={BOARDS: Needs({"name"})}))) == [
        "/members/me/boards?fields=name&filter=all"
    ]


def test_the_member_brings_its_boards_when_it_is_asked_for_anyway() -> None:
    made = plan("member", "ada", Needs({"fullName"}, {BOARDS: Needs({"name"})}))

    assert urls(made) == ["/members/ada?board_fields=name&boards=all&fields=fullName"]
    assert list(made.steps[0].place({"id": "m1", "fullName": "Ada", "boards": [{"id": "b1"}]})) == []
    assert made.node == {"id": "m1", "fullName": "Ada", BOARDS.key: [{"id": "b1"}]}


def test_boards_bring_lists_of_which_no_field_must_be_chosen() -> None:
    lists = Needs({"name"}, {Edge("board"): Needs({"url"})})
    made = plan("member", "me", Needs(edges={BOARDS: Needs({"name"}, {LISTS: lists})}))

    assert urls(made) == ["/members/me/boards?fields=name,url&filter=all&lists=open"]
    made.steps[0].place([{"id": "b1", "name": "B", "url": "u", "lists": [{"id": "l1", "name": "L"}]}])
    (board,) = made.node[BOARDS.key]
    assert board[LISTS.key][0]["board"] is board


def test_lists_with_cards_are_left_to_requests_for_the_boards() -> None:
    lists = Needs({"name"}, {Edge.of("cards", filter="open"): Needs({"name"})})

    assert urls(plan("member", "me", Needs(edges={BOARDS: Needs({"name"}, {LISTS: lists})}))) == [
        "/members/me/boards?fields=name&filter=all"
    ]


def test_boards_bring_their_organization() -> None:
    boards = Needs({"name"}, {Edge("organization"): Needs({"displayName"})})

    assert urls(plan("member", "me", Needs(edges={BOARDS: boards}))) == [
        "/members/me/boards?fields=name&filter=all&organization=true&organization_fields=displayName"
    ]


def test_every_card_of_a_member_is_read_when_the_nested_listing_was_cut() -> None:
    cards = Edge.of("cards", filter="visible")
    made = plan("member", "me", Needs({"id"}, {cards: Needs({"name"})}))

    (page,) = made.steps[0].place({"id": "m1", "cards": [{"id": f"{each:024x}"} for each in range(1000)]})

    assert page.request.url.replace("%2C", ",") == "/members/me/cards?fields=name&filter=visible&limit=1000"


def test_the_member_who_invited_another_is_found_by_id() -> None:
    needs = Needs(edges={Edge("memberReferrer"): Needs({"username"})})

    assert urls(plan("member", "me", needs)) == ["/members/me?fields=idMemberReferrer"]
