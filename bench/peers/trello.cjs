// How the peers on Node.js ask the upstream: one pool of connections, objects by loaders, in batches of ten.
const DataLoader = require('dataloader')
const { Pool } = require('undici')

const BATCH = 10
const MEMBER = 'fullName%2Cid%2Cusername'
const BOARD = 'closed%2Cdesc%2Cid%2Cname%2Curl'
const LIST = 'closed%2Cid%2Cname%2Cpos'
const CARD = 'closed%2Cdesc%2Cid%2Cname%2Cpos'

const { TRELLO_URL, TRELLO_API_KEY, TRELLO_TOKEN } = process.env
const { origin, pathname } = new URL(TRELLO_URL)
const pool = new Pool(origin, { connections: 64 })
const headers = { authorization: `OAuth oauth_consumer_key="${TRELLO_API_KEY}", oauth_token="${TRELLO_TOKEN}"` }

async function get (path) {
  const { statusCode, body } = await pool.request({ method: 'GET', path: pathname + path, headers })
  if (statusCode !== 200) throw new Error(`the upstream answers ${statusCode}: ${await body.text()}`)
  return body.json()
}

async function batch (paths) {
  const answers = await get(`/batch?urls=${encodeURIComponent(paths.join(','))}`)
  return answers.map((answer) => answer[200])
}

// Batch functions of loaders: one answer for each id, in their order.
const members = (ids) => Promise.all(ids.map((id) => get(`/members/${id}?fields=${MEMBER}`)))
const boards = (ids) => Promise.all(ids.map((id) => get(`/members/${id}/boards?fields=${BOARD}`)))
const lists = (ids) => batch(ids.map((id) => `/boards/${id}/lists?fields=${LIST}`))
const cards = (ids) => batch(ids.map((id) => `/lists/${id}/cards?fields=${CARD}`))

// The loaders of one request.
function loaders () {
  return {
    members: new DataLoader(members),
    boards: new DataLoader(boards),
    lists: new DataLoader(lists, { maxBatchSize: BATCH }),
    cards: new DataLoader(cards, { maxBatchSize: BATCH })
  }
}

// The boards of a member, with lists, with cards, in as few requests as the gateway that is measured does.
async function boardsWithCards (member) {
  const ids = (await get(`/members/${member}/boards?fields=id`)).map((board) => board.id)
  const nested = `fields=${BOARD}&lists=open&list_fields=${LIST}&cards=visible&card_fields=${CARD}%2CidList`
  const batches = []
  for (let start = 0; start < ids.length; start += BATCH) {
    batches.push(batch(ids.slice(start, start + BATCH).map((id) => `/boards/${id}?${nested}`)))
  }
  const found = (await Promise.all(batches)).flat()
  for (const board of found) {
    const hands = new Map(board.lists.map((list) => [list.id, (list.cards = [])]))
    for (const card of board.cards) hands.get(card.idList).push(card)
  }
  return found
}

// The names of the fields that are selected below a field.
function namesBelow (info) {
  const found = new Set()
  const ahead = info.fieldNodes.map((node) => node.selectionSet)
  for (let set = ahead.pop(); set; set = ahead.pop()) {
    for (const node of set.selections) {
      if (node.kind === 'Field') found.add(node.name.value)
      else ahead.push(node.kind === 'FragmentSpread' ? info.fragments[node.name.value].selectionSet : node.selectionSet)
    }
  }
  return found
}

const resolvers = {
  Query: { member: (_, { id }, { loaders }) => loaders.members.load(id) },
  Member: { boards: ({ id }, _, { loaders }) => loaders.boards.load(id) },
  Board: { lists: ({ id }, _, { loaders }) => loaders.lists.load(id) },
  List: { cards: ({ id }, _, { loaders }) => loaders.cards.load(id) }
}

const planned = {
  Query: {
    member: async (_, { id }, __, info) => {
      const names = namesBelow(info)
      return names.size === 1 && names.has('boards') ? { id } : (await members([id]))[0]
    }
  },
  Member: {
    boards: async ({ id }, _, __, info) =>
      namesBelow(info).has('lists') ? boardsWithCards(id) : (await boards([id]))[0]
  }
}

module.exports = { loaders, resolvers: process.env.PLAN === 'nested' ? planned : resolvers }
