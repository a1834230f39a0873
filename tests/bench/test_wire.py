from bench.wire import take

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nCONTENT-LENGTH: 2\r\n\r\n{}"
IN_CHUNKS = b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n{"a"\r\n3;x\r\n:1}\r\n0\r\n\r\n'


def test_a_message_is_taken_once_all_of_it_is_there() -> None:
    received = bytearray()

    for byte in ANSWER[:-1]:
        received.append(byte)
        assert take(received) is None
    received += ANSWER[-1:]

    assert take(received) == (ANSWER[:-6], b"{}")
    assert received == b""


def test_what_follows_a_message_stays() -> None:
    received = bytearray(ANSWER * 2)

    assert take(received) == (ANSWER[:-6], b"{}")
    assert received == ANSWER


def test_a_message_without_a_length_has_no_body() -> None:
    assert take(bytearray(b"GET /1/members/me HTTP/1.1\r\nHost: here\r\n\r\n")) == (
        b"GET /1/members/me HTTP/1.1\r\nHost: here",
        b"",
    )


def test_chunks_are_joined() -> None:
    received = bytearray(IN_CHUNKS[:-3])
    assert take(received) is None

    received += IN_CHUNKS[-3:]

    assert take(received) == (IN_CHUNKS.partition(b"\r\n\r\n")[0], b'{"a":1}')
    assert received == b""
