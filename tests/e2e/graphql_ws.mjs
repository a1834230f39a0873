// What npm's graphql-ws, the client inside Apollo Client and urql, gets from the gateway at the URL that is
// given: one JSON object with what each of the visits below returned.

import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

const url = process.argv[2].replace(/^http/, 'ws');
const TIME = 'subscription { serverTime }';

async function visit(options, talk) {
  const heard = { connected: 0, pings: 0, pongs: 0 };
  const client = createClient({
    url,
    webSocketImpl: WebSocket,
    retryAttempts: 3,
    retryWait: async () => {},
    ...options,
    on: {
      connected: () => heard.connected++,
      ping: (received) => (heard.pings += received ? 1 : 0),
      pong: (received) => (heard.pongs += received ? 1 : 0),
    },
  });
  try {
    return await talk(client, heard);
  } finally {
    await client.dispose();
  }
}

async function take(client, count, payload, meanwhile = () => {}) {
  const taken = [];
  for await (const result of client.iterate(payload)) {
    taken.push(result);
    meanwhile(taken);
    if (taken.length === count) break;
  }
  return taken;
}

async function until(condition) {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}

const refusal = (client, query) => take(client, 1, { query }).catch((errors) => errors);

const visits = {
  query: () => visit({}, (client) => take(client, 2, { query: '{ member { username } }' })),
  variables: () =>
    visit({}, (client) =>
      take(client, 1, {
        query: 'query A($id: String!) { member(id: $id) { username } } query B { __typename }',
        operationName: 'A',
        variables: { id: 'ada' },
      }),
    ),
  severalAtOnce: () =>
    visit({}, async (client, heard) => {
      const results = await Promise.all([
        take(client, 2, { query: TIME }),
        take(client, 1, { query: TIME }),
        take(client, 2, { query: '{ __typename }' }),
      ]);
      return { counts: results.map((taken) => taken.length), connected: heard.connected };
    }),
  refused: () => visit({}, (client) => refusal(client, 'subscription { unicorns }')),
  wrongArgument: () => visit({}, (client) => refusal(client, 'subscription { serverTime(everySeconds: 0) }')),
  reconnect: () =>
    visit({}, async (client, heard) => {
      const taken = await take(client, 3, { query: TIME }, ({ length }) => length === 1 && client.terminate());
      return { count: taken.length, connected: heard.connected };
    }),
  pingOfTheClient: () =>
    visit({ lazy: false, keepAlive: 20 }, async (client, heard) => {
      await until(() => heard.pongs > 1);
      return heard.connected;
    }),
  pingOfTheServer: () =>
    visit({ lazy: false }, async (client, heard) => {
      await until(() => heard.pings > 2);
      return { taken: await take(client, 2, { query: '{ __typename }' }), connected: heard.connected };
    }),
};

const told = {};
for (const [name, go] of Object.entries(visits)) told[name] = await go();
process.stdout.write(JSON.stringify(told));
