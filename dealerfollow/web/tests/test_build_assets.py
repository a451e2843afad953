"""The third-party front-end files, as we serve them."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from dealerfollow.web.build_assets import (
    ICONS,
    AssetsMissingError,
    build,
    sprite_of,
    without_source_map,
)
from dealerfollow.web.build_assets_css import without_unused


def test_a_missing_node_modules_says_what_to_run_and_writes_nothing(tmp_path: Path):
    with pytest.raises(AssetsMissingError, match="npm ci --ignore-scripts"):
        build(tmp_path / "node_modules", tmp_path / "built")
    assert not (tmp_path / "built").exists()


@pytest.mark.parametrize(
    "last_line",
    [
        pytest.param(b"/*# sourceMappingURL=x.css.map */", id="style-sheet"),
        pytest.param(b"//# sourceMappingURL=x.js.map", id="script"),
    ],
)
def test_the_pointer_to_a_source_map_is_dropped(last_line: bytes):
    assert without_source_map(b"a{b:c}\n" + last_line + b"\n") == b"a{b:c}\n"


def test_an_icon_becomes_a_symbol_without_its_invisible_square():
    drawing = '<svg><path d="M0 0h24v24H0z" fill="none" /><path\n d="M5 4h4" /></svg>'
    sprite = sprite_of({"phone": drawing})
    assert (
        sprite.splitlines()[2]
        == '<symbol id="i-phone" viewBox="0 0 24 24"><path d="M5 4h4"/></symbol>'
    )


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        pytest.param(".btn{a:b}.navbar-nav{a:b}", ".btn{a:b}", id="an-unused-component-goes"),
        pytest.param(".navbar,.btn{a:b}", ".btn{a:b}", id="the-used-selector-of-a-rule-stays"),
        pytest.param("@media print{.modal{a:b}}", "", id="an-empty-media-query-goes"),
        pytest.param("@media print{.row{a:b}}", "@media print{.row{a:b}}", id="a-used-one-stays"),
        pytest.param(".tablet{a:b}", ".tablet{a:b}", id="a-longer-name-is-another-class"),
        pytest.param(
            "@keyframes x{0%{a:b}to{a:c}}", "@keyframes x{0%{a:b}to{a:c}}", id="keyframes-stay"
        ),
    ],
)
def test_unused_components_of_bootstrap_are_left_out(css: str, kept: str):
    assert without_unused(css) == kept


def test_every_icon_that_a_template_names_is_in_the_sprite():
    named = {
        name
        for page in (settings.BASE_DIR / "templates").rglob("*.html")
        for name in re.findall(r'{% icon "([^"]+)"', page.read_text())
    }
    assert named - set(ICONS) == set()
