export const operations = [
  { call: 'getToken', of: ({ token }) => ({ token, webhooks: true }) },
  { call: 'getTokenMember', of: ({ token }) => ({ token }) },
  {
    call: 'createTokenWebhook',
    of: ({ token, callback, board }) => ({ token, callbackURL: callback, idModel: board, description: 'Judged' }),
    keep: (answer) => ({ webhook: answer.id }),
  },
  { call: 'getTokenWebhooks', of: ({ token, webhook }) => ({ token, webhook }) },
  { call: 'getTokenWebhook', of: ({ token, webhook }) => ({ token, idWebhook: webhook }) },
  { call: 'deleteTokenWebhook', of: ({ token, webhook }) => ({ token, idWebhook: webhook }) },
  { call: 'deleteToken', of: ({ token }) => ({ token }) },
];
