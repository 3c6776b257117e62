"""Undoes gzip, deflate, brotli and zstd, and stops at a limit, so that a bomb costs no more memory than a page."""

from __future__ import annotations

import io
import zlib

from extractor.errors import FetchError

__all__ = ["ENCODINGS", "TooLargeError", "decompress"]

ENCODINGS = "gzip, deflate, br, zstd"  # what we say we accept
WINDOW = 1 << 23  # zstd: 8 MB, the least that RFC 9659 asks of a browser, and the most


class TooLargeError(FetchError):
    """A page is larger than allowed, as sent or after decompression."""


def decompress(data: bytes, encodings: str, *, limit: int) -> bytes:
    """`data` without its content encodings (the header's value, in the order in which they were applied).

    Raises TooLargeError when more than `limit` bytes would come out, FetchError where the data is broken.

    >>> decompress(zlib.compress(b"tin"), "deflate", limit=10)
    b'tin'
    """
    for name in reversed([part.strip().lower() for part in encodings.split(",")]):
        if name in {"", "identity"}:
            continue
        try:
            data = _one(data, name, limit)
        except TooLargeError:
            raise
        except Exception as error:  # each library has its own errors
            raise FetchError(f"the page is said to be {name} but cannot be unpacked ({error})") from None
        if len(data) > limit:
            raise TooLargeError(f"the page is larger than {limit} bytes when unpacked")
    return data


def _one(data: bytes, name: str, limit: int) -> bytes:
    if not data:
        return b""
    if name in {"gzip", "x-gzip"}:
        return _zlib(data, 16 + zlib.MAX_WBITS, limit)
    if name == "deflate":  # RFC 9110 means zlib; some servers send the bare stream
        return _zlib(data, zlib.MAX_WBITS if data[0] & 0x0F == 8 else -zlib.MAX_WBITS, limit)
    if name == "br":
        import brotli

        unpacker = brotli.Decompressor()
        out = unpacker.process(data, output_buffer_limit=limit + 1)
        while len(out) <= limit and not unpacker.can_accept_more_data():
            more = unpacker.process(b"", output_buffer_limit=limit + 1)
            if not more:
                break
            out += more
        if len(out) <= limit and not unpacker.is_finished():
            raise ValueError("it breaks off")
        return bytes(out)
    if name == "zstd":
        return _zstd(data, limit)
    raise ValueError("we do not know it")


def _zlib(data: bytes, bits: int, limit: int) -> bytes:
    """All members of a stream, up to one byte more than the limit."""
    out = b""
    while data:
        unpacker = zlib.decompressobj(bits)
        out += unpacker.decompress(data, limit + 1 - len(out))
        if len(out) > limit:
            return out
        if not unpacker.eof:
            raise ValueError("it breaks off")
        data = unpacker.unused_data if unpacker.unused_data[:1] == data[:1] else b""
    return out


def _zstd(data: bytes, limit: int) -> bytes:
    """All frames. The stream shows whether it is too much, but not whether it breaks off; the second look does."""
    import zstandard

    unpacker = zstandard.ZstdDecompressor(max_window_size=WINDOW)
    out = unpacker.stream_reader(io.BytesIO(data), read_across_frames=True).read(limit + 1)
    while data and len(out) <= limit:
        frame = unpacker.decompressobj()
        frame.decompress(data)
        if not frame.eof:
            raise ValueError("it breaks off")
        data = frame.unused_data
    return bytes(out)
