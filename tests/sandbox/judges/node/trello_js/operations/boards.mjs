// No member's address is sent to others.
const NO_ADDRESS = ['*.member.email: Invalid input: expected string, received null'];
// The schema has them inside `display`, where the service was never seen to send them; trello.js's tests leave them out.
const OF_FIELDS = [
  '*: Unrecognized keys: "name", "pos", "limits", "isSuggestedField"',
  '*: Unrecognized keys: "name", "pos", "options", "limits", "isSuggestedField"',
];

export const operations = [
  { call: 'getBoard', of: ({ board }) => ({ id: board }) },
  { call: 'getBoard', of: ({ board }) => ({ id: board, fields: 'all', organization: true, memberships: 'all', myPrefs: true }) },
  { call: 'getBoardField', of: ({ board }) => ({ id: board, field: 'name' }) },
  { call: 'getBoardMemberships', of: ({ board }) => ({ id: board, member: true, memberFields: 'all' }), differs: NO_ADDRESS },
  { call: 'getBoardActions', of: ({ board }) => ({ boardId: board, limit: 1000 }) },
  { call: 'getBoardStars', of: ({ board }) => ({ boardId: board }) },
  { call: 'getBoardChecklists', of: ({ board }) => ({ id: board }) },
  { call: 'getBoardCards', of: ({ board }) => ({ id: board }) },
  { call: 'getBoardCardsByFilter', of: ({ board }) => ({ id: board, filter: 'open' }) },
  { call: 'getBoardCustomFields', of: ({ board }) => ({ id: board }), differs: OF_FIELDS },
  { call: 'getBoardLabels', of: ({ board }) => ({ id: board }) },
  { call: 'getBoardLists', of: ({ board }) => ({ id: board, fields: 'all' }) },
  { call: 'getBoardListsByFilter', of: ({ board }) => ({ id: board, filter: 'open' }) },
  { call: 'getBoardMembers', of: ({ board }) => ({ id: board }) },
  { call: 'getBoardPlugins', of: ({ board }) => ({ id: board }), empty: true },
  { call: 'getBoardPowerUps', of: ({ board }) => ({ id: board }), empty: true },
  { call: 'createBoardLabel', of: ({ board }) => ({ id: board, name: 'Judged', color: 'red_dark' }) },
  { call: 'createBoardList', of: ({ board }) => ({ id: board, name: 'Judged', pos: 'bottom' }) },
  { call: 'updateBoardMembership', of: ({ board, membership }) => ({ id: board, idMembership: membership, type: 'admin' }) },
  { call: 'inviteBoardMember', of: ({ board }) => ({ id: board, email: 'edsger@example.com', type: 'normal' }) },
  { call: 'updateBoardMember', of: ({ board, grace }) => ({ id: board, idMember: grace, type: 'normal' }) },
  { call: 'removeBoardMember', of: ({ board, grace }) => ({ id: board, idMember: grace }) },
  { call: 'updateBoardShowSidebar', of: ({ board }) => ({ id: board, value: true }) },
  { call: 'updateBoardShowSidebarMembers', of: ({ board }) => ({ id: board, value: true }) },
  { call: 'updateBoardShowSidebarBoardActions', of: ({ board }) => ({ id: board, value: true }) },
  { call: 'updateBoardShowSidebarActivity', of: ({ board }) => ({ id: board, value: true }) },
  { call: 'updateBoardEmailPosition', of: ({ board }) => ({ id: board, value: 'bottom' }) },
  { call: 'updateBoardEmailList', of: ({ board, list }) => ({ id: board, value: list }) },
  {
    call: 'updateBoard',
    of: ({ board }) => ({ id: board, name: 'Judged', desc: 'Anew', 'prefs/voting': 'members', 'prefs/cardAging': 'pirate' }),
  },
  {
    call: 'createBoard',
    of: () => ({ name: 'Judged', defaultLists: false, prefsPermissionLevel: 'private' }),
    keep: (answer) => ({ newBoard: answer.id }),
  },
  { call: 'createBoard', of: ({ board }) => ({ name: 'Copied', idBoardSource: board, keepFromSource: 'cards' }) },
  { call: 'markBoardAsViewed', of: ({ board }) => ({ id: board }) },
  { call: 'updateBoard', of: ({ newBoard }) => ({ id: newBoard, closed: true }) },
  { call: 'deleteBoard', of: ({ newBoard }) => ({ id: newBoard }) },
];
