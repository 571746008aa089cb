// What okx-api does over REST.
'use strict';

const { assert, environment, eventually, load } = require('./harness.js');

const { RestClient } = load('okx-api');
const SPOT = 'BTC-USDT';
const SWAP = 'BTC-USDT-SWAP';

function makeClient(overrides = {}) {
    return new RestClient({
        apiKey: environment.key,
        apiSecret: environment.secret,
        apiPass: environment.passphrase,
        baseUrl: environment.rest,
        ...overrides,
    });
}

async function restingPrice(client, instId) {
    const [ticker] = await client.getTicker({ instId });
    return (Math.floor(Number(ticker.bidPx) * 0.985)).toString();
}

async function marketChecks(check, client) {
    await check('reads time, instruments, tickers and books', async () => {
        assert.ok(Math.abs(Number(await client.getServerTime()) - Date.now()) < 5000);
        assert.equal((await client.getInstruments({ instType: 'SPOT' })).length, 3);
        assert.equal((await client.getTickers({ instType: 'SWAP' })).length, 2);
        const [book] = await client.getOrderBook({ instId: SPOT, sz: '400' });
        assert.ok(book.asks.length > 100 && book.asks[0].length === 4);
    });
    await check('reads candles by pages, newest first', async () => {
        const first = await client.getHistoricCandles({ instId: SPOT, bar: '1m', limit: '50' });
        const second = await client.getHistoricCandles({ instId: SPOT, bar: '1m', limit: '50', after: first.at(-1)[0] });
        assert.ok(Number(first[0][0]) > Number(first[1][0]));
        assert.equal(Number(first.at(-1)[0]) - Number(second[0][0]), 60000);
        assert.equal((await client.getHistoricCandles({ instId: SPOT, bar: '1s', limit: '60' })).length, 60);
    });
    await check('reads trades, mark price, limits and funding', async () => {
        assert.ok((await client.getTrades({ instId: SPOT, limit: 10 })).length > 0);
        assert.ok(Number((await client.getMarkPrice({ instType: 'SWAP', instId: SWAP }))[0].markPx) > 0);
        assert.ok(Number((await client.getMinMaxLimitPrice({ instId: SWAP }))[0].buyLmt) > 0);
        assert.equal((await client.getFundingRate({ instId: SWAP }))[0].instId, SWAP);
    });
}

async function orderChecks(check, client) {
    await check('reads the account', async () => {
        const [config] = await client.getAccountConfiguration();
        assert.equal(config.acctLv, '2');
        assert.equal(config.posMode, 'net_mode');
        const [balance] = await client.getBalance();
        assert.ok(balance.details.some((detail) => detail.ccy === 'USDT' && Number(detail.cashBal) > 0));
        assert.ok((await client.getFeeRates({ instType: 'SPOT' }))[0].taker.startsWith('-'));
        assert.ok(Number((await client.getMaxBuySellAmount({ instId: SPOT, tdMode: 'cash' }))[0].maxBuy) > 0);
    });
    await check('places, reads, amends and cancels by client order id', async () => {
        const clOrdId = `chk${Date.now()}`;
        const px = await restingPrice(client, SPOT);
        const [ack] = await client.submitOrder(
            { instId: SPOT, tdMode: 'cash', side: 'buy', ordType: 'limit', sz: '0.01', px, clOrdId });
        assert.equal(ack.sCode, '0');
        const [order] = await client.getOrderDetails({ instId: SPOT, clOrdId });
        assert.equal(order.state, 'live');
        assert.equal(order.ordId, ack.ordId);
        await client.amendOrder({ instId: SPOT, clOrdId, newSz: '0.02' });
        assert.equal((await client.getOrderDetails({ instId: SPOT, clOrdId }))[0].sz, '0.02');
        await client.cancelOrder({ instId: SPOT, clOrdId });
        assert.equal((await client.getOrderDetails({ instId: SPOT, clOrdId }))[0].state, 'canceled');
        assert.ok((await client.getOrderHistory({ instType: 'SPOT' })).some((row) => row.clOrdId === clOrdId));
    });
    await check('trades at market, with fill and bill', async () => {
        const clOrdId = `mkt${Date.now()}`;
        await client.submitOrder({ instId: SPOT, tdMode: 'cash', side: 'buy', ordType: 'market', sz: '100', clOrdId });
        const fills = await eventually('fill', async () => {
            const found = (await client.getFills({ instType: 'SPOT' })).filter((fill) => fill.clOrdId === clOrdId);
            return found.length > 0 ? found : undefined;
        });
        assert.equal(fills[0].execType, 'T');
        assert.ok(Number(fills[0].fee) < 0);
        assert.ok((await client.getBills({ type: '2' })).some((bill) => bill.ordId === fills[0].ordId));
    });
    await check('answers batches item by item', async () => {
        const px = await restingPrice(client, SPOT);
        const good = { instId: SPOT, tdMode: 'cash', side: 'buy', ordType: 'limit', sz: '0.01', px };
        const answer = await client.submitMultipleOrders([good, { ...good, sz: '0.000000001' }])
            .catch((error) => error.data ?? error);
        const items = Array.isArray(answer) ? answer : answer.data;
        assert.equal(items[0].sCode, '0');
        assert.notEqual(items[1].sCode, '0');
        await client.cancelMultipleOrders([{ instId: SPOT, ordId: items[0].ordId }]);
    });
}

async function algoChecks(check, client) {
    await check('places, amends, finds and cancels an oco', async () => {
        const last = Number((await client.getTicker({ instId: SPOT }))[0].last);
        const algoClOrdId = `oco${Date.now()}`;
        const [ack] = await client.placeAlgoOrder({
            instId: SPOT, tdMode: 'cash', side: 'sell', ordType: 'oco', sz: '0.01', algoClOrdId,
            tpTriggerPx: Math.round(last * 1.1).toString(), tpOrdPx: '-1',
            slTriggerPx: Math.round(last * 0.9).toString(), slOrdPx: '-1' });
        assert.equal(ack.sCode, '0');
        const newSl = Math.round(last * 0.91).toString();
        await client.amendAlgoOrder({ instId: SPOT, algoId: ack.algoId, newSlTriggerPx: newSl });
        const [pending] = await client.getAlgoOrderList({ ordType: 'oco' });
        assert.equal(pending.algoId, ack.algoId);
        assert.equal(pending.slTriggerPx, newSl);
        await client.cancelAlgoOrder([{ instId: SPOT, algoId: ack.algoId }]);
        const history = await client.getAlgoOrderHistory({ ordType: 'oco', state: 'canceled' });
        assert.ok(history.some((row) => row.algoId === ack.algoId));
    });
    await check('sees a stop fire and its order', async () => {
        const last = Number((await client.getTicker({ instId: SPOT }))[0].last);
        // A stop for a sale above the market is hit by the next trade or refused as being on the wrong side.
        const [ack] = await client.placeAlgoOrder({
            instId: SPOT, tdMode: 'cash', side: 'buy', ordType: 'trigger', sz: '0.001', tgtCcy: 'base_ccy',
            triggerPx: (last - 0.1).toFixed(1), orderPx: '-1' });
        assert.equal(ack.sCode, '0');
        const algo = await eventually('effective', async () => {
            const [row] = await client.getAlgoOrderDetails({ algoId: ack.algoId });
            return row.state === 'effective' ? row : undefined;
        });
        assert.equal(algo.ordIdList.length, 1);
        assert.equal((await client.getOrderDetails({ instId: SPOT, ordId: algo.ordIdList[0] }))[0].algoId, ack.algoId);
    });
}

async function refusalChecks(check, client) {
    const code = async (promise) => {
        try {
            await promise;
        } catch (error) {
            const item = Array.isArray(error.data) ? error.data[0] : undefined;
            return item && item.sCode ? item.sCode : String(error.code);
        }
        return 'none';
    };
    await check('refuses with the published codes', async () => {
        const px = await restingPrice(client, SPOT);
        const order = { instId: SPOT, tdMode: 'cash', side: 'buy', ordType: 'limit', sz: '0.01', px };
        const refused = async (change) => {
            const answer = await client.submitOrder({ ...order, ...change }).catch((error) => error.data ?? [error]);
            return answer[0].sCode ?? String(answer[0].code);
        };
        assert.equal(await refused({ instId: 'NO-SUCH' }), '51001');
        assert.equal(await refused({ clOrdId: 'not-allowed' }), '51000');
        assert.equal(await refused({ sz: '0.000001' }), '51020');
        assert.equal(await refused({ sz: '1000' }), '51008');
        assert.equal(await code(client.getOrderDetails({ instId: SPOT, ordId: '42' })), '51603');
        assert.equal(await code(client.getOrderDetails({ instId: SPOT })), '51003');
        const twice = { ...order, clOrdId: `dup${Date.now()}` };
        await client.submitOrder(twice);
        assert.equal(await refused({ clOrdId: twice.clOrdId }), '51016');
        await client.cancelOrder({ instId: SPOT, clOrdId: twice.clOrdId });
    });
    await check('refuses wrong credentials', async () => {
        assert.equal(await code(makeClient({ apiKey: 'nobody' }).getBalance()), '50111');
        assert.equal(await code(makeClient({ apiPass: 'wrong' }).getBalance()), '50105');
        assert.equal(await code(makeClient({ apiSecret: 'wrong' }).getBalance()), '50113');
    });
    await check('arms and disarms the dead man switch', async () => {
        const [armed] = await client.cancelAllAfter({ timeOut: '60' });
        assert.ok(Number(armed.triggerTime) > Date.now());
        await eventually('disarmed', async () => {
            const answer = await client.cancelAllAfter({ timeOut: '0' }).catch(() => undefined);
            return answer && answer[0].triggerTime === '0';
        });
    });
}

module.exports = async function run(table) {
    const client = makeClient();
    const check = (name, body) => table.check('okx-api', name, body);
    await marketChecks(check, client);
    await orderChecks(check, client);
    await algoChecks(check, client);
    await refusalChecks(check, client);
};
