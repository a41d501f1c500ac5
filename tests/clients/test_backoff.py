from clients.backoff import Backoff


def test_it_grows_up_to_its_cap() -> None:
    most = Backoff(first=0.1, growth=3.0, longest=1.0, jitter=lambda: 1.0)
    assert [round(most.delay(retry), 6) for retry in (1, 2, 3, 4, 50)] == [0.1, 0.3, 0.9, 1.0, 1.0]


def test_the_jitter_is_full() -> None:
    assert Backoff(jitter=lambda: 0.0).delay(3) == 0
    assert Backoff(first=1.0, growth=2.0, jitter=lambda: 0.25).delay(2) == 0.5


def test_by_default_no_two_askers_march_in_step() -> None:
    assert len({Backoff().delay(3) for _ in range(20)}) == 20
