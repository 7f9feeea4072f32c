"""The rules of `conftest.py` hold."""

import socket

import pytest

from tests.conftest import NetworkRefused, proof_faults


@pytest.mark.parametrize("address", [("192.0.2.1", 443), ("2001:db8::1", 443), ("example.org", 80)])
def test_a_test_cannot_leave_this_computer(address: tuple[str, int]) -> None:
    with pytest.raises(NetworkRefused):
        socket.create_connection(address, timeout=1)


def test_a_test_can_reach_a_server_on_this_computer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()


@pytest.mark.parametrize("ids", [("R-CLC-7",), ("F-16", "N1", "GE-40"), ("C22", "GS-1")])
def test_ids_of_requirements_features_and_failures_are_proofs(ids: tuple[str, ...]) -> None:
    assert proof_faults(ids) == []


@pytest.mark.parametrize("ids", [(), ("R-clc-7",), ("F16",), (7,), ("N1", "N2", "N3", "N4")])
def test_other_ids_and_too_many_of_them_are_refused(ids: tuple[object, ...]) -> None:
    assert proof_faults(ids) != []
