"""Receivers that tests send to: an SMTP server and an HTTPS server that write down what they took.

    receivers.py FOLDER CERTIFICATE KEY

What is taken is a file in FOLDER/mail or FOLDER/hooks, durable before it is acknowledged. How the
receiver behaves stands in the local part of the address, or in the path: each is one branch below.
"""

import asyncio
import json
import os
import shutil
import ssl
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from aiosmtpd.smtp import SMTP, AuthResult

FOLDER, CERTIFICATE, KEY = sys.argv[1:4]
USER, PASSWORD = "utility", "s3cr3t-0f-mail"
numbers = iter(range(1, 1 << 60))
lock = threading.Lock()


def keep(kind, head, body):
    """Writes a message down, durable, under a number of its own."""
    with lock:
        path = os.path.join(FOLDER, kind, f"{next(numbers):06}")
    with open(path + ".new", "wb") as file:
        file.write(json.dumps(head).encode() + b"\n" + body)
        file.flush()
        os.fsync(file.fileno())
    os.rename(path + ".new", path)


class Handler:
    async def handle_MAIL(self, server, session, envelope, address, options):
        if os.path.exists(os.path.join(FOLDER, "refuse-sender")):
            return "550 5.7.1 we relay nothing of yours"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        mode = address.split("@")[0].split("+")[0]
        if mode == "nobody":
            return "550 5.1.1 no such user"
        if mode == "greylisted":
            return "451 4.7.1 come back later"
        if mode == "close-at-rcpt":
            server.transport.abort()
            return "250 OK"
        if mode == "hang-at-rcpt":
            await asyncio.sleep(3600)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mode = envelope.rcpt_tos[0].split("@")[0].split("+")[0]
        head = {
            "from": envelope.mail_from, "to": envelope.rcpt_tos,
            "tls": session.ssl is not None, "user": session.authenticated,
        }
        if mode == "spam":
            return "554 5.7.1 that is spam"
        if mode == "full":
            return "452 4.2.2 mailbox full"
        if mode == "close-untaken":
            server.transport.abort()
            return "451 gone"
        if mode == "hang-untaken":
            await asyncio.sleep(3600)
        if mode == "slow":
            await asyncio.sleep(0.02)
        keep("mail", head, envelope.original_content)
        if mode == "close-taken":
            server.transport.abort()
            return "250 gone"
        if mode == "hang-taken":
            await asyncio.sleep(3600)
        return "250 2.0.0 kept"


def authenticate(server, session, envelope, mechanism, data):
    right = data.login == USER.encode() and data.password == PASSWORD.encode()
    return AuthResult(success=right, handled=right)


def start(**options):
    """An SMTP server on a free port; gives the port."""
    loop = asyncio.new_event_loop()

    def factory():
        return SMTP(Handler(), loop=loop, data_size_limit=40 << 20, **options)

    server = loop.run_until_complete(loop.create_server(factory, "127.0.0.1", 0))
    threading.Thread(target=loop.run_forever, daemon=True).start()
    return server.sockets[0].getsockname()[1]


class Hook(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *words):
        pass

    def answer(self, code, body=b"", headers=()):
        self.send_response(code)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def keep(self, body):
        keep("hooks", {"path": self.path, **{k.lower(): v for k, v in self.headers.items()}}, body)

    def do_GET(self):
        self.keep(b"GET")
        self.answer(200)

    def do_POST(self):
        mode = self.path.strip("/").split("/")[0]
        if mode == "close-unread":
            self.connection.close()
            return
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if mode == "close-taken":
            self.keep(body)
            self.connection.shutdown(2)
            return
        if mode == "hang-taken":
            self.keep(body)
            threading.Event().wait(3600)
        if mode.isdigit():
            headers = [("Location", f"https://127.0.0.1:{self.server.server_port}/elsewhere")]
            return self.answer(int(mode), b"no", headers + [("Retry-After", "7200")])
        self.keep(body)
        self.answer(200, b"x" * (50_000_000 if mode == "endless" else 2))


def main():
    for kind in ("mail", "hooks"):
        os.makedirs(os.path.join(FOLDER, kind), exist_ok=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE, KEY)
    hooks = ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    hooks.socket = context.wrap_socket(hooks.socket, server_side=True)
    threading.Thread(target=hooks.serve_forever, daemon=True).start()
    ports = {
        "plain": start(),
        "secure": start(
            tls_context=context, require_starttls=True, authenticator=authenticate,
            auth_required=True),
        "hooks": hooks.server_port,
    }
    path = os.path.join(FOLDER, "ports")
    with open(path + ".new", "w") as file:
        json.dump(ports, file)
    os.rename(path + ".new", path)
    parent = os.getppid()
    while os.getppid() == parent:
        threading.Event().wait(0.5)
    shutil.rmtree(FOLDER, ignore_errors=True)


main()
