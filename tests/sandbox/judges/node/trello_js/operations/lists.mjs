export const operations = [
  { call: 'getList', of: ({ list }) => ({ id: list, fields: 'all' }) },
  { call: 'getListActions', of: ({ list }) => ({ id: list }) },
  { call: 'getListBoard', of: ({ list }) => ({ id: list }) },
  { call: 'getListCards', of: ({ list }) => ({ id: list }) },
  { call: 'createList', of: ({ board }) => ({ idBoard: board, name: 'Judged' }), keep: (answer) => ({ newList: answer.id }) },
  { call: 'createList', of: ({ board, list }) => ({ idBoard: board, name: 'Copied', idListSource: list }) },
  { call: 'updateList', of: ({ newList }) => ({ id: newList, name: 'Judged again', pos: 'bottom', subscribed: true }) },
  { call: 'updateListField', of: ({ newList }) => ({ id: newList, field: 'name', value: 'And again' }) },
  { call: 'archiveList', of: ({ newList }) => ({ id: newList, value: true }) },
  { call: 'moveListToBoard', of: ({ newList, otherBoard }) => ({ id: newList, value: otherBoard }) },
  { call: 'moveAllListCards', of: ({ list, board, otherList }) => ({ id: list, idBoard: board, idList: otherList }) },
  { call: 'archiveAllListCards', of: ({ otherList }) => ({ id: otherList }) },
];
