"""What ccxt does with an account, over sockets."""

import asyncio

from ccxt_client import SPOT, SWAP, make_client, resting_bid, say_goodbye
from harness import equal


async def until(watch, is_wanted):
    """The first pushed item that is wanted."""
    while True:
        for item in await watch():
            if is_wanted(item):
                return item


async def after_subscribing(client, watch, is_wanted, act):
    """Watches, acts once the subscription had time to be acknowledged, and waits for the push."""
    task = asyncio.ensure_future(until(watch, is_wanted))
    for _ in range(3):
        await client.fetch_time()
    answer = await act()
    return await task, answer


async def order_checks(check, client):
    async def operations():
        price = await resting_bid(client, SPOT)
        order = await client.create_order_ws(SPOT, "limit", "buy", 0.01, price)
        assert order["id"]
        await client.edit_order_ws(order["id"], SPOT, "limit", "buy", 0.02, price)
        equal((await client.fetch_order(order["id"], SPOT))["amount"], 0.02)
        await client.cancel_order_ws(order["id"], SPOT)
        equal((await client.fetch_order(order["id"], SPOT))["status"], "canceled")
        first = await client.create_order_ws(SWAP, "limit", "buy", 1, await resting_bid(client, SWAP),
                                             {"tdMode": "cross"})
        second = await client.create_order_ws(SWAP, "limit", "buy", 1, await resting_bid(client, SWAP),
                                              {"tdMode": "cross"})
        await client.cancel_orders_ws([first["id"], second["id"]], SWAP)
        equal(await client.fetch_open_orders(SWAP), [])

    async def orders():
        push, order = await after_subscribing(
            client, client.watch_orders, lambda row: row["status"] == "closed" and row["filled"] == 0.007,
            lambda: client.create_order(SPOT, "market", "sell", 0.007))
        equal((push["id"], push["side"]), (order["id"], "sell"))

    async def trades():
        push, order = await after_subscribing(
            client, client.watch_my_trades, lambda row: row["amount"] == 0.004,
            lambda: client.create_order(SPOT, "market", "buy", 0.004))
        equal(push["order"], order["id"])
        assert push["fee"]["cost"] != 0 and push["takerOrMaker"] == "taker"

    async def money():
        assert (await client.watch_balance())["USDT"]["total"] > 0
        push, _ = await after_subscribing(
            client, lambda: client.watch_positions([SWAP]), lambda row: row["contracts"] == 2,
            lambda: client.create_order(SWAP, "market", "sell", 2, params={"tdMode": "cross"}))
        equal(push["side"], "short")
        closing, _ = await after_subscribing(
            client, lambda: client.watch_positions([SWAP]), lambda row: not row["contracts"],
            lambda: client.close_position(SWAP, None, {"marginMode": "cross"}))
        equal(closing["symbol"], SWAP)

    async def algos():
        last = (await client.fetch_ticker(SPOT))["last"]
        push, order = await after_subscribing(
            client, lambda: client.watch_orders(params={"trigger": True}), lambda row: row["status"] == "open",
            lambda: client.create_order(SPOT, "limit", "sell", 0.01, last * 1.1, {"triggerPrice": last * 1.09}))
        equal(push["id"], order["id"])
        await client.cancel_order(order["id"], SPOT, {"trigger": True})

    await check("places, amends, cancels, and cancels many over the socket", operations)
    await check("watches its orders", orders)
    await check("watches its trades", trades)
    await check("watches balance and positions", money)
    await check("watches its trigger orders", algos)


async def run(table):
    client = make_client()

    async def check(name, body):
        await table.check("ccxt.pro", name, body)

    try:
        await client.load_markets()
        await order_checks(check, client)
    finally:
        await say_goodbye(client)
