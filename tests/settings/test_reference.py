from pathlib import Path

from app.settings.reference import reference

PAGE = Path(__file__).parent.parent.parent / "docs" / "settings.md"


def test_the_page_says_what_the_code_does_after_make_settings() -> None:
    assert PAGE.read_text() == reference()
