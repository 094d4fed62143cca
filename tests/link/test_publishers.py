"""An outlet is known by list, host and sound. The outlets at .example are invented."""

import pytest

from qeyd.link.publishers import is_called, publisher


@pytest.mark.parametrize(
    ("name", "outlet", "host"),
    [
        ("Коммерсантъ", "", "www.kommersant.ru"),
        ("Би-би-си", "BBC News", ""),
        ("Байкал-Вести", "", "baikal-vesti.example"),
        ("Xəzər Sədası", "", "xezersedasi.example"),
        ("Берлин сегодня", "", "segodnya-berlin.example"),
        ("Азад Сёз", "Azad Söz", ""),
        ("azadsoz.example", "", "www.azadsoz.example"),
        ("Günorta", "Günorta Post", ""),
    ],
)
def test_a_name_is_recognised_as_the_publisher(name: str, outlet: str, host: str) -> None:
    assert is_called(name, publisher(outlet, host))


@pytest.mark.parametrize(
    ("name", "outlet", "host"),
    [
        ("Коммерсантъ", "", "www.bbc.com"),
        ("Байкал-Вести", "", "ural-vesti.example"),
        ("Rauf Sadigli", "", "rauf-news.example"),
        ("police", "Police Gazette", ""),
        ("", "Azad Söz", ""),
    ],
)
def test_another_name_is_not(name: str, outlet: str, host: str) -> None:
    assert not is_called(name, publisher(outlet, host))
