// The lists without actions: conflicts, unmatched binds, the audit log.
import { read } from './api.js';
import { person, when } from './entries.js';
import { byId, el, empty, failed, setText, show, skeleton } from './dom.js';
import { count } from './format.js';

const LIMIT = 200;

/** A list that is loaded at once. */
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
      show(this.#panel, this.#draw(await read(this.#path, { limit: LIMIT })));
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
      ? empty('No conflicts', 'A uid of a second user, or an eid with another amount, is shown here. The first report stays.')
      : table('Conflicts, newest first', ['Time', 'What', 'Key', 'Kept', 'Rejected'], list.map((conflict) => [
        when(conflict.seenAtMs, true), conflict.kind === 'bind' ? 'uid of two users' : `${conflict.kind}, two amounts`,
        code(conflict.key), sideOf(conflict, conflict.kept, open), sideOf(conflict, conflict.offered, open)]));
  });
}

/** Binds whose click XTRACKER does not know. */
export function unmatched(open) {
  return new Notices(byId('panel-unmatched'), '/api/unmatched', (list) => {
    badgeOf('unmatched', list);
    return list.length === 0
      ? empty('Every bind matched', 'A uid that XTRACKER does not know is shown here. It was typed by hand, or belongs to another space.')
      : table('Unmatched binds, newest first', ['Time', 'User', 'uid'], list.map((entry) => [
        when(entry.recordedAtMs, true), person(entry, open), code(entry.uid)]));
  });
}

/** The changes that operators made. */
export function audit() {
  return new Notices(byId('panel-audit'), '/api/audit', (list) => (list.length === 0
    ? empty('No changes yet', 'Every retry, erasure and backup leaves a line here.')
    : table('Changes by operators, newest first', ['Time', 'By', 'What'], list.map(({ atMs, who, what }) => [when(atMs, true), who, what]))));
}

/** Shows a number beside the name of a tab. */
export function badge(tab, number) {
  const place = byId(`count-${tab}`);
  place.hidden = !number;
  setText(place, count(number));
}

/** Shows the length of a loaded list, which may be cut. */
function badgeOf(tab, list) {
  badge(tab, list.length);
  if (list.length >= LIMIT) {
    setText(byId(`count-${tab}`), `${LIMIT}+`);
  }
}

const code = (text) => el('span', { class: 'code' }, text);

/** A side of a conflict; that of a bind is a user, who is masked. */
const sideOf = (conflict, side, open) =>
  (conflict.kind === 'bind' && /^\d+$/.test(side) ? person({ telegramUserId: side }, open) : el('span', { class: 'number' }, side));

function table(caption, heads, rows) {
  return el('table', { class: 'rows plain' }, el('caption', { class: 'hidden' }, caption),
    el('thead', {}, el('tr', {}, heads.map((head) => el('th', { scope: 'col' }, head)))),
    el('tbody', {}, rows.map((cells) => el('tr', {}, cells.map((cell, at) => el('td', { data: { head: heads[at] } }, cell))))));
}
