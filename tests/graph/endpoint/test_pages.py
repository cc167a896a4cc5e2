"""The pages of entities show what holds now, and from both ends."""

from __future__ import annotations

import re

import httpx


def _neighbours(client: httpx.Client, path: str) -> str:
    text = client.get(path, headers={"Accept": "text/html"}).text
    found = re.search(r"<h2>相邻 Neighbours</h2>(.*?)</section>", text, re.S)
    return found[1] if found else ""


def test_a_page_names_the_neighbours_from_both_ends(client: httpx.Client) -> None:
    bank = client.get("/search", params={"q": "杭州银行"}).json()["hits"][0]["id"]
    assert 'href="/id/Database/oceanbase"' in _neighbours(client, f"/id/{bank}")
    assert f'href="/id/{bank}"' in _neighbours(client, "/id/Database/oceanbase")


def test_what_is_only_planned_makes_no_neighbour(client: httpx.Client) -> None:
    page = client.get("/id/Bank/icbc", headers={"Accept": "text/html"}).text
    assert "擬採用" in page
    assert "Chip/" not in _neighbours(client, "/id/Bank/icbc")
