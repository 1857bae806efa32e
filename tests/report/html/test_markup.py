"""Text stays text, in markup and in JSON."""

import json
import re

from planner.report.html.markup import data_script, element, json_text, label, text

HOSTILE = "</script><script>alert(1)</script><!-- \u2028 & ' \""


def test_text_is_shown_as_it_is() -> None:
    assert text("<b>&\"'") == "&lt;b&gt;&amp;&quot;&#x27;"


def test_an_attribute_cannot_end_early() -> None:
    assert element("p", title='"><script>') == '<p title="&quot;&gt;&lt;script&gt;"></p>'


def test_attributes_are_left_out_or_stand_alone() -> None:
    assert element("input", disabled=True, checked=False, class_=None, aria_label="x") == (
        '<input disabled aria-label="x">'
    )


def test_json_cannot_end_its_script() -> None:
    block = data_script("x", {HOSTILE: HOSTILE})
    inner = block.removeprefix('<script type="application/json" id="x">').removesuffix("</script>")
    assert not re.search("[<>&\u2028\u2029]", inner)
    assert json.loads(inner) == {HOSTILE: HOSTILE}


def test_json_numbers_keep_six_digits() -> None:
    assert json_text([1 / 3, 2.0, 1234567.0, True, None]) == "[0.333333,2,1234570,true,null]"


def test_labels_of_charts_hide_their_tags_from_the_library() -> None:
    assert label("<b>'a'</b>") == "&lt;b&gt;'a'&lt;/b&gt;"
