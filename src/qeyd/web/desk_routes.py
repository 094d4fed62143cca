"""Every address of the desk: where people decide."""

from starlette.routing import BaseRoute

from qeyd.web import decide, history, inbox, learning, login, pairs, reviewing, same, testimony

ROUTES: list[BaseRoute] = [
    *inbox.ROUTES,
    *reviewing.ROUTES,
    *same.ROUTES,
    *decide.ROUTES,
    *testimony.ROUTES,
    *pairs.ROUTES,
    *learning.ROUTES,
    *history.ROUTES,
    *login.ROUTES,
]
