"""What OKX's own Python SDK (python-okx) does over REST."""

import asyncio

from okx.Account import AccountAPI
from okx.Funding import FundingAPI
from okx.MarketData import MarketAPI
from okx.PublicData import PublicAPI
from okx.Status import StatusAPI
from okx.Trade import TradeAPI

from harness import SPOT, SWAP, Environment, equal, eventually, unique


def make(api):
    """One of the SDK's classes, for the simulated venue."""
    return api(Environment.key, Environment.secret, Environment.passphrase, flag="1", domain=Environment.rest)


async def ask(method, *args, **kwargs):
    """The data of an answer; the SDK blocks, so it runs in a thread."""
    for _ in range(10):
        answer = await asyncio.to_thread(method, *args, **kwargs)
        if answer["code"] != "50011":
            break
        await asyncio.sleep(0.5)
    assert answer["code"] == "0", f"{method.__name__}: {answer}"
    return answer["data"]


async def code_of(method, *args, **kwargs):
    """The code with which a call is refused: of its item when there is one."""
    answer = await asyncio.to_thread(method, *args, **kwargs)
    item = (answer.get("data") or [{}])[0]
    return item.get("sCode", answer["code"])


async def market_checks(check):
    public, market, status = make(PublicAPI), make(MarketAPI), make(StatusAPI)

    async def reference():
        assert int((await ask(public.get_system_time))[0]["ts"]) > 0
        equal(len(await ask(public.get_instruments, instType="SPOT")), 3)
        equal((await ask(public.get_instruments, instType="SWAP", instId=SWAP))[0]["settleCcy"], "USDT")
        assert float((await ask(public.get_open_interest, instType="SWAP", instId=SWAP))[0]["oi"]) > 0
        assert (await ask(public.get_funding_rate, instId=SWAP))[0]["fundingRate"]
        assert await ask(public.funding_rate_history, instId=SWAP, limit="3")
        assert float((await ask(public.get_price_limit, instId=SWAP))[0]["buyLmt"]) > 0
        assert float((await ask(public.get_mark_price, instType="SWAP"))[0]["markPx"]) > 0
        assert (await ask(public.get_position_tiers, instType="SWAP", tdMode="cross", instFamily="BTC-USDT"))[0]["mmr"]
        assert "BTC-USDT" in (await ask(public.get_underlying, instType="SWAP"))[0]
        await ask(status.status)

    async def conversion():
        contracts = await ask(public.get_convert_contract_coin, type="1", instId=SWAP, sz="0.5")
        assert float(contracts[0]["sz"]) > 0

    async def prices():
        equal(len(await ask(market.get_tickers, instType="SPOT")), 3)
        assert float((await ask(market.get_ticker, instId=SWAP))[0]["last"]) > 0
        assert await ask(market.get_index_tickers, instId="BTC-USDT")
        equal(len(await ask(market.get_index_tickers, quoteCcy="USDT")), 3)
        equal(len((await ask(market.get_orderbook, instId=SPOT, sz="20"))[0]["bids"]), 20)
        equal(len((await ask(market.get_orderbook, instId=SPOT))[0]["bids"]), 1)
        equal(len(await ask(market.get_candlesticks, instId=SPOT, bar="5m", limit="20")), 20)
        equal(len(await ask(market.get_index_candlesticks, instId="BTC-USDT", limit="5")), 5)
        equal(len(await ask(market.get_mark_price_candlesticks, instId=SWAP, limit="5")), 5)
        equal(len(await ask(market.get_trades, instId=SPOT, limit="10")), 10)
        assert (await ask(market.get_volume))[0]["volUsd"]
        assert (await ask(market.get_exchange_rate))[0]["usdCny"]
        assert (await ask(market.get_index_components, index="BTC-USDT"))["components"]

    async def pages():
        rows = await ask(market.get_history_candlesticks, instId=SPOT, bar="1m", limit="100")
        older = await ask(market.get_history_candlesticks, instId=SPOT, bar="1m", limit="100", after=rows[-1][0])
        equal(int(rows[-1][0]) - int(older[0][0]), 60000)
        newer = await ask(market.get_history_candlesticks, instId=SPOT, bar="1m", limit="100", before=rows[10][0])
        equal(newer[-1][0], rows[9][0])
        trades = await ask(market.get_history_trades, instId=SPOT, limit="10")
        older = await ask(market.get_history_trades, instId=SPOT, limit="10", after=trades[-1]["tradeId"])
        equal(int(trades[-1]["tradeId"]) - 1, int(older[0]["tradeId"]))
        await ask(market.get_history_trades, instId=SPOT, type="2", after=trades[-1]["ts"])

    await check("reads the reference data", reference)
    await check("converts coins to contracts", conversion)
    await check("reads prices, books, candles and volumes", prices)
    await check("pages through candles and trades", pages)


async def account_checks(check):
    account, funding = make(AccountAPI), make(FundingAPI)

    async def reads():
        config = (await ask(account.get_account_config))[0]
        equal((config["acctLv"], config["posMode"]), ("2", "net_mode"))
        assert float((await ask(account.get_account_balance, ccy="USDT"))[0]["details"][0]["cashBal"]) > 0
        await ask(account.get_positions)
        await ask(account.get_positions_history)
        await ask(account.get_position_risk)
        assert await ask(account.get_account_bills, instType="SPOT")
        assert await ask(account.get_account_bills_archive)
        assert (await ask(account.get_fee_rates, instType="SPOT", instId=SPOT))[0]["taker"].startswith("-")
        equal(len(await ask(account.get_instruments, instType="SWAP")), 2)

    async def sizes():
        assert float((await ask(account.get_max_order_size, instId=SWAP, tdMode="cross"))[0]["maxBuy"]) > 0
        assert float((await ask(account.get_max_avail_size, instId=SPOT, tdMode="cash"))[0]["availBuy"]) > 0
        await ask(account.set_leverage, lever="6", mgnMode="cross", instId=SWAP)
        equal((await ask(account.get_leverage, mgnMode="cross", instId=SWAP))[0]["lever"], "6")
        equal(await code_of(account.set_leverage, lever="500", mgnMode="cross", instId=SWAP), "59102")

    async def lesser():
        assert "maxWd" in (await ask(account.get_max_withdrawal, ccy="USDT"))[0]
        await ask(account.get_greeks)
        await ask(account.get_interest_accrued)
        assert (await ask(account.get_interest_rate, ccy="USDT"))[0]["ccy"] == "USDT"
        assert await ask(account.get_bill_type)
        equal((await ask(account.set_greeks, greeksType="PA"))[0]["greeksType"], "PA")

    async def modes():
        equal(await code_of(account.set_position_mode, posMode="sideways"), "51000")
        equal((await ask(account.set_position_mode, posMode="net_mode"))[0]["posMode"], "net_mode")
        equal(str((await ask(account.set_account_level, acctLv="2"))[0]["acctLv"]), "2")

    async def pockets():
        assert await ask(funding.get_balances)
        assert await ask(funding.get_currencies)
        moved = (await ask(funding.funds_transfer, ccy="USDT", amt="5", from_="6", to="18"))[0]
        equal((await ask(funding.transfer_state, transId=moved["transId"]))[0]["state"], "success")
        assert float((await ask(funding.get_asset_valuation, ccy="USDT"))[0]["totalBal"]) > 0
        assert await ask(funding.get_bills)
        equal(await ask(funding.get_deposit_history), [])
        equal(await ask(funding.get_withdrawal_history), [])
        equal(await code_of(funding.funds_transfer, ccy="USDT", amt="99999999", from_="6", to="18"), "58350")

    await check("reads the account", reads)
    await check("reads sizes and sets leverage", sizes)
    await check("reads what few clients read", lesser)
    await check("sets modes that are set already", modes)
    await check("moves money, values it, lists its history", pockets)


async def order_checks(check):
    trade, market, account = make(TradeAPI), make(MarketAPI), make(AccountAPI)

    async def resting(instrument=SPOT):
        return f"{float((await ask(market.get_ticker, instId=instrument))[0]['bidPx']) * 0.985:.1f}"

    async def life():
        name = unique("sdk")
        order = (await ask(trade.place_order, instId=SPOT, tdMode="cash", side="buy", ordType="limit", sz="0.01",
                           px=await resting(), clOrdId=name))[0]
        equal((order["sCode"], order["clOrdId"]), ("0", name))
        found = (await ask(trade.get_order, instId=SPOT, clOrdId=name))[0]
        equal((found["state"], found["ordId"]), ("live", order["ordId"]))
        await ask(trade.amend_order, instId=SPOT, ordId=order["ordId"], newSz="0.02")
        assert any(row["ordId"] == order["ordId"] and row["sz"] == "0.02"
                   for row in await ask(trade.get_order_list, instType="SPOT", ordType="limit,post_only"))
        await ask(trade.cancel_order, instId=SPOT, ordId=order["ordId"])
        assert any(row["ordId"] == order["ordId"] for row in await ask(trade.get_orders_history, instType="SPOT"))
        assert not any(row["ordId"] == order["ordId"]
                       for row in await ask(trade.get_orders_history_archive, instType="SPOT"))

    async def batches():
        order = {"instId": SPOT, "tdMode": "cash", "side": "buy", "ordType": "post_only", "sz": "0.001",
                 "px": await resting()}
        placed = await ask(trade.place_multiple_orders, [order, order])
        names = [{"instId": SPOT, "ordId": row["ordId"]} for row in placed]
        await ask(trade.amend_multiple_orders, [{**row, "newSz": "0.002"} for row in names])
        await ask(trade.cancel_multiple_orders, names)

    async def fills():
        name = unique("mkt")
        order = (await ask(trade.place_order, instId=SPOT, tdMode="cash", side="sell", ordType="market", sz="0.003",
                           clOrdId=name))[0]
        async def filled():
            return [row for row in await ask(trade.get_fills, instType="SPOT", ordId=order["ordId"])]
        rows = await eventually("fills", filled)
        equal((rows[0]["execType"], rows[0]["clOrdId"], rows[0]["feeCcy"]), ("T", name, "USDT"))
        assert any(row["tradeId"] == rows[0]["tradeId"] for row in await ask(trade.get_fills_history, instType="SPOT"))

    async def position():
        await ask(trade.place_order, instId=SWAP, tdMode="cross", side="buy", ordType="market", sz="2")
        async def held():
            return [row for row in await ask(account.get_positions, instType="SWAP", instId=SWAP)
                    if row["pos"] not in ("", "0")]
        row = (await eventually("position", held))[0]
        equal((row["pos"], row["posSide"], row["mgnMode"]), ("2", "net", "cross"))
        await ask(trade.close_positions, instId=SWAP, mgnMode="cross")
        async def flat():
            return not await held()
        await eventually("flat", flat)

    await check("an order's life", life)
    await check("batches", batches)
    await check("fills of a market order", fills)
    await check("a position, opened and closed", position)


async def algo_checks(check):
    trade, market = make(TradeAPI), make(MarketAPI)

    async def kinds():
        await ask(trade.place_order, instId=SWAP, tdMode="cross", side="buy", ordType="market", sz="2")
        last = float((await ask(market.get_ticker, instId=SWAP))[0]["last"])
        base = {"instId": SWAP, "tdMode": "cross", "side": "sell"}
        near, far = f"{last * 0.9:.1f}", f"{last * 1.1:.1f}"
        shapes = [
            {"ordType": "conditional", "sz": "1", "slTriggerPx": near, "slOrdPx": "-1", "reduceOnly": "true"},
            {"ordType": "conditional", "closeFraction": "1", "slTriggerPx": near, "slOrdPx": "-1", "reduceOnly": "true"},
            {"ordType": "oco", "sz": "1", "tpTriggerPx": far, "tpOrdPx": "-1", "slTriggerPx": near, "slOrdPx": near,
             "slTriggerPxType": "mark", "tpTriggerPxType": "index"},
            {"ordType": "trigger", "sz": "1", "triggerPx": near, "orderPx": "-1", "triggerPxType": "mark"},
            {"ordType": "move_order_stop", "sz": "1", "callbackRatio": "0.05"},
            {"ordType": "move_order_stop", "sz": "1", "callbackSpread": "500", "activePx": far},
        ]
        for shape in shapes:
            name = unique("algo")
            placed = (await ask(trade.place_algo_order, **base, **shape, algoClOrdId=name))[0]
            equal((placed["sCode"], placed["algoClOrdId"]), ("0", name))
            detail = (await ask(trade.get_algo_order_details, algoId=placed["algoId"]))[0]
            equal((detail["state"], detail["ordType"], detail["algoClOrdId"]), ("live", shape["ordType"], name))
            listed = await ask(trade.order_algos_list, ordType=shape["ordType"])
            assert any(row["algoId"] == placed["algoId"] for row in listed), shape
            await ask(trade.cancel_algo_order, [{"instId": SWAP, "algoId": placed["algoId"]}])
            past = await ask(trade.order_algos_history, ordType=shape["ordType"], state="canceled")
            assert any(row["algoId"] == placed["algoId"] for row in past), shape
        await ask(trade.close_positions, instId=SWAP, mgnMode="cross")

    async def amends():
        last = float((await ask(market.get_ticker, instId=SPOT))[0]["last"])
        placed = (await ask(trade.place_algo_order, instId=SPOT, tdMode="cash", side="sell", ordType="conditional",
                            sz="0.01", slTriggerPx=f"{last * 0.9:.1f}", slOrdPx="-1"))[0]
        changed = (await ask(trade.amend_algo_order, instId=SPOT, algoId=placed["algoId"],
                             newSlTriggerPx=f"{last * 0.8:.1f}", newSz="0.02"))[0]
        equal(changed["sCode"], "0")
        detail = (await ask(trade.get_algo_order_details, algoId=placed["algoId"]))[0]
        equal((detail["slTriggerPx"], detail["sz"]), (f"{last * 0.8:.1f}".rstrip("0").rstrip("."), "0.02"))
        await ask(trade.cancel_algo_order, [{"instId": SPOT, "algoId": placed["algoId"]}])

    async def attached():
        last = float((await ask(market.get_ticker, instId=SWAP))[0]["last"])
        placed = (await ask(trade.place_order, instId=SWAP, tdMode="cross", side="buy", ordType="limit", sz="1",
                            px=f"{last * 0.985:.1f}",
                            attachAlgoOrds=[{"slTriggerPx": f"{last * 0.95:.1f}", "slOrdPx": "-1"}]))[0]
        named = {"instId": SWAP, "ordId": placed["ordId"]}
        moved = f"{last * 0.94:.1f}"
        await ask(trade.amend_order, **named, newSlTriggerPx=moved, newSlOrdPx="-1")
        order = (await ask(trade.get_order, **named))[0]
        equal(float(order["attachAlgoOrds"][0]["slTriggerPx"]), float(moved))
        await ask(trade.cancel_order, **named)

    async def refusals():
        last = float((await ask(market.get_ticker, instId=SPOT))[0]["last"])
        stop = {"instId": SPOT, "tdMode": "cash", "side": "sell", "ordType": "conditional", "sz": "0.01"}
        equal(await code_of(trade.place_algo_order, **stop, slTriggerPx=f"{last * 1.1:.1f}", slOrdPx="-1"), "51051")
        equal(await code_of(trade.place_algo_order, **stop, tpTriggerPx=f"{last * 0.9:.1f}", tpOrdPx="-1"), "51050")
        equal(await code_of(trade.cancel_algo_order, [{"instId": SPOT, "algoId": "42"}]), "51400")
        equal(await code_of(trade.get_algo_order_details, algoId="42"), "51603")

    await check("algo orders of each kind: place, read, cancel", kinds)
    await check("amends a stop", amends)
    await check("moves the stop attached to a resting order", attached)
    await check("refuses wrong algo orders", refusals)


async def run(table):
    async def check(name, body):
        await table.check("sdk", name, body)

    await market_checks(check)
    await order_checks(check)
    await algo_checks(check)
    await account_checks(check)
