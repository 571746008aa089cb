"""What ccxt does with an account, over REST."""

from ccxt_client import SPOT, SWAP, ccxt, make_client, resting_bid, say_goodbye
from harness import equal, eventually, unique


async def refused_with(error_class, awaitable):
    """The call raises `error_class`, as it does on OKX."""
    try:
        await awaitable
    except error_class:
        return
    raise AssertionError(f"not refused with {error_class.__name__}")


async def order_checks(check, client):
    async def life():
        price = await resting_bid(client, SPOT)
        name = unique("py")
        order = await client.create_order(SPOT, "limit", "buy", 0.01, price, {"clientOrderId": name})
        equal(order["clientOrderId"], name)
        placed = await client.fetch_order(order["id"], SPOT)
        equal((placed["status"], placed["price"], placed["amount"]), ("open", price, 0.01))
        await client.edit_order(order["id"], SPOT, "limit", "buy", 0.02, price - 100)
        amended = await client.fetch_order(None, SPOT, {"clientOrderId": name})
        equal((amended["amount"], amended["price"]), (0.02, price - 100))
        assert any(row["id"] == order["id"] for row in await client.fetch_open_orders(SPOT))
        await client.cancel_order(order["id"], SPOT)
        equal((await client.fetch_order(order["id"], SPOT))["status"], "canceled")
        assert any(row["id"] == order["id"] for row in await client.fetch_canceled_orders(SPOT))

    async def market_orders():
        bought = await client.create_market_buy_order_with_cost(SPOT, 500)
        filled = await eventually("filled", lambda: closed(client, bought["id"], SPOT))
        assert abs(filled["cost"] - 500) < 5, filled["cost"]
        sold = await client.create_order(SPOT, "market", "sell", filled["filled"] * 0.5)
        await eventually("filled", lambda: closed(client, sold["id"], SPOT))
        trades = await client.fetch_order_trades(bought["id"], SPOT)
        assert trades and trades[0]["takerOrMaker"] == "taker" and trades[0]["fee"]["cost"] > 0
        equal(round(sum(trade["amount"] for trade in trades), 8), round(filled["filled"], 8))
        assert any(row["id"] == bought["id"] for row in await client.fetch_closed_orders(SPOT))

    async def time_in_force():
        ticker = await client.fetch_ticker(SPOT)
        crossing = await client.create_order(SPOT, "limit", "buy", 0.01, ticker["ask"] * 1.002, {"timeInForce": "IOC"})
        await eventually("done", lambda: ended(client, crossing["id"], SPOT))
        killed = await client.create_order(SPOT, "limit", "buy", 0.5, ticker["bid"] * 0.99, {"timeInForce": "FOK"})
        equal((await eventually("killed", lambda: ended(client, killed["id"], SPOT)))["status"], "canceled")
        maker = await client.create_order(SPOT, "limit", "buy", 0.01, ticker["ask"] * 1.002, {"postOnly": True})
        equal((await eventually("maker", lambda: ended(client, maker["id"], SPOT)))["status"], "canceled")
        equal((await client.fetch_order(maker["id"], SPOT))["info"]["cancelSource"], "31")

    async def batches():
        price = await resting_bid(client, SPOT)
        orders = await client.create_orders([
            {"symbol": SPOT, "type": "limit", "side": "buy", "amount": 0.001, "price": price - step * 10}
            for step in range(4)])
        equal(len(orders), 4)
        await client.cancel_orders([order["id"] for order in orders[:3]], SPOT)
        await client.cancel_orders_for_symbols([{"id": orders[3]["id"], "symbol": SPOT}])
        equal(await client.fetch_open_orders(SPOT), [])

    async def dead_man():
        armed = await client.cancel_all_orders_after(15000)
        assert int(armed["data"][0]["triggerTime"]) > 0 if "data" in armed else armed
        await eventually("disarmed", lambda: disarmed(client))

    await check("an order's life: place, read, amend, cancel", life)
    await check("market orders by cost and by amount, fills and fees", market_orders)
    await check("IOC, FOK and post-only", time_in_force)
    await check("batches", batches)
    await check("arms and disarms cancel-all-after", dead_man)


async def closed(client, order_id, symbol):
    order = await client.fetch_order(order_id, symbol)
    return order if order["status"] == "closed" else None


async def ended(client, order_id, symbol):
    order = await client.fetch_order(order_id, symbol)
    return order if order["status"] in ("closed", "canceled") else None


async def disarmed(client):
    try:
        await client.cancel_all_orders_after(0)
    except ccxt.RateLimitExceeded:
        return False
    return True


async def position_of(client, symbol):
    found = [row for row in await client.fetch_positions([symbol]) if row["contracts"]]
    return found[0] if found else None


async def swap_checks(check, client):
    async def leverage():
        await client.set_leverage(4, SWAP, {"mgnMode": "cross"})
        equal((await client.fetch_leverage(SWAP, {"marginMode": "cross"}))["longLeverage"], 4)
        equal((await client.fetch_position_mode(SWAP))["hedged"], False)

    async def positions():
        await client.create_order(SWAP, "market", "buy", 3, params={"tdMode": "cross"})
        position = await eventually("position", lambda: position_of(client, SWAP))
        equal((position["contracts"], position["side"], position["leverage"]), (3.0, "long", 4.0))
        assert position["entryPrice"] > 0 and position["markPrice"] > 0 and position["initialMargin"] > 0
        assert (await client.fetch_position(SWAP))["contracts"] == 3
        assert await client.fetch_positions_for_symbol(SWAP)
        await client.create_order(SWAP, "market", "sell", 1, params={"tdMode": "cross", "reduceOnly": True})
        await client.close_position(SWAP, None, {"marginMode": "cross"})
        await eventually("flat", lambda: flat(client, SWAP))
        assert await client.fetch_positions_history([SWAP])

    async def stops():
        await client.create_order(SWAP, "market", "buy", 2, params={"tdMode": "cross"})
        await eventually("position", lambda: position_of(client, SWAP))
        last = (await client.fetch_ticker(SWAP))["last"]
        base = {"tdMode": "cross", "reduceOnly": True}
        stop = await client.create_order(SWAP, "market", "sell", 1, params={**base, "stopLossPrice": last * 0.9})
        profit = await client.create_order(SWAP, "limit", "sell", 1, last * 1.1,
                                           {**base, "takeProfitPrice": last * 1.09})
        trigger = await client.create_order(SWAP, "limit", "sell", 1, last * 1.1,
                                            {"tdMode": "cross", "triggerPrice": last * 1.09})
        trailing = await client.create_order(SWAP, "market", "sell", 1, params={**base, "trailingPercent": 5})
        both = await client.create_order(SWAP, "oco", "sell", 1, None, {
            **base, "stopLossPrice": last * 0.9, "takeProfitPrice": last * 1.1})
        for order, params in ((stop, {"ordType": "conditional"}), (profit, {"ordType": "conditional"}),
                              (trigger, {"trigger": True}), (trailing, {"trailing": True}), (both, {"ordType": "oco"})):
            listed = await client.fetch_open_orders(SWAP, params=params)
            assert any(row["id"] == order["id"] for row in listed), f"{params}: not listed"
            detail = await client.fetch_order(order["id"], SWAP, {"trigger": True})
            equal(detail["id"], order["id"])
            await client.cancel_order(order["id"], SWAP, {"trigger": True} if order is not trailing
                                      else {"trailing": True})
        cancelled = await client.fetch_canceled_orders(SWAP, params={"ordType": "conditional", "trigger": True})
        assert any(row["id"] == stop["id"] for row in cancelled)

    async def attached():
        last = (await client.fetch_ticker(SWAP))["last"]
        order = await client.create_order(SWAP, "market", "buy", 1, params={
            "tdMode": "cross",
            "stopLoss": {"triggerPrice": last * 0.95, "type": "market"},
            "takeProfit": {"triggerPrice": last * 1.05, "type": "market"}})
        await eventually("filled", lambda: closed(client, order["id"], SWAP))
        rows = await eventually("protection", lambda: client.fetch_open_orders(SWAP, params={"ordType": "oco"}))
        await client.cancel_orders([row["id"] for row in rows], SWAP, {"trigger": True})
        await client.close_position(SWAP, None, {"marginMode": "cross"})
        await eventually("flat", lambda: flat(client, SWAP))

    async def isolated():
        mode = {"marginMode": "isolated"}
        await client.set_leverage(3, SWAP, {"mgnMode": "isolated"})
        equal((await client.fetch_leverage(SWAP, mode))["longLeverage"], 3)
        await client.create_order(SWAP, "market", "buy", 2, params=mode)
        position = await eventually("position", lambda: position_of(client, SWAP))
        equal((position["marginMode"], position["leverage"]), ("isolated", 3.0))
        assert position["liquidationPrice"] > 0 and position["collateral"] > 0
        # Not by add_margin, which fails on the venue's own answer in ccxt 4.5.90.
        for kind, amount in (("add", "100"), ("reduce", "5")):
            answer = await client.private_post_account_position_margin_balance(
                {"instId": "BTC-USDT-SWAP", "posSide": "net", "amt": amount, "type": kind})
            equal(answer["data"][0]["type"], kind)
        bills = (await client.private_get_account_bills({"type": "6"}))["data"]
        equal([(row["subType"], float(row["posBalChg"]), float(row["balChg"])) for row in bills[:2]],
              [("161", -5.0, 5.0), ("160", 100.0, -100.0)])
        await client.close_position(SWAP, None, mode)
        await eventually("flat", lambda: flat(client, SWAP))

    await check("sets leverage and reads it and the position mode", leverage)
    await check("trades with isolated margin, adds to it and takes from it", isolated)
    await check("opens, reads, reduces and closes a position", positions)
    await check("stop, profit, trigger, trailing and oco orders", stops)
    await check("attached stop loss and take profit come alive", attached)


async def flat(client, symbol):
    return await position_of(client, symbol) is None


async def account_checks(check, client):
    async def account():
        balance = await client.fetch_balance()
        assert balance["USDT"]["total"] > 0 and balance["USDT"]["free"] <= balance["USDT"]["total"]
        assert (await client.fetch_balance({"type": "funding"}))["USDT"]["total"] > 0
        assert (await client.fetch_trading_fee(SPOT))["taker"] > 0
        assert (await client.fetch_trading_fee(SWAP))["taker"] > 0
        assert await client.fetch_accounts()

    async def ledger():
        assert await client.fetch_ledger("USDT", limit=10)
        assert await client.fetch_ledger("USDT", params={"method": "privateGetAccountBillsArchive"})
        assert await client.fetch_my_trades(SPOT, limit=5)
        assert await client.fetch_my_trades(params={"instType": "SWAP"})
        await client.fetch_funding_history(SWAP)

    async def pages():
        rows = await client.fetch_my_trades(SPOT, params={"instType": "SPOT"})
        newest = await client.private_get_trade_fills({"instType": "SPOT", "limit": "1"})
        older = await client.private_get_trade_fills(
            {"instType": "SPOT", "limit": "100", "after": newest["data"][0]["billId"]})
        equal(len(older["data"]) + 1, min(len(rows), 101))

    async def pockets():
        moved = await client.transfer("USDT", 12, "funding", "trading")
        equal((await client.fetch_transfer(moved["id"], "USDT"))["amount"], 12.0)

    async def empty_history():
        equal(await client.fetch_deposits("USDT"), [])
        equal(await client.fetch_withdrawals("USDT"), [])

    await check("reads balances, fees and accounts", account)
    await check("reads ledger, trades and funding history", ledger)
    await check("pages through fills", pages)
    await check("moves money between the pockets", pockets)
    await check("has no deposits and no withdrawals", empty_history)


async def refusal_checks(check, client):
    async def orders():
        price = await resting_bid(client, SPOT)
        await refused_with(ccxt.InsufficientFunds, client.create_order(SPOT, "limit", "buy", 900, price))
        await refused_with(ccxt.OrderNotFound, client.fetch_order("12345678", SPOT))
        await refused_with(ccxt.OrderNotFound, client.cancel_order("12345678", SPOT))
        await refused_with(ccxt.InvalidOrder, client.create_order(SPOT, "limit", "buy", 0.01, price * 2))
        name = unique("dup")
        order = await client.create_order(SPOT, "limit", "buy", 0.01, price, {"clientOrderId": name})
        await refused_with(ccxt.InvalidOrder,
                           client.create_order(SPOT, "limit", "buy", 0.01, price, {"clientOrderId": name}))
        await client.cancel_order(order["id"], SPOT)

    async def keys():
        for change in ({"secret": "wrong"}, {"password": "wrong"}, {"apiKey": "wrong"}):
            stranger = make_client(**change)
            try:
                await refused_with(ccxt.AuthenticationError, stranger.fetch_balance())
            finally:
                await say_goodbye(stranger)

    async def sandbox():
        client_of_demo = make_client(headers={"x-simulated-trading": "1"})
        try:
            assert (await client_of_demo.fetch_balance())["USDT"]["total"] > 0
        finally:
            await say_goodbye(client_of_demo)

    await check("turns refused orders into ccxt's errors", orders)
    await check("turns wrong credentials into AuthenticationError", keys)
    await check("trades with the header of demo trading", sandbox)


async def run(table):
    client = make_client()

    async def check(name, body):
        await table.check("ccxt", name, body)

    try:
        await client.load_markets()
        await order_checks(check, client)
        await swap_checks(check, client)
        await account_checks(check, client)
        await refusal_checks(check, client)
    finally:
        await say_goodbye(client)
