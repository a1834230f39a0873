// Which of trello.js's operations the offline Trello has a route for, whether or not something judges them.

import { createTrelloClient } from 'trello.js';
import { reset } from './known.mjs';
import { Unspoken, witness } from './witness.mjs';

const { SANDBOX_URL, SANDBOX_KEY, SANDBOX_TOKEN } = process.env;

/** Return the operations that are not among the judged, as `resource.operation`, and whether each is spoken. */
export async function unjudged(judged, known) {
  const trello = createTrelloClient(witness(`${SANDBOX_URL}/1`, SANDBOX_KEY, SANDBOX_TOKEN));
  const found = new Map();
  for (const [resource, operations] of Object.entries(trello)) {
    for (const [operation, call] of Object.entries(operations)) {
      const name = `${resource}.${operation}`;
      if (!judged.has(name)) found.set(name, await spoken(call, anything(resource, known)));
    }
  }
  return found;
}

async function spoken(call, parameters) {
  try {
    await call(parameters);
  } catch (error) {
    if (error instanceof Unspoken) return false;
  }
  await reset();
  return true;
}

/** Return parameters with something for whatever an operation asks for. */
function anything(resource, known) {
  const ids = {
    actions: known.createAction,
    boards: known.board,
    cards: known.card,
    checklists: known.checklist,
    customFields: known.textField,
    labels: known.label,
    lists: known.list,
    members: 'me',
    organizations: known.organization,
  };
  const named = { boardId: known.board, idAction: known.createAction, idCard: known.card, token: known.token, field: 'name' };
  return new Proxy({}, { get: (_, name) => (name === 'id' ? ids[resource] : named[name]) ?? 'nothing' });
}
