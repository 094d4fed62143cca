"""Exports of Telegram: channels are outlets and come in; chats are private and are refused (CODEBOOK §8).

Who signed, forwarded, reacted or wrote is not taken over, and neither are the bytes that hold it: what is archived
of a post is its text.
"""

import json
from collections.abc import Iterator
from typing import Any

from qeyd.collect.article import parsed
from qeyd.collect.charset import decode
from qeyd.collect.metadata import day
from qeyd.collect.page import MAX_PAGES, Page, Unusable

_CHAT = "it is a chat, not a public channel. qeyd collects outlets and public channels, never closed chats."


def pages_in_telegram_json(data: bytes, where: str) -> Iterator[Page | Unusable]:
    """The posts of public channels in a result.json."""
    try:
        export = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as problem:
        yield Unusable(where, f"it is no JSON ({type(problem).__name__}).")
        return
    if not isinstance(export, dict):
        yield Unusable(where, "it is no export of Telegram.")
        return
    chats = export.get("chats")
    listed = chats.get("list") if isinstance(chats, dict) else [export]
    known = False
    for chat in listed if isinstance(listed, list) else []:
        if isinstance(chat, dict) and isinstance(chat.get("messages"), list):
            known = True
            yield from _from_chat(chat, where)
    if not known:
        yield Unusable(where, "it is no export of a Telegram channel: it lists no messages.")


def _from_chat(chat: dict[str, Any], where: str) -> Iterator[Page | Unusable]:
    if chat.get("type") != "public_channel":
        yield Unusable(where, _CHAT)
        return
    name = chat["name"] if isinstance(chat.get("name"), str) else "Telegram"
    number = chat.get("id") if isinstance(chat.get("id"), int) else 0
    for message in chat["messages"][:MAX_PAGES]:
        if not isinstance(message, dict) or message.get("type") != "message":
            continue
        text = _words(message.get("text")).strip()
        id = message.get("id")
        if not text or not isinstance(id, int):
            continue
        yield _post(
            text, name, f"https://t.me/c/{number}/{id}", str(message.get("date") or ""), f"{where}, post {id}"
        )


def _words(text: Any) -> str:
    if isinstance(text, str):
        return text
    if isinstance(text, list):
        return "".join(
            one if isinstance(one, str) else str(one.get("text") or "") if isinstance(one, dict) else ""
            for one in text
        )
    return ""


def _post(text: str, outlet: str, url: str, when: str, where: str) -> Page:
    text = text.encode("utf-8", "ignore").decode("utf-8")
    published = day(when)
    return Page(
        where, text.encode(), "text/plain", text, url, outlet, published=published,
        published_from="export" if published else None, captured_at=None,
    )  # fmt: skip


def pages_in_telegram_html(data: bytes, where: str) -> Iterator[Page | Unusable]:
    """The posts of a channel in a messages.html. A page on which others than the channel write is a chat."""
    tree = parsed(decode(data)[0])
    found = tree.find_class("page_header") if tree is not None else []
    if tree is None or not found:
        yield Unusable(where, "it is no export of a Telegram channel.")
        return
    name = " ".join(found[0].text_content().split())[:200]
    posts = [one for one in tree.find_class("message") if "default" in (one.get("class") or "")]
    for post in posts:
        for writer in post.find_class("from_name"):
            forwarded = any("forwarded" in (up.get("class") or "") for up in writer.iterancestors())
            if not forwarded and " ".join((writer.text or "").split()) != name:
                yield Unusable(where, _CHAT)
                return
    for post in posts[:MAX_PAGES]:
        id = (post.get("id") or "").removeprefix("message")
        texts = [" ".join(" ".join(one.itertext()).split()) for one in post.find_class("text")]
        when = next((one.get("title") or "" for one in post.find_class("date")), "")
        if texts and texts[0] and id.lstrip("-").isdigit():
            yield _post(texts[0], name, f"https://t.me/{_slug(name)}/{id}", when, f"{where}, post {id}")


def _slug(name: str) -> str:
    from urllib.parse import quote

    return "c/" + quote(name.replace(" ", "_"), safe="")
