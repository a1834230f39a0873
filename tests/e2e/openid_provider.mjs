// A provider of OpenID Connect: `node openid_provider.mjs accounts.json redirect_uri …`. It writes its issuer.
// `accounts.json` has, by subject, what it says of an account; it is read again for each answer.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { Provider } from 'oidc-provider'

const [accounts, ...redirectUris] = process.argv.slice(2)

const server = createServer()
await new Promise((listening) => server.listen(0, '127.0.0.1', listening))
const issuer = `http://127.0.0.1:${server.address().port}`
const provider = new Provider(issuer, {
  clients: [{ client_id: 'backend', client_secret: 'secret-of-the-client', redirect_uris: redirectUris }],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
  cookies: { keys: ['signs cookies'] },
  features: { devInteractions: { enabled: true } },
  findAccount: (_context, accountId) => ({
    accountId,
    claims: () => ({ sub: accountId, ...JSON.parse(readFileSync(accounts, 'utf8'))[accountId] }),
  }),
  pkce: { required: () => true },
})
server.on('request', provider.callback())
console.log(issuer)
