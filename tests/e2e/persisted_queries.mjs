// Clients that name documents by their hashes, or by an id if one is given: a line of JSON for each, with its
// answers, and for every request that it sent the method, whether the text was in it, and the status.

import { createHash } from 'node:crypto';

import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { Client, fetchExchange } from '@urql/core';
import { persistedExchange } from '@urql/exchange-persisted';

const TIMES = 3;
const [, , url, id] = process.argv;

const sha256 = (text) => createHash('sha256').update(text).digest('hex');

function apollo(fetched, useGETForHashedQueries, naming) {
  const client = new ApolloClient({
    link: ApolloLink.from([
      new PersistedQueryLink({ ...naming, useGETForHashedQueries }),
      new HttpLink({ uri: url, fetch: fetched }),
    ]),
    cache: new InMemoryCache(),
  });
  return (text) => client.query({ query: gql(text), fetchPolicy: 'no-cache' });
}

function urql(fetched, preferGetForPersistedQueries) {
  const exchanges = [persistedExchange({ preferGetForPersistedQueries }), fetchExchange];
  const client = new Client({ url, fetch: fetched, preferGetMethod: false, exchanges });
  return (text) => client.query(text, {}).toPromise();
}

async function visit(name, clientOf) {
  const requests = [];
  const ask = clientOf(async (target, init) => {
    const hasText = init.body ? 'query' in JSON.parse(init.body) : new URL(target).searchParams.has('query');
    const response = await fetch(target, init);
    requests.push([init.method ?? 'GET', hasText, response.status]);
    return response;
  });
  const answers = [];
  for (let time = 0; time < TIMES; time += 1) {
    const { data } = await ask(`query ${name} { member { username } }`);
    answers.push(data.member.username);
  }
  process.stdout.write(`${JSON.stringify({ name, answers, requests })}\n`);
}

if (id) {
  await visit(id, (fetched) => apollo(fetched, true, { generateHash: () => id }));
} else {
  await visit('ApolloByPost', (fetched) => apollo(fetched, false, { sha256 }));
  await visit('ApolloByGet', (fetched) => apollo(fetched, true, { sha256 }));
  await visit('UrqlByPost', (fetched) => urql(fetched, false));
  await visit('UrqlByGet', (fetched) => urql(fetched, 'force'));
}
