// What no client shows: the protocol itself, byte for byte, by a bare WebSocket.
'use strict';

const crypto = require('node:crypto');
const { assert, environment, load } = require('./harness.js');

const WebSocket = load('ws');
const SPOT = 'BTC-USDT';

// A socket whose frames are waited for one by one.
class Socket {
    constructor(word) {
        this.frames = [];
        this.waiting = [];
        this.socket = new WebSocket(`${environment.ws}/${word}`);
        this.opened = new Promise((resolve) => { this.socket.on('open', resolve); });
        this.closed = new Promise((resolve) => { this.socket.on('close', (code) => resolve(code)); });
        this.socket.on('message', (data) => {
            const text = data.toString();
            const frame = text === 'pong' ? { pong: true } : JSON.parse(text);
            const index = this.waiting.findIndex((waiter) => waiter.isWanted(frame));
            if (index >= 0) this.waiting.splice(index, 1)[0].resolve(frame);
            else this.frames.push(frame);
        });
    }

    async send(message) {
        await this.opened;
        this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
    }

    next(isWanted) {
        const index = this.frames.findIndex(isWanted);
        if (index >= 0) return Promise.resolve(this.frames.splice(index, 1)[0]);
        return new Promise((resolve) => { this.waiting.push({ isWanted, resolve }); });
    }

    login(secret = environment.secret) {
        const timestamp = Math.floor(Date.now() / 1000).toString();
        const sign = crypto.createHmac('sha256', secret).update(`${timestamp}GET/users/self/verify`).digest('base64');
        return this.send({ op: 'login', args: [{ apiKey: environment.key, passphrase: environment.passphrase, timestamp, sign }] });
    }

    close() { this.socket.terminate(); }
}

async function publicChecks(check) {
    const socket = new Socket('public');
    await check('answers ping with pong', async () => {
        await socket.send('ping');
        await socket.next((frame) => frame.pong);
    });
    await check('acknowledges each argument and echoes the id', async () => {
        await socket.send({ id: 'a1', op: 'subscribe', args: [
            { channel: 'tickers', instId: SPOT }, { channel: 'books', instId: SPOT }, { channel: 'books', instId: 'NO-SUCH' }] });
        const first = await socket.next((frame) => frame.event === 'subscribe');
        const second = await socket.next((frame) => frame.event === 'subscribe');
        const error = await socket.next((frame) => frame.event === 'error');
        assert.deepEqual([first.id, second.id, error.id], ['a1', 'a1', 'a1']);
        assert.match(first.connId, /^[0-9a-f]{8}$/);
        assert.equal(error.code, '60018');
        assert.equal(error.arg, undefined);
    });
    await check('keeps the chain of book sequences and the levels in order', async () => {
        const isBook = (frame) => frame.arg && frame.arg.channel === 'books' && frame.data;
        let frame = await socket.next(isBook);
        assert.equal(frame.action, 'snapshot');
        assert.equal(frame.data[0].prevSeqId, -1);
        assert.ok(frame.data[0].bids.length <= 400 && frame.data[0].asks.length <= 400);
        for (let update = 0; update < 30; ++update) {
            const sequence = frame.data[0].seqId;
            frame = await socket.next(isBook);
            assert.equal(frame.action, 'update');
            assert.equal(frame.data[0].prevSeqId, sequence);
            assert.equal(frame.data[0].checksum, 0);
            const prices = (levels) => levels.map((level) => Number(level[0]));
            const bids = prices(frame.data[0].bids);
            const asks = prices(frame.data[0].asks);
            assert.deepEqual(bids, [...bids].sort((left, right) => right - left));
            assert.deepEqual(asks, [...asks].sort((left, right) => left - right));
        }
    });
    await check('refuses nonsense as the venue does', async () => {
        await socket.send('{"op":"subscribe","args":7}');
        assert.equal((await socket.next((frame) => frame.event === 'error')).code, '60012');
        await socket.send({ op: 'dance' });
        assert.equal((await socket.next((frame) => frame.event === 'error')).code, '60019');
        await socket.send({ op: 'subscribe', args: [{ channel: 'candle1m', instId: SPOT }] });
        assert.equal((await socket.next((frame) => frame.event === 'error')).code, '64001');
    });
    socket.close();
}

async function privateChecks(check) {
    await check('closes with 4001 after a wrong login', async () => {
        const socket = new Socket('private');
        await socket.login('wrong');
        assert.equal((await socket.next((frame) => frame.event === 'error')).code, '60007');
        assert.equal(await socket.closed, 4001);
    });
    const socket = new Socket('private');
    await check('wants a login first, takes it, and counts connections', async () => {
        await socket.send({ op: 'subscribe', args: [{ channel: 'orders', instType: 'ANY' }] });
        assert.equal((await socket.next((frame) => frame.event === 'error')).code, '60011');
        await socket.login();
        assert.equal((await socket.next((frame) => frame.event === 'login')).code, '0');
        await socket.send({ op: 'subscribe', args: [{ channel: 'orders', instType: 'ANY' }] });
        await socket.next((frame) => frame.event === 'subscribe');
        assert.equal((await socket.next((frame) => frame.event === 'channel-conn-count')).channel, 'orders');
        await socket.send({ op: 'subscribe', args: [{ channel: 'fills' }] });
        assert.equal((await socket.next((frame) => frame.event === 'error')).code, '64003');
        await socket.login();
        assert.equal((await socket.next((frame) => frame.event === 'error')).code, '60031');
    });
    await check('wants instIdCode in socket orders', async () => {
        const order = { instId: SPOT, tdMode: 'cash', side: 'buy', ordType: 'limit', px: '1', sz: '1' };
        await socket.send({ id: 'o1', op: 'order', args: [order] });
        const answer = await socket.next((frame) => frame.id === 'o1');
        assert.equal(answer.op, 'order');
        assert.equal(answer.code, '1');
        assert.equal(answer.data[0].sCode, '50014');
        await socket.send({ id: 'o2', op: 'order', args: [{ ...order, instIdCode: 1 }] });
        assert.equal((await socket.next((frame) => frame.id === 'o2')).data[0].sCode, '51001');
        await socket.send({ id: 'o3', op: 'order', args: [] });
        assert.equal((await socket.next((frame) => frame.id === 'o3')).code, '60013');
    });
    socket.close();
}

module.exports = async function run(table) {
    const check = (name, body) => table.check('raw', name, body);
    await publicChecks(check);
    await privateChecks(check);
    await check('answers bad requests with the right HTTP status', async () => {
        const status = async (target, options) => (await fetch(`${environment.rest}${target}`, options)).status;
        assert.equal(await status('/api/v5/account/balance'), 401);
        assert.equal(await status('/api/v5/public/time', { method: 'POST', body: '{}' }), 405);
        assert.equal(await status('/api/v5/no/such'), 404);
        assert.equal(await status('/api/v5/market/ticker?instId=NO-SUCH'), 200);
    });
};
