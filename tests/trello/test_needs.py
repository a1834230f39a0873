from app.trello.needs import Edge, Needs


def test_edges_are_kept_by_their_name_and_arguments() -> None:
    assert Edge("lists").key == "lists"
    assert Edge.of("cards", filter="open", limit=3, before=None).key == "cards(filter:open,limit:3)"


def test_what_follows_from_needs_is_worked_out_once() -> None:
    needs = Needs({"name"})
    first = needs.once("plan", lambda: [1])

    assert needs.once("plan", lambda: [2]) is first
    assert needs.once("another", lambda: [2]) == [2]
    assert needs == Needs({"name"})


def test_copy_of_needs_forgets_what_followed_from_them() -> None:
    needs = Needs({"name"})
    needs.once("plan", lambda: 1)

    assert needs.copy().once("plan", lambda: 2) == 2


def test_needs_along_an_edge_are_the_same_each_time() -> None:
    needs = Needs({"name"})

    assert Needs.along(Edge("cards"), needs) is Needs.along(Edge("cards"), needs)
    assert Needs.along(Edge("cards"), needs) == Needs(edges={Edge("cards"): needs})
    assert Needs.along(Edge("lists"), needs) == Needs(edges={Edge("lists"): needs})
