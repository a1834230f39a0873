export const operations = [
  { call: 'getLabel', of: ({ label }) => ({ id: label }) },
  {
    call: 'createLabel',
    of: ({ board }) => ({ idBoard: board, name: 'Judged', color: 'sky_light' }),
    keep: (answer) => ({ newLabel: answer.id }),
  },
  { call: 'createLabel', of: ({ board }) => ({ idBoard: board, name: 'Plain', color: 'null' }) },
  { call: 'updateLabel', of: ({ newLabel }) => ({ id: newLabel, name: 'Judged again', color: 'black' }) },
  { call: 'updateLabelField', of: ({ newLabel }) => ({ id: newLabel, field: 'color', value: 'pink' }) },
  { call: 'deleteLabel', of: ({ newLabel }) => ({ id: newLabel }) },
];
