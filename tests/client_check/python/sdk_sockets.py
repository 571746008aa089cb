"""What OKX's own Python SDK (python-okx) does over sockets."""

import asyncio
import json

from okx.websocket.WsPrivateAsync import WsPrivateAsync
from okx.websocket.WsPublicAsync import WsPublicAsync

from harness import SPOT, SWAP, Environment, equal, unique
from raw_client import Rest


class Inbox:
    """The callback of a socket: keeps the frames and wakes who waits for them."""

    def __init__(self):
        self.frames = []
        self.arrived = asyncio.Event()

    def __call__(self, message):
        self.frames.append(json.loads(message))
        self.arrived.set()

    async def next(self, is_wanted):
        while True:
            for index, frame in enumerate(self.frames):
                if is_wanted(frame):
                    return self.frames.pop(index)
            self.arrived.clear()
            await self.arrived.wait()

    async def data(self, channel):
        return await self.next(lambda frame: frame.get("arg", {}).get("channel") == channel and "data" in frame)


async def public_checks(check):
    async def public():
        inbox, socket = Inbox(), WsPublicAsync(f"{Environment.ws}/public")
        task = await socket.start()
        channels = ["tickers", "trades", "books", "books5", "bbo-tbt", "mark-price", "funding-rate", "open-interest"]
        await socket.subscribe([{"channel": name, "instId": SWAP} for name in channels], inbox, id="s1")
        for name in channels:
            frame = await inbox.data(name)
            equal(frame["data"][0].get("instId", SWAP), SWAP)
        await socket.unsubscribe([{"channel": name, "instId": SWAP} for name in channels], inbox)
        await inbox.next(lambda frame: frame.get("event") == "unsubscribe")
        await socket.stop()
        task.cancel()

    async def business():
        inbox = Inbox()
        socket = WsPublicAsync(f"{Environment.ws}/business", Environment.key, Environment.passphrase,
                               Environment.secret)
        task = await socket.start()
        await socket.login()
        await socket.subscribe([{"channel": "candle1m", "instId": SPOT}, {"channel": "orders-algo", "instType": "ANY"},
                                {"channel": "algo-advance", "instType": "ANY"}], inbox)
        equal(len((await inbox.data("candle1m"))["data"][0]), 9)
        for _ in range(3):
            await inbox.next(lambda frame: frame.get("event") == "subscribe")
        await socket.stop()
        task.cancel()

    await check("receives public channels", public)
    await check("receives business channels", business)


async def private_checks(check, rest, codes):
    async def private():
        inbox = Inbox()
        socket = WsPrivateAsync(Environment.key, Environment.passphrase, Environment.secret,
                                f"{Environment.ws}/private")
        task = await socket.start()
        await socket.subscribe([{"channel": "account"}, {"channel": "orders", "instType": "ANY"},
                                {"channel": "positions", "instType": "ANY"}, {"channel": "balance_and_position"},
                                {"channel": "liquidation-warning", "instType": "ANY"}], inbox)
        assert (await inbox.data("account"))["data"][0]["details"]
        _, ticker = await rest.get("market/ticker", instId=SPOT)
        name = unique("sdkws")
        order = {"instIdCode": codes[SPOT], "tdMode": "cash", "side": "buy", "ordType": "limit", "sz": "0.01",
                 "px": f"{float(ticker['data'][0]['bidPx']) * 0.985:.1f}", "clOrdId": name}
        named = {"instIdCode": codes[SPOT], "clOrdId": name}
        await socket.place_order([order], id="p1")
        equal((await inbox.next(lambda frame: frame.get("id") == "p1"))["code"], "0")
        equal((await inbox.data("orders"))["data"][0]["clOrdId"], name)
        await socket.amend_order([{**named, "newSz": "0.02"}], id="p2")
        equal((await inbox.next(lambda frame: frame.get("id") == "p2"))["code"], "0")
        await socket.cancel_order([named], id="p3")
        equal((await inbox.next(lambda frame: frame.get("id") == "p3"))["code"], "0")
        await socket.stop()
        task.cancel()

    await check("receives private channels and trades over the socket", private)


async def run(table):
    rest = Rest()

    async def check(name, body):
        await table.check("sdk", name, body)

    try:
        _, body = await rest.get("public/instruments", instType="SPOT")
        await public_checks(check)
        await private_checks(check, rest, {row["instId"]: row["instIdCode"] for row in body["data"]})
    finally:
        await rest.close()
