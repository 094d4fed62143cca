"""A pseudonym holds within an affair and a key, and says nothing beyond."""

from qeyd.publish.pseudonyms import fingerprint, keyed_id, pseudonym

KEY, OTHER = b"a" * 32, b"b" * 32


def test_spellings_of_one_person_in_one_affair_share_a_pseudonym() -> None:
    spellings = ("Elvar Şıxlinski", "Шихлинский Эльвар", "Elvar Shikhlinskiy")
    assert len({pseudonym(KEY, "affair", one) for one in spellings}) == 1


def test_nobody_is_followed_across_affairs_or_keys() -> None:
    name = "Elvar Şıxlinski"
    assert len({pseudonym(KEY, "a", name), pseudonym(KEY, "b", name), pseudonym(OTHER, "a", name)}) == 3


def test_ids_differ_by_sort_and_key_and_do_not_hold_what_they_stand_for() -> None:
    told = {keyed_id(KEY, "i", "cafe"), keyed_id(KEY, "a", "cafe"), keyed_id(OTHER, "i", "cafe")}
    assert len(told) == 3
    assert not any(one[2:6] == "cafe" for one in told)


def test_a_fingerprint_is_not_the_key() -> None:
    assert fingerprint(KEY) != fingerprint(OTHER)
    assert KEY.hex()[:8] not in fingerprint(KEY)
