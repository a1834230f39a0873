import struct
from typing import Any

import pytest

from app.sandbox import files
from app.sandbox.models import Board, BoardList, Card
from app.sandbox.writes import attachment_values
from tests.sandbox import shapes
from tests.sandbox.asking import Asking, oauth
from tests.sandbox.writes.history import kinds, newest
from tests.sandbox.writes.uploads import KEYS, downloaded, path_of, sent, uploaded

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 640, 480) + b"pixels"
TIDE = "Low water at noon, höchstens.".encode()


async def badges(plain: Asking, card: Card) -> dict[str, Any]:
    body = await plain.get(f"/cards/{card.id}", fields="badges")
    found: dict[str, Any] = body["badges"]
    return found


async def test_an_address_is_attached(plain: Asking, card: Card, ada: Any) -> None:
    made = await plain.post(
        f"/cards/{card.short_link}/attachments", url="https://example.com/map", name="Map"
    )

    assert made == {
        "id": made["id"],
        "bytes": None,
        "date": card.last_activity,
        "edgeColor": None,
        "idMember": ada.id,
        "isUpload": False,
        "mimeType": "",
        "name": "Map",
        "previews": [],
        "url": "https://example.com/map",
        "pos": 16384.0,
        "fileName": None,
        "limits": {},
    }
    assert shapes.differences(made, shapes.ATTACHMENT) == []
    assert await plain.get(f"/cards/{card.id}/attachments") == [
        {name: value for name, value in made.items() if name != "limits"}
    ]
    kind, data = newest(plain)[0]
    assert (kind, data["card"]["id"]) == ("addAttachmentToCard", card.id)
    assert data["attachment"] == {"id": made["id"], "name": "Map", "url": "https://example.com/map"}


async def test_the_sentence_about_an_attachment_names_it(plain: Asking, card: Card) -> None:
    made = await plain.post(f"/cards/{card.id}/attachments", url="https://example.com/map", name="Map")

    (action,) = await plain.get(f"/cards/{card.id}/actions", filter="addAttachmentToCard", display="true")

    assert action["display"]["translationKey"] == "action_add_attachment_to_card"
    assert action["display"]["entities"]["attachment"] == {
        "type": "attachment",
        "id": made["id"],
        "text": "Map",
    }


async def test_badges_count_attachments_and_links_to_trello_by_their_kind(plain: Asking, card: Card) -> None:
    for url in ("https://example.com", "https://trello.com/b/abcdefg1", "https://trello.com/c/abcdefg2/3-x"):
        await plain.post(f"/cards/{card.id}/attachments", url=url)

    found = await badges(plain, card)

    assert found["attachments"] == 3
    assert found["attachmentsByType"] == {"trello": {"board": 1, "card": 1}}


async def test_each_attachment_stands_below_the_others(plain: Asking, card: Card) -> None:
    made = [await plain.post(f"/cards/{card.id}/attachments", url=f"https://example.com/{n}") for n in "123"]

    assert [each["pos"] for each in made] == [16384.0, 32768.0, 49152.0]
    assert [each["name"] for each in made] == [f"https://example.com/{n}" for n in "123"]


async def test_a_file_is_attached_and_served_with_its_bytes_and_type(plain: Asking, card: Card) -> None:
    made = await uploaded(plain, card.id, TIDE)

    assert (made["name"], made["fileName"], made["isUpload"]) == ("tide.txt", "tide.txt", True)
    assert (made["mimeType"], made["bytes"], made["previews"]) == ("text/plain", 30, [])
    path = f"/1/cards/{card.id}/attachments/{made['id']}/download/tide.txt"
    assert made["url"] == str(plain.client.make_url(path))
    assert await downloaded(plain, made["url"]) == ("text/plain", TIDE)
    assert newest(plain)[0][1]["attachment"] == {"id": made["id"], "name": "tide.txt", "url": made["url"]}


async def test_a_file_has_the_name_and_type_that_are_given(plain: Asking, card: Card) -> None:
    made = await uploaded(
        plain, card.id, TIDE, name="../Ebbe & Flut.txt", mimeType="text/markdown; charset=utf-8"
    )

    assert (made["name"], made["mimeType"]) == ("Ebbe & Flut.txt", "text/markdown; charset=utf-8")
    assert made["url"].endswith("/download/Ebbe%20%26%20Flut.txt")
    assert await downloaded(plain, made["url"]) == ("text/markdown; charset=utf-8", TIDE)


async def test_a_file_without_a_usable_type_is_mere_bytes(plain: Asking, card: Card) -> None:
    made = await uploaded(plain, card.id, b"", media_type="nonsense")

    assert (made["mimeType"], made["bytes"]) == ("application/octet-stream", 0)
    assert await downloaded(plain, made["url"]) == ("application/octet-stream", b"")


async def test_a_downloaded_file_is_never_taken_for_something_else(plain: Asking, card: Card) -> None:
    made = await uploaded(plain, card.id, b"<script>", media_type="text/html")

    response = await plain.client.session.get(made["url"], headers=oauth("ada"))

    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["x-rate-limit-api-token-max"] == "100"


async def test_files_are_for_those_alone_whose_credentials_are_in_the_header(
    plain: Asking, card: Card
) -> None:
    made = await uploaded(plain, card.id, TIDE)
    path = path_of(made["url"])

    carried = await plain.client.session.get(made["url"], params=KEYS)
    nobody = await plain.client.session.get(made["url"])
    (inner,) = await plain.get("/batch", urls=path)

    assert (carried.status, await carried.text()) == (401, "unauthorized permission requested")
    assert (nobody.status, await nobody.text()) == (401, "unauthorized permission requested")
    assert (inner["statusCode"], inner["message"]) == (401, "unauthorized permission requested")


async def test_a_file_is_only_for_those_who_see_its_card(plain: Asking, board: Board, card: Card) -> None:
    made = await uploaded(plain, card.id, TIDE)
    path = path_of(made["url"])
    board.memberships, board.permission_level = board.memberships[:1], "private"

    assert await plain.refusal(path, as_="grace") == (401, "unauthorized permission requested")


async def test_what_was_never_uploaded_cannot_be_downloaded(plain: Asking, card: Card) -> None:
    made = await plain.post(f"/cards/{card.id}/attachments", url="https://example.com")
    path = f"/cards/{card.id}/attachments/{made['id']}/download/x"

    assert await plain.refusal(path) == (404, "The requested resource was not found.")


async def test_an_image_is_its_own_preview(plain: Asking, card: Card) -> None:
    made = await uploaded(plain, card.id, PNG, name="chart.png", media_type="image/png")

    (preview,) = made["previews"]
    assert preview == {
        "id": preview["id"],
        "_id": preview["id"],
        "scaled": True,
        "bytes": 30,
        "width": 640,
        "height": 480,
        "url": made["url"],
    }
    assert await downloaded(plain, preview["url"]) == ("image/png", PNG)


async def test_an_attachment_can_be_made_the_cover(plain: Asking, card: Card) -> None:
    card.cover = {"color": "red", "size": "full"}

    made = await uploaded(plain, card.id, PNG, setCover="true")

    body = await plain.get(f"/cards/{card.id}", fields="cover,idAttachmentCover", attachments="cover")
    assert body["idAttachmentCover"] == made["id"]
    assert body["cover"] == {
        "idAttachment": made["id"],
        "color": None,
        "idUploadedBackground": None,
        "size": "full",
        "brightness": "dark",
        "idPlugin": None,
        "scaled": made["previews"],
        "edgeColor": None,
    }
    assert [each["id"] for each in body["attachments"]] == [made["id"]]
    assert kinds(plain, 3) == ["addAttachmentToCard", "updateCard", "updateCard"]
    assert [data["old"] for _, data in newest(plain, 2)] == [
        {"idAttachmentCover": None},
        {"cover": {"color": "red", "size": "full"}},
    ]


@pytest.mark.parametrize("said", [{}, {"setCover": "false"}])
async def test_an_attachment_is_no_cover_unless_it_is_said(
    plain: Asking, card: Card, said: dict[str, str]
) -> None:
    await plain.post(f"/cards/{card.id}/attachments", url="https://example.com", **said)

    assert card.cover_attachment_id is None


async def test_what_a_client_leaves_null_is_not_said(plain: Asking, card: Card) -> None:
    url = f"/1/cards/{card.id}/attachments"
    said = {"url": "https://example.com/", "name": None, "mimeType": None, "setCover": None}

    response = await plain.client.post(url, json=said, headers=oauth("ada"))

    assert (await response.json())["name"] == "https://example.com/"


@pytest.mark.parametrize(
    ("params", "text"),
    [
        ({}, "invalid value for url"),
        ({"url": ""}, "invalid value for url"),
        ({"url": "ftp://example.com"}, "invalid value for url"),
        ({"url": "javascript:alert(1)"}, "invalid value for url"),
        ({"file": "not a file"}, "invalid value for file"),
        ({"url": "https://example.com", "name": "x" * 257}, "invalid value for name"),
        ({"url": "https://example.com", "mimeType": "text/plain\r\nx: y"}, "invalid value for mimeType"),
        ({"url": "https://example.com", "setCover": "yes"}, "invalid value for setCover"),
    ],
)
async def test_an_attachment_that_cannot_be_is_refused(
    plain: Asking, card: Card, params: dict[str, str], text: str
) -> None:
    assert await plain.refused("POST", f"/cards/{card.id}/attachments", **params) == (400, text)


async def test_a_file_that_is_too_large_is_refused(
    plain: Asking, card: Card, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attachment_values, "LARGEST", 10)

    response = await sent(plain, f"/cards/{card.id}/attachments", b"x" * 11)

    assert (response.status, await response.text()) == (413, "Request Entity Too Large")
    assert len(plain.world.attachments) == 0


async def test_files_are_refused_where_there_is_no_more_room(
    plain: Asking, card: Card, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attachment_values, "ROOM", 2 * files.MEGABYTE)
    first = await uploaded(plain, card.id, b"x" * files.MEGABYTE)
    path = f"/cards/{card.id}/attachments"

    response = await sent(plain, path, b"x" * (files.MEGABYTE + 1))

    assert (response.status, await response.text()) == (
        413,
        "The offline Trello holds 2 MB of files at most. Delete some, or reset it.",
    )
    await plain.delete(f"{path}/{first['id']}")
    assert (await sent(plain, path, b"x" * (files.MEGABYTE + 1))).status == 200


async def test_an_attachment_is_removed(plain: Asking, card: Card) -> None:
    made = await plain.post(f"/cards/{card.id}/attachments", url="https://example.com", name="Map")
    path = f"/cards/{card.id}/attachments/{made['id']}"

    assert await plain.delete(path) == {"limits": {}}

    assert (await badges(plain, card))["attachments"] == 0
    assert newest(plain)[0][0] == "deleteAttachmentFromCard"
    assert newest(plain)[0][1]["attachment"] == {"id": made["id"], "name": "Map"}
    assert await plain.refused("DELETE", path) == (404, "The requested resource was not found.")


async def test_a_card_loses_its_cover_with_the_attachment(plain: Asking, card: Card) -> None:
    made = await uploaded(plain, card.id, PNG, setCover="true")

    await plain.delete(f"/cards/{card.id}/attachments/{made['id']}")

    body = await plain.get(f"/cards/{card.id}", fields="cover,idAttachmentCover")
    assert (body["idAttachmentCover"], body["cover"]["idAttachment"]) == (None, None)
    assert "scaled" not in body["cover"]
    assert kinds(plain, 2) == ["updateCard", "deleteAttachmentFromCard"]


async def test_an_attachment_of_another_card_is_not_on_this_one(
    plain: Asking, board: Board, card: Card
) -> None:
    another = plain.world.cards_of_board(board.id)[1]
    made = await plain.post(f"/cards/{another.id}/attachments", url="https://example.com")
    not_found = (404, "The requested resource was not found.")

    assert await plain.refused("DELETE", f"/cards/{card.id}/attachments/{made['id']}") == not_found
    assert await plain.refused("DELETE", f"/cards/{card.id}/attachments/1") == (400, "invalid id")


async def test_observers_attach_and_remove_nothing(plain: Asking, board: Board, card: Card) -> None:
    board.memberships[1].member_type = "observer"
    made = await plain.post(f"/cards/{card.id}/attachments", url="https://example.com")
    path, refused = f"/cards/{card.id}/attachments", (401, "unauthorized permission requested")

    assert await plain.refused("POST", path, as_="grace", url="https://example.com") == refused
    assert await plain.refused("DELETE", f"{path}/{made['id']}", as_="grace") == refused


async def test_a_card_is_made_from_a_file(plain: Asking, first: BoardList) -> None:
    params = {"idList": first.id, "mimeType": "image/png"}

    response = await sent(plain, "/cards", PNG, name="chart.png", field="fileSource", **params)

    body = await response.json()
    (attachment,) = body["attachments"]
    assert (body["name"], attachment["name"]) == ("chart.png", "chart.png")
    assert (body["badges"]["attachments"], body["idAttachmentCover"]) == (1, None)
    assert await downloaded(plain, attachment["url"]) == ("image/png", PNG)
    assert kinds(plain, 2) == ["createCard", "addAttachmentToCard"]


@pytest.mark.parametrize(
    ("params", "text"),
    [
        ({"urlSource": "example.com"}, "invalid value for urlSource"),
        ({"fileSource": "data:,x"}, "invalid value for fileSource"),
        ({"urlSource": "https://example.com", "mimeType": "x"}, "invalid value for mimeType"),
    ],
)
async def test_a_card_is_not_made_from_what_cannot_be_attached(
    plain: Asking, first: BoardList, params: dict[str, str], text: str
) -> None:
    assert await plain.refused("POST", "/cards", idList=first.id, **params) == (400, text)


async def test_a_copied_card_has_files_of_its_own(plain: Asking, card: Card, first: BoardList) -> None:
    made = await uploaded(plain, card.id, PNG, setCover="true")

    copy = await plain.post("/cards", idList=first.id, idCardSource=card.id, keepFromSource="attachments")
    await plain.delete(f"/cards/{card.id}")

    (attachment,) = copy["attachments"]
    assert attachment["id"] != made["id"]
    assert copy["cover"]["idAttachment"] == attachment["id"]
    assert await downloaded(plain, attachment["url"]) == ("text/plain", PNG)
    assert await plain.refusal(path_of(made["url"])) == (404, "The requested resource was not found.")
