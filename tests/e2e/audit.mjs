// Every audit that graphql-http has for servers, of the one at the URL that is given: a line of JSON for each.

import { serverAudits } from 'graphql-http';

for (const { id, name, fn } of serverAudits({ url: process.argv[2] })) {
  const { status, reason = '' } = await fn();
  process.stdout.write(`${JSON.stringify({ id, name, status, reason })}\n`);
}
