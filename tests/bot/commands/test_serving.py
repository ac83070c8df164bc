import socket

from tests.bot.commands.conftest import Terminal


def test_the_demo_refuses_a_database_of_real_records_and_leaves_it_alone(baiyuan: Terminal) -> None:
    before = (baiyuan.folder / "baiyuan.db").read_bytes()
    said = baiyuan("demo", "--db", "sqlite:///baiyuan.db", "--port", "0")
    assert (said.code, said.out) == (1, "")
    assert "演示只使用自己建立的数据库" in said.err
    assert (baiyuan.folder / "baiyuan.db").read_bytes() == before


def test_a_port_that_is_taken_is_named(empty: Terminal) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = empty("demo", "--port", str(port))
    assert said.code == 1
    assert f"无法使用端口 {port}" in said.err
