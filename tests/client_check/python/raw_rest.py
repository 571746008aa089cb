"""Refusals and corners of the REST protocol that no client library shows."""

from harness import SPOT, SWAP, equal, eventually, unique
from raw_client import Rest, timestamp


def code(answer):
    """The code of an answer: of its only item when there is one."""
    _, body = answer
    item = body["data"][0] if body.get("data") else {}
    return item.get("sCode", body["code"]) if isinstance(item, dict) else body["code"]


async def signature_checks(check, rest):
    async def headers():
        for name, wanted in (("OK-ACCESS-KEY", "50103"), ("OK-ACCESS-PASSPHRASE", "50104"),
                             ("OK-ACCESS-SIGN", "50106"), ("OK-ACCESS-TIMESTAMP", "50107")):
            status, body = await rest.get("account/balance", drop=(name,))
            equal((name, status, body["code"]), (name, 401, wanted))

    async def values():
        for name, value, wanted in (("OK-ACCESS-KEY", "nobody", "50111"), ("OK-ACCESS-PASSPHRASE", "wrong", "50105"),
                                    ("OK-ACCESS-SIGN", "d3Jvbmc=", "50113"), ("OK-ACCESS-TIMESTAMP", "noon", "50112"),
                                    ("OK-ACCESS-TIMESTAMP", timestamp(-40), "50102"),
                                    ("OK-ACCESS-TIMESTAMP", timestamp(40), "50102")):
            status, body = await rest.get("account/balance", change={name: value})
            equal((value, status, body["code"]), (value, 401, wanted))

    async def bodies():
        order = {"instId": SPOT}
        equal((await rest.post("trade/order", ""))[1]["code"], "50000")
        equal((await rest.post("trade/order", "{nonsense"))[1]["code"], "50002")
        status, body = await rest.post("trade/order", order, change={"Content-Type": "text/plain"})
        equal((status, body["code"]), (400, "50006"))
        status, body = await rest.get("trade/cancel-all-after")
        equal((status, body["code"]), (405, "50115"))
        status, body = await rest.get("no/such")
        equal((status, body["code"]), (404, "404"))

    await check("names the missing header", headers)
    await check("names the wrong header", values)
    await check("refuses bodies, methods and paths", bodies)


async def order_refusals(check, rest):
    async def bids():
        _, body = await rest.get("market/ticker", instId=SPOT)
        bid = float(body["data"][0]["bidPx"])
        return f"{bid * 0.985:.1f}", bid

    async def parameters():
        price, _ = await bids()
        good = {"instId": SPOT, "tdMode": "cash", "side": "buy", "ordType": "limit", "sz": "0.01", "px": price}
        cases = [
            ({"instId": "NO-SUCH"}, "51001"), ({"side": "hold"}, "51000"), ({"ordType": "dance"}, "51000"),
            ({"tdMode": "moon"}, "51000"), ({"sz": "0"}, "51000"), ({"sz": "-1"}, "51000"), ({"sz": "x"}, "51000"),
            ({"px": "0"}, "51000"), ({"px": "-5"}, "51000"), ({"clOrdId": "no-dash"}, "51000"),
            ({"clOrdId": "a" * 33}, "51000"), ({"tag": "a" * 17}, "51000"), ({"tag": "a_b"}, "51000"),
            ({"sz": "0.0000001"}, "51020"), ({"sz": "900"}, "51008"),
            ({"px": "1"}, None), ({"px": str(float(price) * 2)}, "51137"),
            ({"side": "sell", "px": str(round(float(price) * 0.5, 1))}, "51138"),
            ({"instId": SWAP, "tdMode": "cross", "px": str(round(float(price) * 2, 1)), "sz": "1"}, "51006"),
            ({"instId": SWAP, "tdMode": "cross", "sz": "0.015"}, "51121"),
            ({"instId": SWAP, "tdMode": "cash", "sz": "1"}, ("51000", "51010")),
            ({"instId": SWAP, "tdMode": "cross", "sz": "1", "reduceOnly": True}, "51169"),
            ({"instId": SWAP, "tdMode": "cross", "sz": "1", "posSide": "long"}, "51000"),
            ({"ordType": "fok", "stpMode": "cancel_both"}, "54036"),
            ({"ordType": "optimal_limit_ioc"}, "51000"),
        ]
        for change, wanted in cases:
            item = await rest.order(**{**good, **change})
            if wanted is None:
                equal((change, item["sCode"]), (change, "0"))
                await rest.post("trade/cancel-order", {"instId": SPOT, "ordId": item["ordId"]})
            else:
                options = wanted if isinstance(wanted, tuple) else (wanted,)
                assert item["sCode"] in options, f"{change}: got {item['sCode']} {item['sMsg']}, expected {wanted}"
        for name in ("tdMode", "side", "ordType", "sz", "px"):
            item = await rest.order(**{key: value for key, value in good.items() if key != name})
            assert item["sCode"] in ("51000", "50014"), (name, item)

    async def empty_fields():
        price, _ = await bids()
        order = {"instId": SPOT, "tdMode": "cash", "side": "buy", "ordType": "limit", "sz": "0.01", "px": price}
        empty = {name: "" for name in ("ccy", "clOrdId", "tag", "posSide", "reduceOnly", "tgtCcy", "stpMode",
                                       "banAmend", "quickMgnType", "tpTriggerPx", "slTriggerPx", "tpOrdPx", "slOrdPx")}
        item = await rest.order(**order, **empty, attachAlgoOrds=[])
        equal(item["sCode"], "0")
        item = await rest.order(**{**order, "sz": 0.01, "px": float(price), "attachAlgoOrds": None, "clOrdId": None})
        equal(item["sCode"], "0")
        _, pending = await rest.get("trade/orders-pending", instType="SPOT")
        names = [{"instId": SPOT, "ordId": row["ordId"], "clOrdId": ""} for row in pending["data"]]
        _, body = await rest.post("trade/cancel-batch-orders", names)
        equal((body["code"], [row["sCode"] for row in body["data"]]), ("0", ["0", "0"]))

    async def duplicates():
        price, _ = await bids()
        name = unique("dup")
        order = {"instId": SPOT, "tdMode": "cash", "side": "buy", "ordType": "limit", "sz": "0.01", "px": price,
                 "clOrdId": name, "tag": "mine"}
        first = await rest.order(**order)
        equal((first["sCode"], first["clOrdId"], first["tag"], first["subCode"]), ("0", name, "mine", ""))
        second = await rest.order(**order)
        equal((second["sCode"], second["ordId"]), ("51016", ""))
        _, body = await rest.post("trade/cancel-order", {"instId": SPOT, "clOrdId": name})
        equal((body["code"], body["data"][0]["ordId"]), ("0", first["ordId"]))
        assert "inTime" in body and "outTime" in body and len(body["inTime"]) == 16
        third = await rest.order(**order)
        equal(third["sCode"], "0")
        _, found = await rest.get("trade/order", instId=SPOT, clOrdId=name)
        equal(found["data"][0]["ordId"], third["ordId"])
        await rest.post("trade/cancel-order", {"instId": SPOT, "ordId": third["ordId"]})
        gone = await rest.post("trade/cancel-order", {"instId": SPOT, "ordId": third["ordId"]})
        equal((gone[1]["code"], code(gone)), ("1", "51400"))

    async def amends():
        price, _ = await bids()
        order = await rest.order(instId=SPOT, tdMode="cash", side="buy", ordType="limit", sz="0.01", px=price)
        amend = {"instId": SPOT, "ordId": order["ordId"]}
        equal(code(await rest.post("trade/amend-order", amend)), "51500")
        equal(code(await rest.post("trade/amend-order", {"instId": SPOT, "newSz": "1"})), "51003")
        answer = await rest.post("trade/amend-order", {**amend, "newSz": "0.02", "reqId": "r1"})
        equal((code(answer), answer[1]["data"][0]["reqId"]), ("0", "r1"))
        equal(code(await rest.post("trade/amend-order", {**amend, "newSz": "0.0000000001"})) in ("51020", "51121"), True)
        _, body = await rest.post("trade/amend-batch-orders",
                                  [{**amend, "newSz": "0.03"}, {"instId": SPOT, "ordId": "42", "newSz": "1"}])
        equal((body["code"], [row["sCode"] for row in body["data"]]), ("2", ["0", "51503"]))
        await rest.post("trade/cancel-order", amend)
        equal(code(await rest.post("trade/amend-order", {**amend, "newSz": "0.04"})), "51503")

    async def batches():
        price, _ = await bids()
        order = {"instId": SPOT, "tdMode": "cash", "side": "buy", "ordType": "limit", "sz": "0.001", "px": price}
        equal(code(await rest.post("trade/batch-orders", [order] * 21)), "51111")
        _, body = await rest.post("trade/batch-orders", [order, {**order, "sz": "900"}, order])
        equal((body["code"], [row["sCode"] for row in body["data"]]), ("2", ["0", "51008", "0"]))
        names = [{"instId": SPOT, "ordId": row["ordId"]} for row in body["data"] if row["ordId"]]
        _, body = await rest.post("trade/cancel-batch-orders", names + [{"instId": SPOT, "ordId": "42"}])
        equal((body["code"], [row["sCode"] for row in body["data"]]), ("2", ["0", "0", "51400"]))
        _, body = await rest.post("trade/batch-orders", [{**order, "sz": "900"}] * 2)
        equal((body["code"], len(body["data"])), ("1", 2))

    async def expiry():
        price, _ = await bids()
        order = {"instId": SPOT, "tdMode": "cash", "side": "buy", "ordType": "limit", "sz": "0.01", "px": price}
        equal(code(await rest.post("trade/order", order, change={"expTime": "1597026383085"})), "50036")

    await check("refuses each wrong order parameter with its code", parameters)
    await check("takes empty strings, nulls and bare numbers as absent or as values", empty_fields)
    await check("guards client order ids among pending orders only", duplicates)
    await check("refuses wrong amendments", amends)
    await check("answers batches item by item", batches)
    await check("refuses an order whose expTime has passed", expiry)


async def semantic_checks(check, rest):
    async def price():
        _, body = await rest.get("market/ticker", instId=SWAP)
        return float(body["data"][0]["askPx"])

    async def state(instrument, order_id):
        _, body = await rest.get("trade/order", instId=instrument, ordId=order_id)
        return body["data"][0]

    async def post_only():
        item = await rest.order(instId=SWAP, tdMode="cross", side="buy", ordType="post_only", sz="1",
                                px=f"{await price() * 1.002:.1f}")
        equal(item["sCode"], "0")
        row = await state(SWAP, item["ordId"])
        equal((row["state"], row["cancelSource"], row["avgPx"]), ("canceled", "31", ""))

    async def reduce_only():
        await rest.order(instId=SWAP, tdMode="cross", side="buy", ordType="market", sz="2")
        base = {"instId": SWAP, "tdMode": "cross", "ordType": "market", "reduceOnly": True}
        equal((await rest.order(**base, side="buy", sz="1"))["sCode"], "51170")
        equal((await rest.order(**base, side="sell", sz="5"))["sCode"], "51112")
        equal((await rest.order(**base, side="sell", sz="1"))["sCode"], "0")
        _, body = await rest.post("trade/close-position", {"instId": SWAP, "mgnMode": "cross"})
        equal((body["code"], body["data"][0]["posSide"]), ("0", "net"))
        async def flat():
            _, rows = await rest.get("account/positions", instId=SWAP)
            return not [row for row in rows["data"] if row["pos"] not in ("", "0")]
        await eventually("flat", flat)
        _, body = await rest.post("trade/close-position", {"instId": SWAP, "mgnMode": "cross"})
        equal(body["code"], "51023")

    async def limit_of_ioc():
        best = await price()
        item = await rest.order(instId=SWAP, tdMode="cross", side="buy", ordType="optimal_limit_ioc", sz="1")
        row = await state(SWAP, item["ordId"])
        equal((row["state"], row["ordType"]), ("filled", "optimal_limit_ioc"))
        assert abs(float(row["avgPx"]) / best - 1) < 0.01
        await rest.post("trade/close-position", {"instId": SWAP, "mgnMode": "cross"})

    async def queries():
        equal(code(await rest.get("trade/order", instId=SPOT, ordId="42")), "51603")
        equal(code(await rest.get("trade/order", instId=SPOT)), "51003")
        equal(code(await rest.get("trade/order", instId="NO-SUCH", ordId="42")), "51001")
        for path in ("trade/orders-history", "trade/fills-history"):
            assert code(await rest.get(path)) in ("50014", "51000"), path
        assert code(await rest.get("trade/orders-algo-pending")) in ("50014", "51000")
        assert code(await rest.get("market/books")) in ("50014", "51000")
        equal(code(await rest.get("market/candles", instId=SPOT, bar="7m")), "51000")
        assert code(await rest.get("public/instruments")) in ("50014", "51000")
        for kind, count in (("SPOT", 3), ("SWAP", 2), ("FUTURES", 0), ("MARGIN", 0)):
            _, body = await rest.get("public/instruments", instType=kind)
            equal((kind, body["code"], len(body["data"])), (kind, "0", count))

    async def wrong_words():
        for path, query in (("trade/orders-pending", {"instType": "FOO"}), ("trade/orders-pending", {"after": "x"}),
                            ("trade/orders-pending", {"ordType": "foo"}), ("account/trade-fee", {"instType": "FOO"}),
                            ("trade/orders-algo-pending", {"ordType": "foo"}),
                            ("trade/order", {"instId": SPOT, "ordId": "abc"})):
            equal((path, query, code(await rest.get(path, **query))), (path, query, "51000"))

    async def left_out():
        for path in ("tradingBot/grid/orders-algo-pending", "finance/savings/balance", "rfq/rfqs", "sprd/spreads"):
            equal((path, code(await rest.get(path))), (path, "50038"))
        equal(code(await rest.get("account/risk-state")), "51010")
        for kind in ("twap", "chase", "smart_iceberg"):
            _, body = await rest.post("trade/order-algo", {"instId": SWAP, "tdMode": "cross", "side": "buy", "sz": "1",
                                                           "ordType": kind, "szLimit": "1", "pxLimit": "1",
                                                           "timeInterval": "10"})
            equal((kind, body["data"][0]["sCode"]), (kind, "50038"))

    async def isolated():
        await rest.post("account/set-leverage", {"instId": SWAP, "lever": "4", "mgnMode": "isolated"})
        _, body = await rest.get("account/leverage-info", instId=SWAP, mgnMode="isolated")
        equal(body["data"][0]["lever"], "4")
        await rest.order(instId=SWAP, tdMode="isolated", side="buy", ordType="market", sz="2")
        await rest.order(instId=SWAP, tdMode="cross", side="sell", ordType="market", sz="1")
        _, body = await rest.get("account/positions", instId=SWAP)
        equal({row["mgnMode"]: row["pos"] for row in body["data"]}, {"isolated": "2", "cross": "-1"})
        held = next(row for row in body["data"] if row["mgnMode"] == "isolated")
        assert float(held["margin"]) > 0 and held["imr"] == "" and float(held["liqPx"]) > 0, held
        _, body = await rest.get("account/balance", ccy="USDT")
        assert float(body["data"][0]["details"][0]["isoEq"]) > 0
        change = {"instId": SWAP, "posSide": "net", "amt": "20"}
        _, body = await rest.post("account/position/margin-balance", {**change, "type": "add"})
        assert float(body["data"][0]["leverage"]) < 4, body
        equal(code(await rest.post("account/position/margin-balance", {**change, "type": "reduce", "amt": "9999"})),
              "59301")
        for mode in ("isolated", "cross"):
            equal(code(await rest.post("trade/close-position", {"instId": SWAP, "mgnMode": mode})), "0")

    await check("cancels a post-only order that would take", post_only)
    await check("names the query parameter that is wrong", wrong_words)
    await check("refuses what it leaves out as demo trading does", left_out)
    await check("keeps isolated and cross positions apart", isolated)
    await check("guards reduce-only orders and close-position", reduce_only)
    await check("trades optimal_limit_ioc", limit_of_ioc)
    await check("refuses queries without their subject", queries)


async def run(table):
    rest = Rest()

    async def check(name, body):
        await table.check("raw", name, body)

    try:
        await signature_checks(check, rest)
        await order_refusals(check, rest)
        await semantic_checks(check, rest)
    finally:
        await rest.close()
