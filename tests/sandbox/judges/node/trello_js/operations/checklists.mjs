export const operations = [
  { call: 'getChecklist', of: ({ checklist }) => ({ id: checklist }) },
  { call: 'getChecklistField', of: ({ checklist }) => ({ id: checklist, field: 'name' }) },
  { call: 'getChecklistBoard', of: ({ checklist }) => ({ id: checklist }) },
  { call: 'getChecklistCards', of: ({ checklist }) => ({ id: checklist }) },
  { call: 'getChecklistItems', of: ({ checklist }) => ({ id: checklist }) },
  { call: 'getChecklistItem', of: ({ checklist, checkItem }) => ({ id: checklist, idCheckItem: checkItem }) },
  { call: 'createChecklist', of: ({ card }) => ({ idCard: card, name: 'Judged' }), keep: (answer) => ({ newChecklist: answer.id }) },
  { call: 'createChecklist', of: ({ emptyCard, checklist }) => ({ idCard: emptyCard, idChecklistSource: checklist }) },
  {
    call: 'createChecklistItem',
    of: ({ newChecklist }) => ({ id: newChecklist, name: 'First', checked: true }),
    keep: (answer) => ({ newItem: answer.id }),
  },
  { call: 'deleteChecklistItem', of: ({ newChecklist, newItem }) => ({ id: newChecklist, idCheckItem: newItem }) },
  { call: 'updateChecklist', of: ({ newChecklist }) => ({ id: newChecklist, name: 'Judged again', pos: 'top' }) },
  { call: 'updateChecklistField', of: ({ newChecklist }) => ({ id: newChecklist, field: 'name', value: 'And again' }) },
  { call: 'deleteChecklist', of: ({ newChecklist }) => ({ id: newChecklist }) },
];
