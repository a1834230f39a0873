import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import 'graphiql/style.css';
import { createRoot } from 'react-dom/client';

globalThis.MonacoEnvironment = {
  getWorker: (_id, label) => new Worker(new URL(WORKERS[label] ?? WORKERS.editor, import.meta.url)),
};

const element = document.getElementById('explorer');
const { endpoint, query } = element.dataset;

createRoot(element).render(
  <GraphiQL
    fetcher={createGraphiQLFetcher({ url: new URL(endpoint, location.href).href })}
    defaultQuery={query}
    schemaDescription
    inputValueDeprecation
  />,
);
