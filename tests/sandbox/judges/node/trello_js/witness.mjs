// trello.js's own client, which tells what it asked for and what its schema says about the answer.

import { createClient } from 'trello.js/core';

const NO_ROUTE = /^Request failed: 404 .* - Cannot (GET|POST|PUT|DELETE) \//;

/** The offline Trello has no such route, and makes no claim to have it. */
export class Unspoken extends Error {}

/** The answer is none that trello.js takes. Each of the problems has a text for `what` differs, and what was `got`. */
export class Refused extends Error {
  constructor(problems) {
    super();
    this.problems = problems;
  }
}

/** Return a client for trello.js. `asked` holds the last request, for whoever reports on it. */
export function witness(host, apiKey, apiToken) {
  const client = createClient({ host, apiKey, apiToken });
  const asked = { call: '', answer: undefined };
  return {
    asked,
    async sendRequest({ schema, ...options }) {
      asked.call = call(options);
      asked.answer = await client.sendRequest(options).catch((error) => {
        throw NO_ROUTE.test(error.message) ? new Unspoken(error.message) : new Refused([{ what: error.message }]);
      });
      if (!schema) return asked.answer;
      const parsed = schema.safeParse(asked.answer);
      if (!parsed.success) throw new Refused(differences(parsed.error.issues, asked.answer));
      return parsed.data;
    },
  };
}

function call({ method, url, searchParams = {}, body }) {
  const query = Object.entries(searchParams)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  return [`${method} ${url}`, query && `?${query}`, body && ` ${JSON.stringify(body)}`].filter(Boolean).join('');
}

/** Return what a schema does not take, once for all elements of a list. */
function differences(issues, answer) {
  const found = new Map();
  for (const { path, message } of issues.flatMap(branches)) {
    const where = path.map((step) => (typeof step === 'number' ? '*' : step)).join('.') || 'the answer';
    found.set(`${where}: ${message}`, shown(path, answer));
  }
  return [...found].map(([what, got]) => ({ what, got }));
}

/** Return the differences from each alternative of a union, which zod wraps in one. */
function branches(issue) {
  if (issue.code !== 'invalid_union') return [issue];
  return issue.errors.flat().map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
}

function shown(path, answer) {
  const value = path.reduce((inner, step) => inner?.[step], answer);
  return (JSON.stringify(value) ?? 'nothing').slice(0, 200);
}
