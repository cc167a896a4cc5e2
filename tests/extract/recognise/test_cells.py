"""Names that make up a cell of a table."""

from __future__ import annotations

import pytest

from extract.document import extract
from extract.pipeline import load
from extract.read import from_text

TABLE = """机构名称\t大模型\t场景
建设银行\t建设银行大模型\t智能客服、智能办公
腾讯云\t腾讯云金融行业大模型\t智能研报
中国太平洋保险\t太保大模型\t审计检查
网商银行\t金融大模型\t智能客服
"""


def test_a_model_that_bears_its_makers_name_is_one_name() -> None:
    found = extract(from_text(TABLE, "table.txt"), load())

    models = {m.text for m in found.mentions if m.text.endswith("大模型") and m.type == "Software"}
    assert models == {"建设银行大模型", "腾讯云金融行业大模型", "太保大模型"}
    assert {e.name: e.finer for e in found.entities if e.type == "Software"} == dict.fromkeys(models, "LargeModel")


@pytest.mark.parametrize("text", ["机构\t说明\n建设银行\t建设银行大模型应用良好\n", "建设银行大模型应用在智能客服。"])
def test_elsewhere_they_are_two_names(text: str) -> None:
    found = extract(from_text(text, "text.txt"), load())

    assert "建设银行大模型" not in {mention.text for mention in found.mentions}
