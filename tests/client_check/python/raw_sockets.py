"""Every channel and every answer of the socket protocol."""

from harness import SPOT, SWAP, equal, unique
from raw_client import Rest, Socket

PUBLIC = [
    ({"channel": "tickers", "instId": SPOT}, "last bidPx askPx open24h vol24h sodUtc0 ts"),
    ({"channel": "trades", "instId": SPOT}, "tradeId px sz side ts count source seqId"),
    ({"channel": "books", "instId": SPOT}, "asks bids ts checksum seqId prevSeqId"),
    ({"channel": "books-rpi", "instId": SPOT}, "asks bids ts seqId prevSeqId"),
    ({"channel": "books5", "instId": SPOT}, "asks bids ts seqId instId"),
    ({"channel": "bbo-tbt", "instId": SPOT}, "asks bids ts seqId"),
    ({"channel": "mark-price", "instId": SWAP}, "markPx instType ts"),
    ({"channel": "index-tickers", "instId": SPOT}, "idxPx open24h high24h low24h sodUtc0 sodUtc8 ts"),
    ({"channel": "funding-rate", "instId": SWAP}, "fundingRate fundingTime nextFundingTime method ts"),
    ({"channel": "price-limit", "instId": SWAP}, "buyLmt sellLmt ts enabled"),
    ({"channel": "open-interest", "instId": SWAP}, "oi oiCcy oiUsd ts"),
    ({"channel": "status"}, "title state begin end env serviceType system ts"),
]

BUSINESS = [
    {"channel": "trades-all", "instId": SPOT},
    {"channel": "candle1m", "instId": SPOT},
    {"channel": "candle1Dutc", "instId": SWAP},
    {"channel": "candle1s", "instId": SPOT},
    {"channel": "mark-price-candle1m", "instId": SWAP},
    {"channel": "index-candle1m", "instId": SPOT},
]


async def public_checks(check):
    async def channels():
        async with Socket("public") as socket:
            for argument, fields in PUBLIC:
                await socket.subscribe(argument)
                frame = await socket.data(argument["channel"])
                equal(frame["arg"], argument)
                missing = set(fields.split()) - set(frame["data"][0])
                equal((argument["channel"], missing), (argument["channel"], set()))
                assert ("action" in frame) == (argument["channel"] in ("books", "books-rpi")), argument

    async def business():
        async with Socket("business") as socket:
            for argument in BUSINESS:
                await socket.subscribe(argument)
                frame = await socket.data(argument["channel"])
                equal(frame["arg"], argument)
                row = frame["data"][0]
                length = 9 if argument["channel"].startswith("candle") else 6
                assert isinstance(row, dict) or len(row) == length, frame

    async def quiet_channels():
        async with Socket("public") as socket:
            for argument in ({"channel": "instruments", "instType": "SPOT"},
                             {"channel": "instruments", "instType": "FUTURES"},
                             {"channel": "liquidation-orders", "instType": "SWAP"},
                             {"channel": "adl-warning", "instType": "SWAP"},
                             {"channel": "public-block-trades", "instId": SPOT},
                             {"channel": "estimated-price", "instType": "FUTURES", "instFamily": "BTC-USD"}):
                await socket.subscribe(argument)

    async def refusals():
        async with Socket("public") as socket:
            for argument, wanted in (
                    ({"channel": "books", "instId": "NO-SUCH"}, "60018"), ({"channel": "dance", "instId": SPOT}, "60018"),
                    ({"channel": "tickers"}, "60018"), ({"channel": "candle1m", "instId": SPOT}, "64001"),
                    ({"channel": "trades-all", "instId": SPOT}, "64001"),
                    ({"channel": "index-tickers", "instId": SWAP}, "60018"),
                    ({"channel": "books50-l2-tbt", "instId": SPOT}, "60011"),
                    ({"channel": "books-l2-tbt", "instId": SPOT}, "60011")):
                await socket.send({"op": "subscribe", "args": [argument], "id": "q"})
                error = await socket.event("error")
                equal((argument, error["code"], error.get("id")), (argument, wanted, "q"))
                assert len(error["connId"]) == 8 and "arg" not in error
            for text, wanted in (("hello", "60012"), ('{"op":"subscribe"}', "60012"), ('{"op":"subscribe","args":[]}',
                                 "60012"), ('{"op":"subscribe","args":[7]}', "60012"), ('{"op":"dance"}', "60019"),
                                 ('{"args":[]}', "60012"), ("[]", "60012")):
                await socket.send(text)
                equal((text, await socket.error()), (text, wanted))
            await socket.login()
            await socket.send({"op": "subscribe", "args": [{"channel": "books-l2-tbt", "instId": SPOT}]})
            equal(await socket.error(), "64003")
            await socket.send("ping")
            await socket.next(lambda frame: frame.get("pong"))
        async with Socket("business") as socket:
            await socket.send({"op": "subscribe", "args": [{"channel": "tickers", "instId": SPOT}]})
            equal(await socket.error(), "64002")
        async with Socket("public") as socket:
            await socket.send({"op": "subscribe", "args": [{"channel": "orders", "instType": "ANY"}]})
            assert await socket.error() in ("60018", "60011")
            answer = await order_error(socket, "order")
            equal(answer, "60028")

    async def unsubscribing():
        async with Socket("public") as socket:
            argument = {"channel": "books", "instId": SPOT}
            await socket.subscribe(argument)
            await socket.data("books")
            await socket.subscribe(argument)
            snapshot = await socket.next(lambda frame: frame.get("action") == "snapshot")
            equal(snapshot["data"][0]["prevSeqId"], -1)
            await socket.send({"op": "unsubscribe", "args": [argument], "id": "u1"})
            answer = await socket.event("unsubscribe")
            equal((answer["arg"], answer["id"]), (argument, "u1"))

    await check("pushes every public channel with its fields", channels)
    await check("pushes every business channel", business)
    await check("acknowledges channels that have nothing to say", quiet_channels)
    await check("refuses arguments, channels and nonsense", refusals)
    await check("sends a snapshot again, and unsubscribes", unsubscribing)


async def order_error(socket, op):
    await socket.send({"id": "7", "op": op, "args": [{"instIdCode": 1}]})
    frame = await socket.next(lambda frame: frame.get("event") == "error" or frame.get("op") == op)
    return frame["code"]


async def login_checks(check):
    async def wrong():
        for change, wanted in (({"secret": "wrong"}, "60007"), ({"passphrase": "wrong"}, "60024"),
                               ({"apiKey": "nobody"}, ("60005", "60032")), ({"timestamp": "1597026383"}, "60006"),
                               ({"timestamp": "noon"}, "60004")):
            async with Socket("private") as socket:
                answer = await socket.login(**change)
                assert answer["code"] in (wanted if isinstance(wanted, tuple) else (wanted,)), (change, answer)
                equal((await socket.next(lambda frame: "closed" in frame))["closed"], 4001)

    async def right():
        async with Socket("private") as socket:
            await socket.send({"op": "subscribe", "args": [{"channel": "account"}]})
            equal(await socket.error(), "60011")
            answer = await socket.login()
            equal((answer["event"], answer["code"]), ("login", "0"))
            equal((await socket.login())["code"], "60031")

    await check("closes after each kind of wrong login", wrong)
    await check("logs in once", right)


async def private_checks(check, rest, codes):
    async def channels():
        async with Socket("private") as socket:
            await socket.login()
            for argument in ({"channel": "account"}, {"channel": "account", "ccy": "BTC"},
                             {"channel": "account", "extraParams": "{\"updateInterval\": \"0\"}"},
                             {"channel": "positions", "instType": "ANY"},
                             {"channel": "positions", "instType": "SWAP", "instFamily": "BTC-USDT"},
                             {"channel": "positions", "instType": "SWAP", "instId": SWAP},
                             {"channel": "balance_and_position"}, {"channel": "orders", "instType": "ANY"},
                             {"channel": "orders", "instType": "SPOT", "instId": SPOT},
                             {"channel": "orders", "instType": "SWAP", "instFamily": "BTC-USDT"},
                             {"channel": "liquidation-warning", "instType": "ANY"}, {"channel": "account-greeks"}):
                await socket.subscribe(argument)
                count = await socket.event("channel-conn-count")
                equal(count["channel"], argument["channel"])
            frame = await socket.data("account")
            equal((frame["eventType"], frame["curPage"], frame["lastPage"]), ("snapshot", 1, True))
            assert frame["arg"]["uid"] and frame["data"][0]["details"]
            frame = await socket.data("balance_and_position")
            equal(frame["data"][0]["eventType"], "snapshot")
            await socket.send({"op": "subscribe", "args": [{"channel": "fills"}]})
            equal(await socket.error(), "64003")
        async with Socket("business") as socket:
            await socket.login()
            for argument in ({"channel": "orders-algo", "instType": "ANY"}, {"channel": "algo-advance", "instType": "SWAP"},
                             {"channel": "deposit-info"}, {"channel": "withdrawal-info"}):
                await socket.subscribe(argument)

    async def operations():
        _, ticker = await rest.get("market/ticker", instId=SPOT)
        price = f"{float(ticker['data'][0]['bidPx']) * 0.985:.1f}"
        async with Socket("private") as socket:
            await socket.login()
            await socket.subscribe({"channel": "orders", "instType": "ANY"})
            name = unique("ws")
            order = {"instIdCode": codes[SPOT], "tdMode": "cash", "side": "buy", "ordType": "limit", "sz": "0.01",
                     "px": price, "clOrdId": name}
            answer = await socket.operate("order", order)
            equal((answer["code"], answer["data"][0]["sCode"]), ("0", "0"))
            push = await socket.data("orders")
            equal((push["data"][0]["clOrdId"], push["data"][0]["state"]), (name, "live"))
            answer = await socket.operate("order", order, name="2")
            equal((answer["code"], answer["data"][0]["sCode"]), ("1", "51016"))
            named = {"instIdCode": codes[SPOT], "clOrdId": name}
            answer = await socket.operate("amend-order", {**named, "newSz": "0.02", "reqId": "r7"}, name="3")
            equal((answer["code"], answer["data"][0]["reqId"]), ("0", "r7"))
            push = await socket.data("orders")
            equal((push["data"][0]["amendResult"], push["data"][0]["reqId"], push["data"][0]["sz"]), ("0", "r7", "0.02"))
            answer = await socket.operate("cancel-order", named, name="4")
            equal(answer["code"], "0")
            push = await socket.data("orders")
            equal((push["data"][0]["state"], push["data"][0]["cancelSource"]), ("canceled", "1"))

    async def batches():
        _, ticker = await rest.get("market/ticker", instId=SPOT)
        price = f"{float(ticker['data'][0]['bidPx']) * 0.985:.1f}"
        async with Socket("private") as socket:
            await socket.login()
            order = {"instIdCode": codes[SPOT], "tdMode": "cash", "side": "buy", "ordType": "limit", "sz": "0.001",
                     "px": price}
            answer = await socket.operate("batch-orders", order, {**order, "sz": "900"}, order, name="b1")
            equal((answer["code"], [row["sCode"] for row in answer["data"]]), ("2", ["0", "51008", "0"]))
            names = [{"instIdCode": codes[SPOT], "ordId": row["ordId"]} for row in answer["data"] if row["ordId"]]
            answer = await socket.operate("batch-amend-orders", *({**row, "newSz": "0.002"} for row in names), name="b2")
            equal((answer["code"], len(answer["data"])), ("0", 2))
            answer = await socket.operate("batch-cancel-orders", *names, name="b3")
            equal((answer["code"], [row["sCode"] for row in answer["data"]]), ("0", ["0", "0"]))
            answer = await socket.operate("order", {**order, "instIdCode": 1}, name="b4")
            equal((answer["code"], answer["data"][0]["sCode"]), ("1", "51001"))
            answer = await socket.operate("order", order, name="b5", expTime="1597026383085")
            assert "50036" in (answer["code"], *(row["sCode"] for row in answer["data"])), answer
            answer = await socket.operate("order", name="b6")
            equal((answer["code"], answer["data"]), ("60013", []))
            answer = await socket.operate("mass-cancel", {"instType": "OPTION", "instFamily": "BTC-USD"}, name="b7")
            assert answer["code"] != "0"

    async def fills():
        async with Socket("private") as socket:
            await socket.login()
            await socket.subscribe({"channel": "orders", "instType": "SWAP"})
            await socket.subscribe({"channel": "balance_and_position"})
            await socket.subscribe({"channel": "positions", "instType": "SWAP"})
            name = unique("fill")
            order = {"instIdCode": codes[SWAP], "tdMode": "cross", "side": "buy", "ordType": "market", "sz": "2",
                     "clOrdId": name}
            equal((await socket.operate("order", order))["code"], "0")
            states = []
            while "filled" not in states:
                row = (await socket.data("orders"))["data"][0]
                states.append(row["state"])
                if row["fillSz"] not in ("", "0"):
                    assert row["tradeId"] and row["execType"] == "T" and float(row["fillFee"]) < 0
            equal(states[0], "live")
            moved = await socket.next(lambda frame: frame.get("arg", {}).get("channel") == "balance_and_position"
                                      and frame["data"][0]["eventType"] == "filled")
            assert moved["data"][0]["posData"][0]["instId"] == SWAP and moved["data"][0]["trades"]
            held = await socket.next(lambda frame: frame.get("arg", {}).get("channel") == "positions"
                                     and frame.get("data") and frame["data"][0]["pos"] == "2")
            assert held["data"][0]["posId"] and held["data"][0]["mgnMode"] == "cross"
            await rest.post("trade/close-position", {"instId": SWAP, "mgnMode": "cross"})
            await socket.next(lambda frame: frame.get("arg", {}).get("channel") == "positions"
                              and frame.get("data") and frame["data"][0]["pos"] == "0")

    async def connections():
        async with Socket("private") as first, Socket("private") as second:
            for socket in (first, second):
                await socket.login()
                for kind in ("SPOT", "SWAP", "ANY"):
                    await socket.subscribe({"channel": "orders", "instType": kind})
                    count = await socket.event("channel-conn-count")
            equal(count["connCount"], "2")

    await check("acknowledges every private channel", channels)
    await check("counts connections, not subscriptions", connections)
    await check("places, amends and cancels, with their pushes", operations)
    await check("answers batches and wrong operations", batches)
    await check("pushes an order's fills, the money and the position", fills)


async def run(table):
    rest = Rest()

    async def check(name, body):
        await table.check("raw", name, body)

    try:
        codes = {}
        for kind in ("SPOT", "SWAP"):
            _, body = await rest.get("public/instruments", instType=kind)
            codes.update({row["instId"]: row["instIdCode"] for row in body["data"]})
        await public_checks(check)
        await login_checks(check)
        await private_checks(check, rest, codes)
    finally:
        await rest.close()
