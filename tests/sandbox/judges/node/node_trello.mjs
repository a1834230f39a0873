// Judges an offline Trello with node-trello in its four verbs, and in what it does with files and with refusals.

import assert from 'node:assert/strict';
import { promisify } from 'node:util';
import Trello from 'node-trello';
import { verdict } from './verdict.mjs';

const { SANDBOX_URL, SANDBOX_KEY, SANDBOX_TOKEN } = process.env;

function client(key, token) {
  const trello = new Trello(key, token);
  trello.host = SANDBOX_URL;
  return Object.fromEntries(['get', 'post', 'put', 'del'].map((verb) => [verb, promisify(trello[verb].bind(trello))]));
}

async function judge(name, use) {
  try {
    await use();
    verdict(name, 'passed');
  } catch (error) {
    verdict(name, 'failed', error.responseBody ?? error.stack);
  }
}

const trello = client(SANDBOX_KEY, SANDBOX_TOKEN);
const [board] = await trello.get('/1/members/me/boards', { filter: 'open', fields: 'name' });
const [list] = await trello.get(`/1/boards/${board.id}/lists`);
const [card] = await trello.get(`/1/lists/${list.id}/cards`);

await judge('get', async () => {
  const found = await trello.get(`/1/boards/${board.id}?lists=open`, { list_fields: 'name' });
  assert.equal(found.name, board.name);
  assert.deepEqual(found.lists[0], { id: list.id, name: list.name });
});

await judge('post', async () => {
  const made = await trello.post('/1/cards', { idList: list.id, name: 'Tea & cake', desc: 'a=b', idMembers: card.idMembers });
  assert.deepEqual(
    [made.idList, made.name, made.desc, made.idMembers],
    [list.id, 'Tea & cake', 'a=b', card.idMembers],
  );
  assert.equal((await trello.get(`/1/cards/${made.id}`)).name, 'Tea & cake');
});

await judge('put', async () => {
  const changed = await trello.put(`/1/cards/${card.id}`, { name: 'Renamed', closed: true, due: null });
  assert.deepEqual([changed.id, changed.name, changed.closed, changed.due], [card.id, 'Renamed', true, null]);
  assert.deepEqual(await trello.get(`/1/cards/${card.id}/name`), { _value: 'Renamed' });
});

// node-trello sends what is attached in a multipart body, and leaves the answer to one as text.
await judge('an attached address', async () => {
  const made = JSON.parse(await trello.post(`/1/cards/${card.id}/attachments`, { attachment: 'https://example.com/map' }));
  assert.deepEqual([made.url, made.isUpload], ['https://example.com/map', false]);
});

await judge('an attached file', async () => {
  const file = { value: Buffer.from('Low water at noon.'), options: { filename: 'tide.txt', contentType: 'text/plain' } };
  const made = JSON.parse(await trello.post(`/1/cards/${card.id}/attachments`, { attachment: file }));
  assert.deepEqual([made.name, made.mimeType, made.bytes, made.isUpload], ['tide.txt', 'text/plain', 18, true]);
});

await judge('del', async () => {
  await trello.del(`/1/cards/${card.id}`);
  await assert.rejects(trello.get(`/1/cards/${card.id}`), {
    statusCode: 404,
    responseBody: 'The requested resource was not found.',
  });
});

await judge('a refusal', async () => {
  const stranger = client('0'.repeat(32), SANDBOX_TOKEN);
  await assert.rejects(stranger.get('/1/members/me'), { statusCode: 401, responseBody: 'invalid key' });
  await assert.rejects(stranger.put('/1/members/me', {}), { statusCode: 401, responseBody: 'invalid key' });
});
