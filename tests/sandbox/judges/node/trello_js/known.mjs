// Finds out, by plain reads, what there is to judge with: ids of the demo workspace's objects by their kind.

const { SANDBOX_URL, SANDBOX_KEY, SANDBOX_TOKEN } = process.env;

async function read(path) {
  const authorization = `OAuth oauth_consumer_key="${SANDBOX_KEY}", oauth_token="${SANDBOX_TOKEN}"`;
  const answer = await fetch(`${SANDBOX_URL}/1${path}`, { headers: { authorization } });
  if (!answer.ok) throw new Error(`GET ${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** Make the offline Trello as it was at the start. */
export async function reset() {
  const answer = await fetch(`${SANDBOX_URL}/_control/reset`, { method: 'POST' });
  if (!answer.ok) throw new Error(`reset: ${answer.status} ${await answer.text()}`);
}

/** Return the ids, and the texts that operations start from. */
export async function findKnown() {
  const boards = await read('/members/me/boards?filter=open&fields=name,idOrganization');
  const [board, otherBoard, unstarred] = ['Roadmap', 'Support desk', 'Onboarding'].map((name) =>
    boards.find((each) => each.name === name),
  );
  const cards = await read(`/boards/${board.id}/cards?attachments=true&checklists=all&customFieldItems=true&membersVoted=true`);
  const card = cards.find((each) => each.attachments.length && each.checklists.length && each.customFieldItems.length);
  const lists = await read(`/boards/${board.id}/lists`);
  const otherLists = await read(`/boards/${otherBoard.id}/lists`);
  const labels = await read(`/boards/${board.id}/labels`);
  const members = await read(`/boards/${board.id}/members`);
  const memberships = await read(`/boards/${board.id}/memberships`);
  const fields = await read(`/boards/${board.id}/customFields`);
  const me = await read('/members/me');
  const everyone = await read(`/organizations/${board.idOrganization}/members`);
  const created = await read(`/cards/${card.id}/actions?filter=createCard`);
  const joined = await read(`/cards/${card.id}/actions?filter=addMemberToCard`);
  const ownComments = await read('/members/me/actions?filter=commentCard');
  const comments = await read(`/boards/${board.id}/actions?filter=commentCard`);
  const grace = members.find((each) => each.username === 'grace');
  const outsider = everyone.find((each) => !members.some((member) => member.id === each.id));
  const [checklist] = card.checklists;
  return {
    board: board.id,
    boardName: board.name,
    otherBoard: otherBoard.id,
    unstarredBoard: unstarred.id,
    organization: board.idOrganization,
    list: card.idList,
    otherList: lists.find((each) => each.id !== card.idList).id,
    listElsewhere: otherLists[0].id,
    card: card.id,
    cardName: card.name,
    cardMember: card.idMembers[0],
    emptyCard: cards.find((each) => !each.checklists.length && !each.attachments.length).id,
    votedCard: cards.find((each) => each.badges.votes).id,
    cardWithoutMe: cards.find((each) => !each.idMembers.includes(me.id)).id,
    attachment: card.attachments[0].id,
    checklist: checklist.id,
    checkItem: checklist.checkItems[0].id,
    label: labels.find((each) => !card.idLabels.includes(each.id)).id,
    membership: memberships.find((each) => each.idMember === grace.id).id,
    textField: fields.find((each) => each.type === 'text').id,
    listField: fields.find((each) => each.type === 'list').id,
    option: fields.find((each) => each.type === 'list').options[0].id,
    createAction: created[0].id,
    seededComment: comments[0].id,
    ownComment: ownComments[0].id,
    joinAction: joined[0].id,
    me: me.id,
    grace: grace.id,
    outsider: outsider.id,
    token: SANDBOX_TOKEN,
  };
}
