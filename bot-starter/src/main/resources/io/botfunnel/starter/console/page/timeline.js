// One user: the clicks that are his, and what was recorded for him, in order.
import { read } from './api.js';
import { chip, isUnmatched, when } from './entries.js';
import { byId, el, empty, failed, say, show, skeleton } from './dom.js';
import { span } from './format.js';
import { startPrefix, withoutPrefix } from './prefix.js';

const MOST = 500;

/** The drawer with a timeline. */
export class Timeline {
  #asked = 0;

  constructor() {
    const drawer = byId('timeline');
    byId('timeline-close').addEventListener('click', () => drawer.close());
    drawer.addEventListener('click', (event) => event.target === drawer && drawer.close());
  }

  /** Opens it for whoever an entry is of. */
  of(entry) {
    return entry.telegramUserId ? this.#draw(() => byUser(entry.telegramUserId)) : this.#draw(() => byUid(entry.uid));
  }

  /** Opens it for what an operator typed: digits are a Telegram id if it has anything, else a uid. */
  find(text) {
    return this.#draw(() => found(text), text);
  }

  async #draw(ask, text = '') {
    const asked = ++this.#asked;
    say(byId('timeline-title'), 'Timeline');
    show(byId('timeline-body'), skeleton(6));
    if (!byId('timeline').open) {
      byId('timeline').showModal();
    }
    try {
      const person = await ask();
      if (asked === this.#asked) {
        drawPerson(person);
      }
    } catch (error) {
      show(byId('timeline-body'), error.status === 400
        ? empty(`“${text}” is neither a Telegram id nor a uid`, error.message)
        : failed(error, () => this.#draw(ask, text)));
    }
  }
}

async function found(text) {
  if (/^\d{1,15}$/.test(text)) {
    const person = await byUser(text);
    if (person.entries.length > 0 || person.uids.length > 0) {
      return person;
    }
  }
  return byUid(withoutPrefix(text), text);
}

async function byUser(user) {
  const [uids, listing, noticed] = await Promise.all([
    read('/api/uids', { user }),
    read('/api/entries', { user, limit: MOST }),
    read('/api/entries', { topic: 'noticed', user, limit: MOST }),
  ]);
  return { title: `User ${user}`, asked: String(user), user, uids, ...together(listing, noticed) };
}

/** The user of a uid, or what carries the uid where it belongs to nobody. */
async function byUid(uid, asked = uid) {
  const owner = await ownerOf(uid);
  if (owner !== null) {
    return byUser(owner);
  }
  const listing = await read('/api/entries', { uid, limit: MOST });
  return { title: `Click ${uid}`, asked, user: null, uids: [], ...ordered(listing) };
}

async function ownerOf(uid) {
  try {
    return (await read('/api/user', { uid })).telegramUserId;
  } catch (error) {
    if (error.status === 404) {
      return null; // nobody's
    }
    throw error;
  }
}

/** What was sent, and what is for the operator alone, as it came. */
function together(listing, noticed) {
  const local = noticed.entries.map((entry) => ({ ...entry, local: true }));
  const entries = [...listing.entries, ...local].sort((one, other) => one.id - other.id);
  return { entries, more: Boolean(listing.next || noticed.next) };
}

const ordered = ({ entries, next }) => ({ entries: [...entries].reverse(), more: Boolean(next) });

function drawPerson(person) {
  say(byId('timeline-title'), person.title);
  if (person.entries.length === 0 && person.uids.length === 0) {
    show(byId('timeline-body'), empty(`Nothing is known of “${person.asked}”`, `Look for a Telegram id, or for a uid as it stands in the link after ${startPrefix()}.`, 'What was delivered is kept for tracking.outbox.retention.'));
    return;
  }
  show(byId('timeline-body'), uids(person),
    person.more && el('p', { class: 'note' }, `The newest ${MOST} are shown.`),
    el('ol', { class: 'course' }, person.entries.map((entry, at) => step(entry, person.entries[at - 1]))));
}

function uids({ user, uids: list }) {
  if (user === null) {
    return el('p', { class: 'note' }, 'This click belongs to nobody yet.');
  }
  return el('p', { class: 'uids' }, list.length === 0 ? el('span', { class: 'muted' }, 'came without a click') : list.map((uid, at) =>
    el('span', { class: at === 0 ? 'code uid current' : 'code uid', title: at === 0 ? 'his events carry this one now' : 'an earlier click' }, uid)));
}

function step(entry, before) {
  const gap = before ? entry.recordedAtMs - before.recordedAtMs : 0;
  return el('li', { data: { eid: entry.eid, state: entry.state } },
    el('div', { class: 'what' }, el('strong', {}, entry.kind), entry.amount && el('span', { class: 'number' }, entry.amount), entry.local ? chip('noted') : chip(entry.state),
      isUnmatched(entry) && el('span', { class: 'chip', data: { state: 'unmatched' } }, 'unmatched')),
    el('div', { class: 'muted' }, when(entry.recordedAtMs, true), before && gap >= 1_000 ? ` · ${span(gap)} later` : null,
      entry.attempts > 0 ? ` · ${entry.attempts} failed attempts` : null),
    entry.reason && !isUnmatched(entry) && el('p', { class: 'answer code' }, entry.reason),
    entry.local ? el('p', { class: 'muted code' }, entry.eid) : el('details', { on: { toggle: (event) => event.target.open && body(event.target, entry) } },
      el('summary', {}, el('span', { class: 'code' }, entry.eid)), el('pre', {}, '…')));
}

async function body(details, entry) {
  const place = details.querySelector('pre');
  try {
    const whole = await read('/api/entry', { topic: 'outbox', kind: entry.kind, eid: entry.eid });
    say(place, whole.body ?? 'erased');
  } catch (error) {
    say(place, error.message);
  }
}

