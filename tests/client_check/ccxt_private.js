// What ccxt can do with an account.
'use strict';

const { assert, eventually } = require('./harness.js');
const { ccxt, makeClient } = require('./ccxt_client.js');

const SPOT = 'BTC/USDT';
const SWAP = 'BTC/USDT:USDT';

// A price far enough from the market not to trade, near enough not to be refused.
async function restingBid(client, symbol) {
    const ticker = await client.fetchTicker(symbol);
    return Number(client.priceToPrecision(symbol, ticker.bid * 0.985));
}

// The pushes of the order channel, gathered until `isWanted` holds.
async function pushUntil(client, isWanted) {
    for (;;) {
        const orders = await client.watchOrders();
        const found = orders.find(isWanted);
        if (found) return found;
    }
}

async function spotChecks(check, client) {
    await check('places, reads, amends and cancels a spot order', async () => {
        const price = await restingBid(client, SPOT);
        const order = await client.createOrder(SPOT, 'limit', 'buy', 0.01, price);
        const placed = await client.fetchOrder(order.id, SPOT);
        assert.equal(placed.status, 'open');
        assert.equal(placed.price, price);
        assert.ok((await client.fetchOpenOrders(SPOT)).some((open) => open.id === order.id));
        await client.editOrder(order.id, SPOT, 'limit', 'buy', 0.02, price);
        assert.equal((await client.fetchOrder(order.id, SPOT)).amount, 0.02);
        await client.cancelOrder(order.id, SPOT);
        assert.equal((await client.fetchOrder(order.id, SPOT)).status, 'canceled');
        assert.ok((await client.fetchCanceledOrders(SPOT)).some((closed) => closed.id === order.id));
    });
    await check('buys at market and finds fill and fee', async () => {
        const before = await client.fetchBalance();
        const order = await client.createOrder(SPOT, 'market', 'buy', 0.01);
        const filled = await eventually('filled', async () => {
            const now = await client.fetchOrder(order.id, SPOT);
            return now.status === 'closed' ? now : undefined;
        });
        assert.equal(filled.filled, 0.01);
        const trades = (await client.fetchMyTrades(SPOT)).filter((trade) => trade.order === order.id);
        assert.ok(trades.length > 0 && trades[0].fee.cost > 0 && trades[0].takerOrMaker === 'taker');
        const bought = trades.reduce((sum, trade) => sum + trade.amount, 0);
        assert.ok(Math.abs(bought - 0.01) < 1e-12);
        const after = await client.fetchBalance();
        assert.ok(after.BTC.total > before.BTC.total && after.USDT.total < before.USDT.total);
        assert.ok((await client.fetchClosedOrders(SPOT)).some((closed) => closed.id === order.id));
    });
    await check('places and cancels a batch', async () => {
        const price = await restingBid(client, SPOT);
        const orders = await client.createOrders([0, 1, 2].map((step) => (
            { symbol: SPOT, type: 'limit', side: 'buy', amount: 0.001, price: price - step * 10 })));
        assert.equal(orders.length, 3);
        await client.cancelOrders(orders.map((order) => order.id), SPOT);
        assert.equal((await client.fetchOpenOrders(SPOT)).length, 0);
    });
}

async function swapChecks(check, client) {
    await check('sets leverage and reads it back', async () => {
        await client.setLeverage(5, SWAP, { mgnMode: 'cross' });
        const leverage = await client.fetchLeverage(SWAP, { marginMode: 'cross' });
        assert.equal(leverage.longLeverage, 5);
    });
    await check('opens, sees and closes a swap position', async () => {
        await client.createOrder(SWAP, 'market', 'buy', 1, undefined, { tdMode: 'cross' });
        const position = await eventually('position', async () => (await client.fetchPositions([SWAP]))[0]);
        assert.equal(position.contracts, 1);
        assert.equal(position.side, 'long');
        assert.ok(position.entryPrice > 0 && position.markPrice > 0);
        await client.createOrder(SWAP, 'market', 'sell', 1, undefined, { tdMode: 'cross', reduceOnly: true });
        await eventually('flat', async () => (await client.fetchPositions([SWAP])).length === 0);
    });
    await check('closes a position in one call', async () => {
        await client.createOrder(SWAP, 'market', 'sell', 2, undefined, { tdMode: 'cross' });
        await eventually('position', async () => (await client.fetchPositions([SWAP]))[0]);
        await client.closePosition(SWAP, undefined, { marginMode: 'cross' });
        await eventually('flat', async () => (await client.fetchPositions([SWAP])).length === 0);
    });
    await check('places, finds and cancels a stop and a trigger order', async () => {
        await client.createOrder(SWAP, 'market', 'buy', 1, undefined, { tdMode: 'cross' });
        const price = (await client.fetchTicker(SWAP)).last;
        const stop = await client.createOrder(SWAP, 'market', 'sell', 1, undefined,
            { tdMode: 'cross', reduceOnly: true, stopLossPrice: Math.round(price * 0.9) });
        const trigger = await client.createOrder(SWAP, 'limit', 'sell', 1, Math.round(price * 1.1),
            { tdMode: 'cross', triggerPrice: Math.round(price * 1.09) });
        const stops = await client.fetchOpenOrders(SWAP, undefined, undefined, { ordType: 'conditional' });
        assert.ok(stops.some((order) => order.id === stop.id), 'stop is not listed');
        const triggers = await client.fetchOpenOrders(SWAP, undefined, undefined, { trigger: true });
        assert.ok(triggers.some((order) => order.id === trigger.id), 'trigger order is not listed');
        await client.cancelOrder(stop.id, SWAP, { trigger: true });
        await client.cancelOrder(trigger.id, SWAP, { trigger: true });
        await client.closePosition(SWAP, undefined, { marginMode: 'cross' });
    });
}

async function socketChecks(check, client) {
    await check('sees a filled order on the order channel', async () => {
        const pushes = pushUntil(client, (order) => order.status === 'closed' && order.filled === 0.005);
        await client.fetchTime();
        await client.createOrder(SPOT, 'market', 'sell', 0.005);
        const order = await pushes;
        assert.equal(order.side, 'sell');
    });
    await check('places, amends and cancels over the socket', async () => {
        const price = await restingBid(client, SPOT);
        const order = await client.createOrderWs(SPOT, 'limit', 'buy', 0.01, price);
        assert.ok(order.id);
        await client.editOrderWs(order.id, SPOT, 'limit', 'buy', 0.02, price);
        await client.cancelOrderWs(order.id, SPOT);
        assert.equal((await client.fetchOrder(order.id, SPOT)).status, 'canceled');
    });
    await check('watches its fills', async () => {
        const fills = client.watchMyTrades(SPOT);
        await client.fetchTime();
        await client.createOrder(SPOT, 'market', 'buy', 0.003);
        assert.ok((await fills).length > 0);
    });
    await check('watches balance and positions', async () => {
        assert.ok((await client.watchBalance()).USDT.total > 0);
        const pushed = client.watchPositions([SWAP]);
        await client.fetchTime();
        await client.createOrder(SWAP, 'market', 'buy', 1, undefined, { tdMode: 'cross' });
        await pushed;
        await client.closePosition(SWAP, undefined, { marginMode: 'cross' });
    });
}

async function refusalChecks(check, client) {
    await check('turns a lack of funds into InsufficientFunds', async () => {
        const price = await restingBid(client, SPOT);
        await assert.rejects(client.createOrder(SPOT, 'limit', 'buy', 500, price), ccxt.InsufficientFunds);
    });
    await check('turns an unknown order into OrderNotFound', async () => {
        await assert.rejects(client.fetchOrder('123456789', SPOT), ccxt.OrderNotFound);
        await assert.rejects(client.cancelOrder('123456789', SPOT), (error) => error instanceof ccxt.BaseError);
    });
    await check('turns a wrong secret into AuthenticationError', async () => {
        const stranger = await makeClient({ secret: 'wrong' });
        await assert.rejects(stranger.privateGetAccountBalance(), ccxt.AuthenticationError);
    });
    await check('trades in sandbox mode as well', async () => {
        const sandbox = await makeClient({ headers: { 'x-simulated-trading': '1' } });
        sandbox.options.sandboxMode = true;
        assert.ok((await sandbox.fetchBalance()).USDT.total > 0);
    });
}

module.exports = async function run(table) {
    const client = await makeClient();
    const check = (name, body) => table.check('ccxt', name, body);
    await check('reads balances, configuration and fees', async () => {
        await client.loadMarkets();
        assert.ok((await client.fetchBalance()).USDT.total > 0);
        assert.ok((await client.fetchTradingFee(SPOT)).taker > 0);
        assert.ok((await client.fetchAccounts()).length > 0);
    });
    await spotChecks(check, client);
    await swapChecks(check, client);
    await socketChecks(check, client);
    await check('reads the ledger and the position history', async () => {
        assert.ok((await client.fetchLedger('USDT')).length > 0);
        assert.ok((await client.fetchPositionsHistory([SWAP])).length > 0);
    });
    await check('moves money between the pockets', async () => {
        const transfer = await client.transfer('USDT', 10, 'funding', 'trading');
        assert.equal((await client.fetchTransfer(transfer.id, 'USDT')).amount, 10);
    });
    await refusalChecks(check, client);
    await client.close();
};
