// Judges an offline Trello with trello.js: its strict schemas, which its author checks against the live service,
// look at the answer to every operation that both speak.
//
// Run it with TRELLO_STRICT_SCHEMAS=true. One verdict for each operation goes to standard output.

import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { createTrelloClient, LabelSchema } from 'trello.js';
import { verdict } from '../verdict.mjs';
import { findKnown, reset } from './known.mjs';
import { unjudged } from './surface.mjs';
import { Refused, Unspoken, witness } from './witness.mjs';

const { SANDBOX_URL, SANDBOX_KEY, SANDBOX_TOKEN } = process.env;
const OPERATIONS = new URL('./operations/', import.meta.url);

if (LabelSchema.safeParse({ id: '1', unknown: true }).success) {
  throw new Error('the schemas are not strict: set TRELLO_STRICT_SCHEMAS=true');
}

const client = witness(`${SANDBOX_URL}/1`, SANDBOX_KEY, SANDBOX_TOKEN);
const trello = createTrelloClient(client);
const judged = new Set();
const hook = createServer((_, response) => response.end()).listen(0, '127.0.0.1');
const callback = await new Promise((resolve) => hook.on('listening', () => resolve(`http://127.0.0.1:${hook.address().port}/`)));

for (const file of readdirSync(OPERATIONS).sort()) {
  const resource = file.replace('.mjs', '');
  const { operations } = await import(new URL(file, OPERATIONS));
  await reset();
  const known = { ...(await findKnown()), callback };
  for (const operation of operations) {
    judged.add(`${resource}.${operation.call}`);
    await judge(resource, operation, known);
  }
}
await reset();
for (const [name, spoken] of await unjudged(judged, await findKnown())) {
  verdict(name, spoken ? 'unjudged' : 'unspoken');
}
hook.close();

/**
 * Say whether trello.js takes the answer to an operation, apart from `differs`, in which the service was recorded to
 * differ from it; lists must not be empty unless `empty` says so. What an operation makes is known to those that follow.
 */
async function judge(resource, { call, of, empty = false, differs = [], keep = () => ({}) }, known) {
  const name = `${resource}.${call}`;
  let found = [];
  try {
    const answer = await trello[resource][call](of(needed(known)));
    if (Array.isArray(answer) && !answer.length && !empty) found = [{ what: 'an empty list proves nothing' }];
  } catch (error) {
    if (error instanceof Unspoken) return verdict(name, 'failed', `${name}: ${error.message}`);
    if (!(error instanceof Refused)) throw error;
    found = error.problems;
  }
  const problems = [
    ...found.filter(({ what }) => !differs.includes(what)).map(({ what, got }) => (got ? `${what}; got ${got}` : what)),
    ...differs.filter((each) => !found.some(({ what }) => what === each)).map((each) => `no longer differs: ${each}`),
  ];
  if (problems.length) return verdict(name, 'failed', [`${name}: ${client.asked.call}`, ...problems].join('\n  '));
  Object.assign(known, keep(client.asked.answer));
  verdict(name, 'passed');
}

/** Return what is known, so that an operation which builds on one that failed says so. */
function needed(known) {
  return new Proxy(known, {
    get(values, name) {
      if (!(name in values)) throw new Refused([{ what: `nothing has made ${name}` }]);
      return values[name];
    },
  });
}
