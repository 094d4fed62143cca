"""Every address of the desk: where people decide."""

from starlette.routing import BaseRoute

from qeyd.web import history, inbox, login, reviewing

ROUTES: list[BaseRoute] = [*inbox.ROUTES, *reviewing.ROUTES, *history.ROUTES, *login.ROUTES]
