"""Words in the room they have: cut with an ellipsis, or broken where a reader expects it."""

from reports.typeface import fitted, width_of, wrapped

SIZE, ROOM = 28, 400
NOTE = "满分 100：年度任务面积 60、牵头任务按期办结 25、季报按期报送 15，截至2021年12月31日。"


def test_wrapped_lines_fit_and_lose_nothing() -> None:
    lines = wrapped(NOTE, SIZE, ROOM)
    assert len(lines) > 1
    assert all(width_of(line, SIZE) <= ROOM for line in lines)
    assert "".join("".join(lines).split()) == "".join(NOTE.split())


def test_no_line_begins_with_a_stop_and_no_number_is_broken() -> None:
    for room in range(120, 900, 7):
        lines = wrapped(NOTE, SIZE, room)
        assert not any(line[0] in "，。：、；）" for line in lines)
        assert sum("2021" in line for line in lines) == 1


def test_what_fits_stays_on_one_line_and_nothing_has_none() -> None:
    assert wrapped("清丰县", SIZE, ROOM) == ["清丰县"]
    assert wrapped("", SIZE, ROOM) == []


def test_a_word_longer_than_the_room_is_cut_with_an_ellipsis() -> None:
    (line,) = wrapped("A" * 200, SIZE, ROOM)
    assert line.endswith("…")
    assert width_of(line, SIZE) <= ROOM
    assert fitted("清丰县", SIZE, 60) == "清…"
