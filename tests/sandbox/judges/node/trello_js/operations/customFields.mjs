// The schema of a custom field has its name, position and options inside `display`; the service never sent them
// there, and trello.js's own tests leave them out.
const OF_A_FIELD = ['the answer: Unrecognized keys: "name", "pos", "options", "limits", "isSuggestedField"'];

// An option has `_id` in a list and `id` elsewhere, as was recorded; here it always has both.
const OF_AN_OPTION = ['the answer: Unrecognized key: "id"'];

export const operations = [
  { call: 'getCustomField', of: ({ listField }) => ({ id: listField }), differs: OF_A_FIELD },
  { call: 'getCustomFieldOptions', of: ({ listField }) => ({ id: listField }), differs: ['*: Unrecognized key: "id"'] },
  { call: 'getCustomFieldOption', of: ({ listField, option }) => ({ id: listField, idCustomFieldOption: option }), differs: OF_AN_OPTION },
  {
    call: 'createCustomField',
    of: ({ board }) => ({ idModel: board, modelType: 'board', name: 'Judged', type: 'list', pos: 'bottom', display_cardFront: true }),
    differs: OF_A_FIELD,
    keep: (answer) => ({ newField: answer.id }),
  },
  { call: 'updateCustomField', of: ({ newField }) => ({ id: newField, name: 'Judged again' }), differs: OF_A_FIELD },
  {
    call: 'createCustomFieldOption',
    of: ({ newField }) => ({ id: newField, value: { text: 'Perhaps' }, color: 'red', pos: 'bottom' }),
    differs: OF_AN_OPTION,
    keep: (answer) => ({ newOption: answer._id }),
  },
  { call: 'deleteCustomFieldOption', of: ({ newField, newOption }) => ({ id: newField, idCustomFieldOption: newOption }) },
  { call: 'deleteCustomField', of: ({ newField }) => ({ id: newField }) },
];
