// No member's address is sent to others.
const NO_ADDRESS = ['members.*.email: Invalid input: expected string, received null'];

export const operations = [
  { call: 'search', of: ({ boardName }) => ({ query: boardName, modelTypes: 'boards', boardFields: 'all' }) },
  { call: 'search', of: ({ cardName }) => ({ query: `"${cardName}"`, modelTypes: 'cards', cardFields: 'all', cardMembers: true }) },
  { call: 'search', of: () => ({ query: 'grace', modelTypes: 'members,organizations', memberFields: 'all' }), differs: NO_ADDRESS },
  { call: 'searchMembers', of: () => ({ query: 'grace' }) },
];
