"""HTTP/2 over TLS: a server of our own that speaks nothing else, and a certificate that it made itself."""

from __future__ import annotations

import asyncio
import datetime
import ipaddress
import ssl
from pathlib import Path

import pytest
from test_crawl import FAST

from extractor.fetch import Crawler, Settings, pages
from extractor.fetch.http import Client, ConnectionFailedError

h2_connection = pytest.importorskip("h2.connection")
x509 = pytest.importorskip("cryptography.x509")


def certificate(folder: Path) -> Path:
    """A key and a certificate for 127.0.0.1 in one file."""
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, *form) + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    from h2.config import H2Configuration
    from h2.events import RequestReceived

    connection = h2_connection.H2Connection(H2Configuration(client_side=False, header_encoding="utf-8"))
    connection.initiate_connection()
    writer.write(connection.data_to_send())
    while data := await reader.read(65536):
        for event in connection.receive_data(data):
            if isinstance(event, RequestReceived):
                path = dict(event.headers)[":path"]
                status = "404" if path == "/robots.txt" else "200"
                connection.send_headers(event.stream_id, [(":status", status), ("content-type", "text/html")])
                connection.send_data(event.stream_id, f"<p>Tặng Bằng khen, {path}</p>".encode(), end_stream=True)
        writer.write(connection.data_to_send())
        await writer.drain()
    writer.close()


async def with_server(folder: Path, use: object) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate(folder))
    context.set_alpn_protocols(["h2"])
    server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context)
    async with server:
        await use(f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}")  # type: ignore[operator]


def test_a_crawl_over_http_2(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def use(url: str) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
        async with Client(Settings(**FAST)) as client:
            first, second = await client.get(f"{url}/a"), await client.get(f"{url}/b")
            assert first.http_version == "HTTP/2" and "/b" in second.body.decode() and first.ip == "127.0.0.1"
        with Crawler(tmp_path / "crawl", Settings(**FAST)) as crawler:
            await crawler.run([f"{url}/trao-tang-bang-khen-cho-tap-the-1234567.html"])

    asyncio.run(with_server(tmp_path, use))
    (page,) = pages(tmp_path / "crawl")
    assert "Tặng Bằng khen" in page.body.decode()


def test_a_certificate_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    async def use(url: str) -> None:
        async with Client(Settings(**FAST)) as client:
            with pytest.raises(ConnectionFailedError, match="certificate"):
                await client.get(url)

    asyncio.run(with_server(tmp_path, use))
