// The lists that only tell: contradictions, binds of unknown clicks, what operators did.
import { read } from './api.js';
import { person, when } from './entries.js';
import { byId, el, empty, failed, say, show, skeleton } from './dom.js';
import { count } from './format.js';

const MOST = 200;

/** A list that is read as a whole. */
class Notices {
  #panel;
  #path;
  #draw;

  constructor(panel, path, draw) {
    this.#panel = panel;
    this.#path = path;
    this.#draw = draw;
    show(panel, skeleton(4));
  }

  async reload() {
    try {
      show(this.#panel, this.#draw(await read(this.#path, { limit: MOST })));
    } catch (error) {
      show(this.#panel, failed(error, () => this.reload()));
    }
  }
}

/** A uid of two users, an eid with two amounts. */
export function conflicts(open) {
  return new Notices(byId('panel-conflicts'), '/api/conflicts', (list) => {
    badgeOf('conflicts', list);
    return list.length === 0
      ? empty('No contradictions', 'A uid that a second user brings, or an eid with another amount, is shown here. The first stays.')
      : table('Contradictions, newest first', ['Time', 'What', 'Key', 'Kept', 'Not taken'], list.map((conflict) => [
        when(conflict.seenAtMs, true), conflict.kind === 'bind' ? 'uid of two users' : `${conflict.kind}, two amounts`,
        code(conflict.key), party(conflict, conflict.kept, open), party(conflict, conflict.offered, open)]));
  });
}

/** Binds whose click XTRACKER does not know. */
export function unmatched(open) {
  return new Notices(byId('panel-unmatched'), '/api/unmatched', (list) => {
    badgeOf('unmatched', list);
    return list.length === 0
      ? empty('Every bind matched', 'A uid that XTRACKER does not know as a click is shown here: typed by hand, or of another space.')
      : table('Binds of unknown clicks, newest first', ['Time', 'User', 'uid'], list.map((entry) => [
        when(entry.recordedAtMs, true), person(entry, open), code(entry.uid)]));
  });
}

/** What operators did. */
export function audit() {
  return new Notices(byId('panel-audit'), '/api/audit', (list) => (list.length === 0
    ? empty('Nobody has changed anything', 'Each sending again, erasing, forgetting and backup leaves a line here.')
    : table('What operators did, newest first', ['Time', 'By', 'What'], list.map(({ atMs, who, what }) => [when(atMs, true), who, what]))));
}

/** Shows how many there are, beside the name of a tab. */
export function badge(tab, number) {
  const place = byId(`count-${tab}`);
  place.hidden = !number;
  say(place, count(number));
}

/** The same where the list that was read is all that is known. */
function badgeOf(tab, list) {
  badge(tab, list.length);
  if (list.length >= MOST) {
    say(byId(`count-${tab}`), `${MOST}+`);
  }
}

const code = (text) => el('span', { class: 'code' }, text);

/** A side of a contradiction: of a bind it is a user, who is masked. */
const party = (conflict, side, open) =>
  (conflict.kind === 'bind' && /^\d+$/.test(side) ? person({ telegramUserId: side }, open) : el('span', { class: 'number' }, side));

function table(caption, heads, rows) {
  return el('table', { class: 'rows plain' }, el('caption', { class: 'hidden' }, caption),
    el('thead', {}, el('tr', {}, heads.map((head) => el('th', { scope: 'col' }, head)))),
    el('tbody', {}, rows.map((cells) => el('tr', {}, cells.map((cell, at) => el('td', { data: { head: heads[at] } }, cell))))));
}
