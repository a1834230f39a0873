// No member's address is sent to others.
const NO_ADDRESS = ['email: Invalid input: expected string, received null'];

export const operations = [
  { call: 'getMember', of: () => ({ id: 'me' }) },
  { call: 'getMember', of: ({ grace }) => ({ id: grace }), differs: NO_ADDRESS },
  { call: 'getMember', of: () => ({ id: 'me', boards: 'all', organizations: 'all', fields: 'all' }) },
  { call: 'getMemberField', of: () => ({ id: 'me', field: 'username' }) },
  { call: 'getMemberActions', of: () => ({ id: 'me', limit: 1000 }) },
  { call: 'getMemberBoards', of: () => ({ id: 'me', organization: true }) },
  { call: 'getMemberInvitedBoards', of: () => ({ id: 'me' }), empty: true },
  { call: 'getMemberCards', of: () => ({ id: 'me' }) },
  { call: 'getMemberNotifications', of: () => ({ id: 'me' }), empty: true },
  { call: 'getMemberOrganizations', of: () => ({ id: 'me' }) },
  { call: 'getMemberInvitedOrganizations', of: () => ({ id: 'me' }), empty: true },
  { call: 'getMemberSavedSearches', of: () => ({ id: 'me' }), empty: true },
  { call: 'getMemberTokens', of: () => ({ id: 'me', webhooks: true }) },
  { call: 'getMemberBoardStars', of: () => ({ id: 'me' }) },
  {
    call: 'starBoard',
    of: ({ unstarredBoard }) => ({ id: 'me', idBoard: unstarredBoard, pos: 'bottom' }),
    keep: (answer) => ({ star: answer.id }),
  },
  { call: 'getMemberBoardStar', of: ({ star }) => ({ id: 'me', idStar: star }) },
  { call: 'updateMemberBoardStar', of: ({ star }) => ({ id: 'me', idStar: star, pos: 'top' }) },
  { call: 'unstarBoard', of: ({ star }) => ({ id: 'me', idStar: star }) },
  { call: 'updateMember', of: () => ({ id: 'me', fullName: 'Ada King', initials: 'AK', bio: 'Countess.' }) },
];
