// `of` makes an operation's arguments of what is known, `keep` says what its answer adds to that.

// The service sends no other member's address to anybody; the schema has one for everyone, as the author's tests ask
// for their own. py-trello needs the field to be there.
const NO_ADDRESS = ['email: Invalid input: expected string, received null'];

export const operations = [
  { call: 'getAction', of: ({ seededComment }) => ({ id: seededComment }) },
  { call: 'getAction', of: ({ joinAction }) => ({ id: joinAction, display: false, memberCreator: false }) },
  { call: 'getActionField', of: ({ createAction }) => ({ id: createAction, field: 'type' }) },
  { call: 'getActionBoard', of: ({ createAction }) => ({ id: createAction }) },
  { call: 'getActionCard', of: ({ createAction }) => ({ id: createAction }) },
  { call: 'getActionList', of: ({ createAction }) => ({ id: createAction }) },
  { call: 'getActionMember', of: ({ joinAction }) => ({ id: joinAction }), differs: NO_ADDRESS },
  { call: 'getActionCreator', of: ({ createAction }) => ({ id: createAction }), differs: NO_ADDRESS },
  { call: 'getActionOrganization', of: ({ createAction }) => ({ id: createAction }) },
  { call: 'updateAction', of: ({ ownComment }) => ({ id: ownComment, text: 'Written again' }) },
  { call: 'updateActionText', of: ({ ownComment }) => ({ id: ownComment, value: 'And again' }) },
  { call: 'deleteAction', of: ({ ownComment }) => ({ id: ownComment }) },
];
