'use strict';

const { Table } = require('./harness.js');

// A client that fails where nobody waits for it is a failed check, not the end of the run.
process.on('unhandledRejection', (error) => { console.log(`      unhandled: ${error}`); });

async function main() {
    const table = new Table();
    await require('./ccxt_public.js')(table);
    await require('./ccxt_private.js')(table);
    await require('./okx_api_rest.js')(table);
    await require('./okx_api_sockets.js')(table);
    await require('./raw_protocol.js')(table);
    process.exit(table.summarise());
}

main().catch((error) => {
    console.error(error);
    process.exit(2);
});
