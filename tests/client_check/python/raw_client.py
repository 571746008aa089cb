"""The protocol itself: signed requests by httpx, and a bare WebSocket whose frames are waited for one by one."""

import asyncio
import base64
import datetime
import hmac
import json
import time

import httpx
import websockets

from harness import Environment


def signature(secret, text):
    """What OKX wants in OK-ACCESS-SIGN and in the login."""
    return base64.b64encode(hmac.new(secret.encode(), text.encode(), "sha256").digest()).decode()


def timestamp(shift=0):
    """ISO 8601 with three digits of milliseconds, `shift` seconds from now."""
    moment = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=shift)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Rest:
    """Signed requests; every part of the signature can be made wrong."""

    def __init__(self):
        self.client = httpx.AsyncClient(base_url=Environment.rest, timeout=15)

    async def close(self):
        await self.client.aclose()

    async def get(self, path, drop=(), change=None, **query):
        """The HTTP status and the decoded answer of a signed GET."""
        text = "&".join(f"{name}={value}" for name, value in query.items())
        target = f"/api/v5/{path}" + (f"?{text}" if text else "")
        response = await self.client.get(target, headers=self.headers("GET", target, "", drop, change or {}))
        return response.status_code, response.json()

    async def post(self, path, body, drop=(), change=None):
        """The HTTP status and the decoded answer of a signed POST; a string is sent as it is."""
        target = f"/api/v5/{path}"
        text = body if isinstance(body, str) else json.dumps(body)
        headers = self.headers("POST", target, text, drop, change or {})
        response = await self.client.post(target, content=text, headers=headers)
        return response.status_code, response.json()

    async def order(self, **fields):
        """The one item of the answer to an order."""
        _, answer = await self.post("trade/order", fields)
        return answer["data"][0] if answer.get("data") else {"sCode": answer["code"], "sMsg": answer["msg"]}

    @staticmethod
    def headers(method, target, body, drop, change):
        moment = change.get("OK-ACCESS-TIMESTAMP", timestamp())
        headers = {
            "OK-ACCESS-KEY": Environment.key,
            "OK-ACCESS-PASSPHRASE": Environment.passphrase,
            "OK-ACCESS-TIMESTAMP": moment,
            "OK-ACCESS-SIGN": signature(Environment.secret, moment + method + target + body),
            "Content-Type": "application/json",
            **change,
        }
        return {name: value for name, value in headers.items() if name not in drop}


class Socket:
    """A connection whose frames wait in a list until somebody asks for one that fits."""

    def __init__(self, word):
        self.word = word
        self.frames = []
        self.arrived = asyncio.Event()

    async def __aenter__(self):
        self.connection = await websockets.connect(f"{Environment.ws}/{self.word}", max_size=None)
        self.reader = asyncio.ensure_future(self.read())
        return self

    async def __aexit__(self, *_):
        self.reader.cancel()
        await self.connection.close()

    async def read(self):
        try:
            async for text in self.connection:
                self.frames.append({"pong": True} if text == "pong" else json.loads(text))
                self.arrived.set()
        except websockets.ConnectionClosed:
            pass
        self.frames.append({"closed": self.connection.close_code})
        self.arrived.set()

    async def send(self, message):
        await self.connection.send(message if isinstance(message, str) else json.dumps(message))

    async def next(self, is_wanted):
        """The oldest frame not yet taken that fits."""
        while True:
            for index, frame in enumerate(self.frames):
                if is_wanted(frame):
                    return self.frames.pop(index)
            self.arrived.clear()
            await self.arrived.wait()

    async def event(self, word):
        return await self.next(lambda frame: frame.get("event") == word)

    async def error(self):
        """The code of the next error."""
        return (await self.event("error"))["code"]

    async def data(self, channel):
        return await self.next(lambda frame: frame.get("arg", {}).get("channel") == channel and "data" in frame)

    async def subscribe(self, *arguments):
        """Subscribes and takes every acknowledgement."""
        await self.send({"op": "subscribe", "args": list(arguments)})
        for _ in arguments:
            answer = await self.next(lambda frame: frame.get("event") in ("subscribe", "error"))
            assert answer["event"] == "subscribe", answer

    async def operate(self, op, *arguments, name="1", **fields):
        """Sends an order operation and takes its answer."""
        await self.send({"id": name, "op": op, "args": list(arguments), **fields})
        return await self.next(lambda frame: frame.get("id") == name and frame.get("op") == op)

    async def login(self, **change):
        moment = str(int(time.time()))
        argument = {"apiKey": Environment.key, "passphrase": Environment.passphrase, "timestamp": moment, **change}
        secret = argument.pop("secret", Environment.secret)
        argument.setdefault("sign", signature(secret, argument["timestamp"] + "GET/users/self/verify"))
        await self.send({"op": "login", "args": [argument]})
        return await self.next(lambda frame: frame.get("event") in ("login", "error"))
