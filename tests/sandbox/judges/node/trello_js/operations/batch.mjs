export const operations = [
  {
    call: 'run',
    of: ({ board, card, list, me }) => (trello) => [
      trello.boards.getBoard({ id: board }),
      trello.cards.getCard({ id: card }),
      trello.lists.getList({ id: list }),
      trello.members.getMember({ id: me }),
    ],
  },
];
