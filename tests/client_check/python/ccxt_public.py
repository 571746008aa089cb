"""What ccxt reads without an account."""

from ccxt_client import SPOT, SWAP, ccxt, make_client, say_goodbye
from harness import equal


async def market_checks(check, client):
    async def markets():
        found = await client.load_markets()
        equal({"BTC/USDT", "ETH/USDT", "SOL/USDT", "BTC/USDT:USDT", "ETH/USDT:USDT"} - set(found), set())
        swap = found[SWAP]
        assert swap["contract"] and swap["linear"] and swap["contractSize"] > 0 and swap["settle"] == "USDT"
        assert found[SPOT]["spot"] and found[SPOT]["precision"]["price"] > 0 and found[SPOT]["active"]

    async def clock():
        assert abs(await client.fetch_time() - client.milliseconds()) < 5000
        equal((await client.fetch_status())["status"], "ok")

    async def currencies():
        found = await client.fetch_currencies()
        assert {"BTC", "USDT", "ETH", "SOL"} <= set(found)

    async def tickers():
        ticker = await client.fetch_ticker(SPOT)
        assert 0 < ticker["bid"] < ticker["ask"] and ticker["last"] > 0 and ticker["baseVolume"] > 0
        assert ticker["low"] <= ticker["last"] <= ticker["high"]
        equal(len(await client.fetch_tickers(params={"instType": "SPOT"})), 3)
        equal(len(await client.fetch_tickers([SWAP, "ETH/USDT:USDT"])), 2)

    async def books():
        book = await client.fetch_order_book(SPOT, 400)
        assert len(book["bids"]) > 100 and book["bids"][0][0] < book["asks"][0][0]
        equal(len((await client.fetch_order_book(SWAP, 5))["asks"]), 5)
        full = await client.fetch_order_book(SPOT, 1000, {"method": "publicGetMarketBooksFull"})
        assert len(full["asks"]) > 100

    async def trades():
        found = await client.fetch_trades(SPOT, limit=50)
        equal(len(found), 50)
        assert found[0]["timestamp"] <= found[-1]["timestamp"] and found[0]["side"] in ("buy", "sell")
        old = await client.fetch_trades(SPOT, limit=20, params={"method": "publicGetMarketHistoryTrades"})
        equal(len(old), 20)

    await check("loads markets", markets)
    await check("reads time and status", clock)
    await check("reads currencies", currencies)
    await check("reads tickers, one, all, some", tickers)
    await check("reads books and full books", books)
    await check("reads trades, recent and older", trades)


async def candle_checks(check, client):
    async def candles():
        for timeframe in ("1m", "5m", "15m", "1h", "4h", "1d"):
            rows = await client.fetch_ohlcv(SPOT, timeframe, limit=10)
            step = client.parse_timeframe(timeframe) * 1000
            assert rows and all(after[0] - before[0] == step for before, after in zip(rows, rows[1:])), timeframe
            assert all(low <= first <= high and low <= last <= high for _, first, high, low, last, _ in rows)

    async def pages():
        now = await client.fetch_time()
        since = now - 3 * 3600 * 1000
        rows = []
        while len(rows) < 170:
            page = await client.fetch_ohlcv(SPOT, "1m", since=since, limit=60)
            assert page, f"an empty page since {since}"
            rows += page
            since = page[-1][0] + 60000
        assert all(after[0] - before[0] == 60000 for before, after in zip(rows, rows[1:]))

    async def reference():
        for kind in ("mark", "index"):
            rows = await client.fetch_ohlcv(SWAP, "1m", limit=5, params={"price": kind})
            assert len(rows) == 5 and rows[-1][4] > 0, kind

    await check("reads candles of many lengths", candles)
    await check("reads three hours of candles page by page", pages)
    await check("reads mark and index candles", reference)


async def contract_checks(check, client):
    async def funding():
        rate = await client.fetch_funding_rate(SWAP)
        assert rate["fundingTimestamp"] > client.milliseconds() - 60000 and rate["fundingRate"] is not None
        equal(len(await client.fetch_funding_rates([SWAP, "ETH/USDT:USDT"])), 2)
        rows = await client.fetch_funding_rate_history(SWAP, limit=5)
        assert rows and all(row["fundingRate"] is not None for row in rows)
        assert (await client.fetch_funding_interval(SWAP))["interval"].endswith("h")

    async def interest():
        assert (await client.fetch_open_interest(SWAP))["openInterestAmount"] > 0
        equal(len(await client.fetch_open_interests([SWAP])), 1)

    async def marks():
        assert (await client.fetch_mark_price(SWAP))["markPrice"] > 0
        assert len(await client.fetch_mark_prices([SWAP])) == 1

    async def tiers():
        found = await client.fetch_market_leverage_tiers(SWAP, {"marginMode": "cross"})
        assert found[0]["maxLeverage"] >= 10 and found[0]["maintenanceMarginRate"] > 0

    async def unknown():
        try:
            await client.public_get_market_ticker({"instId": "NO-SUCH"})
        except ccxt.BadSymbol:
            return
        raise AssertionError("an unknown instrument was served")

    await check("reads funding rates and their history", funding)
    await check("reads open interest", interest)
    await check("reads mark prices", marks)
    await check("reads leverage tiers", tiers)
    await check("turns an unknown instrument into BadSymbol", unknown)


async def socket_checks(check, client):
    async def books():
        # One channel for each instrument: ccxt keeps one book of it.
        for symbol, depth, channel in (("BTC/USDT", None, "books"), ("ETH/USDT", 5, "books5"),
                                       ("SOL/USDT", 1, "bbo-tbt")):
            last = None
            for _ in range(5):
                book = await client.watch_order_book(symbol, depth, {"channel": channel})
                assert book["bids"][0][0] < book["asks"][0][0], channel
                assert last is None or book["timestamp"] >= last
                last = book["timestamp"]
        both = await client.watch_order_book_for_symbols([SWAP, "ETH/USDT:USDT"])
        assert both["symbol"] in (SWAP, "ETH/USDT:USDT")
        await client.un_watch_order_book_for_symbols([SWAP, "ETH/USDT:USDT"])

    async def tickers():
        assert (await client.watch_ticker(SPOT))["last"] > 0
        assert await client.watch_tickers([SWAP, "ETH/USDT:USDT"])
        assert await client.watch_bids_asks([SPOT])
        assert (await client.watch_mark_price(SWAP))["markPrice"] > 0

    async def trades():
        assert (await client.watch_trades(SPOT))[0]["price"] > 0
        assert await client.watch_trades_for_symbols([SPOT, SWAP])

    async def candles():
        assert (await client.watch_ohlcv(SPOT, "1m"))[-1][4] > 0
        assert await client.watch_ohlcv_for_symbols([[SPOT, "1m"], [SWAP, "5m"]])

    async def funding():
        assert (await client.watch_funding_rate(SWAP))["fundingRate"] is not None
        assert await client.watch_funding_rates([SWAP, "ETH/USDT:USDT"])

    await check("watches books of three channels", books)
    await check("watches tickers, best prices and mark price", tickers)
    await check("watches trades", trades)
    await check("watches candles", candles)
    await check("watches funding rates", funding)


async def run(table):
    client = make_client()

    async def check(name, body):
        await table.check("ccxt", name, body)

    try:
        await market_checks(check, client)
        await candle_checks(check, client)
        await contract_checks(check, client)
        await socket_checks(check, client)
    finally:
        await say_goodbye(client)
