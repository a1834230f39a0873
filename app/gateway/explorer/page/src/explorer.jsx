import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import 'graphiql/style.css';
import { createClient } from 'graphql-ws';
import { createRoot } from 'react-dom/client';

globalThis.MonacoEnvironment = {
  getWorker: (_id, label) => new Worker(new URL(WORKERS[label] ?? WORKERS.editor, import.meta.url)),
};

const element = document.getElementById('explorer');
const { endpoint, query } = element.dataset;
const url = new URL(endpoint, location.href).href;
// It connects when a subscription begins, and leaves after the last one.
const wsClient = createClient({ url: url.replace(/^http/, 'ws') });

createRoot(element).render(
  <GraphiQL
    fetcher={createGraphiQLFetcher({ url, wsClient })}
    defaultQuery={query}
    schemaDescription
    inputValueDeprecation
  />,
);
