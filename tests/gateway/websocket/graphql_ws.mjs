// Several clients of npm's graphql-ws at once, each with a name of its own: one line of JSON for each, with
// what it was told.

import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

const [, , url, count] = process.argv;

async function results(client, query) {
  const taken = [];
  for await (const result of client.iterate({ query })) taken.push(result.data);
  return taken;
}

async function visit(number) {
  const name = `client ${number}`;
  const client = createClient({
    url: url.replace(/^http/, 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { name },
  });
  const [told, asked] = await Promise.all([
    results(client, 'subscription { told }'),
    results(client, '{ down }'),
  ]);
  await client.dispose();
  process.stdout.write(`${JSON.stringify({ name, told, asked })}\n`);
}

await Promise.all(Array.from({ length: Number(count) }, (_, number) => visit(number)));
