// GraphQL Yoga on Node.js' own HTTP server, as its documentation begins; it remembers documents by itself.
const { readFileSync } = require('node:fs')
const { createServer } = require('node:http')
const { join } = require('node:path')
const { createSchema, createYoga } = require('graphql-yoga')
const { loaders, resolvers } = require('../trello.cjs')

const typeDefs = readFileSync(join(__dirname, '..', 'schema.graphql'), 'utf8')
const yoga = createYoga({
  schema: createSchema({ typeDefs, resolvers }),
  context: () => ({ loaders: loaders() }),
  logging: false
})
createServer(yoga).listen(Number(process.env.PORT), '127.0.0.1')
