export const operations = [
  {
    call: 'createWebhook',
    of: ({ callback, card }) => ({ callbackURL: callback, idModel: card, description: 'Judged' }),
    keep: (answer) => ({ webhook: answer.id }),
  },
  { call: 'getWebhook', of: ({ webhook }) => ({ id: webhook }) },
  { call: 'getWebhookField', of: ({ webhook }) => ({ id: webhook, field: 'description' }) },
  { call: 'updateWebhook', of: ({ webhook }) => ({ id: webhook, description: 'Judged again', active: false }) },
  { call: 'deleteWebhook', of: ({ webhook }) => ({ id: webhook }) },
];
