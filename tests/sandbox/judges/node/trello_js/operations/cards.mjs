const EVERYTHING = {
  fields: 'all',
  actions: 'all',
  attachments: true,
  members: true,
  membersVoted: true,
  checklists: 'all',
  stickers: true,
  customFieldItems: true,
};

export const operations = [
  { call: 'getCard', of: ({ card }) => ({ id: card }) },
  { call: 'getCard', of: ({ card }) => ({ id: card, ...EVERYTHING }), differs: ['the answer: Unrecognized keys: "actions", "checklists"'] },
  { call: 'getCardField', of: ({ card }) => ({ id: card, field: 'name' }) },
  { call: 'getCardActions', of: ({ card }) => ({ id: card, filter: 'all' }) },
  { call: 'getCardBoard', of: ({ card }) => ({ id: card }) },
  { call: 'getCardList', of: ({ card }) => ({ id: card }) },
  { call: 'getCardMembers', of: ({ card }) => ({ id: card }) },
  { call: 'getCardMembersVoted', of: ({ votedCard }) => ({ id: votedCard }) },
  { call: 'getCardPluginData', of: ({ card }) => ({ id: card }), empty: true },
  { call: 'getCardStickers', of: ({ card }) => ({ id: card }), empty: true },
  { call: 'getCardCheckItemStates', of: ({ card }) => ({ id: card }) },
  { call: 'getCardChecklists', of: ({ card }) => ({ id: card }) },
  { call: 'getCardCheckItem', of: ({ card, checkItem }) => ({ id: card, idCheckItem: checkItem }) },
  { call: 'getCardAttachments', of: ({ card }) => ({ id: card }) },
  { call: 'getCardAttachment', of: ({ card, attachment }) => ({ id: card, idAttachment: attachment }) },
  {
    call: 'getCardCustomFieldItems',
    of: ({ card }) => ({ id: card }),
    differs: ['*.value: Unrecognized key: "text"'],
  },

  {
    call: 'createCard',
    of: ({ list, me, label }) => ({
      idList: list, name: 'Judged', desc: 'For a while', pos: 'top', due: '2027-01-31T10:00:00.000Z',
      start: '2027-01-01T10:00:00.000Z', idMembers: [me], idLabels: [label],
    }),
    keep: (answer) => ({ newCard: answer.id }),
  },
  { call: 'createCard', of: ({ list, card }) => ({ idList: list, idCardSource: card, keepFromSource: 'all' }) },
  { call: 'createCard', of: ({ list }) => ({ idList: list, urlSource: 'https://example.com/' }) },
  { call: 'updateCard', of: ({ newCard }) => ({ id: newCard, name: 'Judged again', dueComplete: true, pos: 3.5 }) },
  { call: 'updateCard', of: ({ newCard, otherList }) => ({ id: newCard, idList: otherList, closed: true }) },
  { call: 'updateCard', of: ({ newCard }) => ({ id: newCard, closed: false, due: null, cover: JSON.stringify({ color: 'lime', size: 'normal' }) }) },
  {
    call: 'updateCard',
    of: ({ newCard, otherBoard, listElsewhere }) => ({ id: newCard, idBoard: otherBoard, idList: listElsewhere }),
  },

  { call: 'createCardComment', of: ({ card }) => ({ id: card, text: 'Seen' }), keep: (answer) => ({ comment: answer.id }) },
  { call: 'updateCardComment', of: ({ card, comment }) => ({ id: card, idAction: comment, text: 'Seen twice' }) },
  { call: 'deleteCardComment', of: ({ card, comment }) => ({ id: card, idAction: comment }) },

  { call: 'addCardMember', of: ({ cardWithoutMe, me }) => ({ id: cardWithoutMe, value: me }) },
  { call: 'removeCardMember', of: ({ card, cardMember }) => ({ id: card, idMember: cardMember }) },
  { call: 'addCardLabel', of: ({ card, label }) => ({ id: card, value: label }) },
  { call: 'removeCardLabel', of: ({ card, label }) => ({ id: card, idLabel: label }) },
  { call: 'createCardLabel', of: ({ card }) => ({ id: card, name: 'Judged', color: 'blue' }) },
  { call: 'voteOnCard', of: ({ newCard, me }) => ({ id: newCard, value: me }) },
  { call: 'removeCardMemberVote', of: ({ newCard, me }) => ({ id: newCard, idMember: me }) },

  {
    call: 'createCardAttachment',
    of: ({ card }) => ({ id: card, url: 'https://example.com/map', name: 'Map' }),
    keep: (answer) => ({ newAttachment: answer.id }),
  },
  { call: 'deleteCardAttachment', of: ({ card, newAttachment }) => ({ id: card, idAttachment: newAttachment }) },

  { call: 'createCardChecklist', of: ({ card }) => ({ id: card, name: 'Judged' }), keep: (answer) => ({ newChecklist: answer.id }) },
  { call: 'removeCardChecklist', of: ({ card, newChecklist }) => ({ id: card, idChecklist: newChecklist }) },
  { call: 'updateCardCheckItem', of: ({ card, checkItem }) => ({ id: card, idCheckItem: checkItem, state: 'complete', name: 'Done' }) },
  {
    call: 'updateCardChecklistItem',
    of: ({ card, checklist, checkItem }) => ({ idCard: card, idChecklist: checklist, idCheckItem: checkItem, pos: 'bottom' }),
  },
  { call: 'deleteCardCheckItem', of: ({ card, checkItem }) => ({ id: card, idCheckItem: checkItem }) },

  {
    call: 'updateCardCustomFieldItem',
    of: ({ card, textField }) => ({ idCard: card, idCustomField: textField, body: { value: { text: 'Judged' } } }),
  },
  {
    call: 'updateCardCustomFieldItem',
    of: ({ card, listField, option }) => ({ idCard: card, idCustomField: listField, body: { idValue: option, value: null } }),
  },
  {
    call: 'updateCardCustomFields',
    of: ({ card, textField }) => ({ idCard: card, customFieldItems: [{ idCustomField: textField, value: { text: 'Again' } }] }),
  },

  { call: 'deleteCard', of: ({ newCard }) => ({ id: newCard }) },
];
