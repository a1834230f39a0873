// A provider of OpenID Connect: `node openid_provider.mjs accounts.json redirect_uri …`. It writes its issuer.
// `accounts.json` has, by subject, what it says of an account; it is read again for each answer. It signs with a key
// that is new each time it starts; `PORT` has it start where it was. The client `ada` gets access tokens of its own.
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { Provider } from 'oidc-provider'

const [accounts, ...redirectUris] = process.argv.slice(2)

const server = createServer()
await new Promise((listening) => server.listen(process.env.PORT ?? 0, '127.0.0.1', listening))
const issuer = `http://127.0.0.1:${server.address().port}`
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const provider = new Provider(issuer, {
  clients: [
    { client_id: 'backend', client_secret: 'secret-of-the-client', redirect_uris: redirectUris },
    {
      client_id: 'ada',
      client_secret: 'secret-of-ada',
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
    },
  ],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
  cookies: { keys: ['signs cookies'] },
  features: {
    clientCredentials: { enabled: true },
    devInteractions: { enabled: true },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: (_context, resource) => ({
        accessTokenFormat: 'jwt',
        accessTokenTTL: 600,
        audience: resource,
        scope: '',
      }),
    },
  },
  findAccount: (_context, accountId) => ({
    accountId,
    claims: () => ({ sub: accountId, ...JSON.parse(readFileSync(accounts, 'utf8'))[accountId] }),
  }),
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), alg: 'RS256', kid: randomUUID(), use: 'sig' }] },
  pkce: { required: () => true },
})
server.on('request', provider.callback())
console.log(issuer)
