// Mercurius on Fastify, with its compiler for queries that are asked again.
const { readFileSync } = require('node:fs')
const { join } = require('node:path')
const Fastify = require('fastify')
const mercurius = require('mercurius')
const { loaders, resolvers } = require('../trello.cjs')

const app = Fastify()
app.register(mercurius, {
  schema: readFileSync(join(__dirname, '..', 'schema.graphql'), 'utf8'),
  resolvers,
  context: () => ({ loaders: loaders() }),
  jit: 1
})
app.listen({ host: '127.0.0.1', port: Number(process.env.PORT) })
