// The timeline of one user: clicks and recorded events, in order.
import { read } from './api.js';
import { chip, isUnmatched, when } from './entries.js';
import { byId, el, empty, failed, setText, show, skeleton } from './dom.js';
import { duration } from './format.js';
import { startPrefix, withoutPrefix } from './prefix.js';

const LIMIT = 500;

/** The drawer with a timeline. */
export class Timeline {
  #requests = 0;

  constructor() {
    const drawer = byId('timeline');
    byId('timeline-close').addEventListener('click', () => drawer.close());
    drawer.addEventListener('click', (event) => event.target === drawer && drawer.close());
  }

  /** Opens it for the user of an entry. */
  openFor(entry) {
    return entry.telegramUserId ? this.#draw(() => byUser(entry.telegramUserId)) : this.#draw(() => byUid(entry.uid));
  }

  /** Opens it for a text that an operator typed. Digits are a Telegram id if that has entries, otherwise a uid. */
  find(text) {
    return this.#draw(() => found(text), text);
  }

  async #draw(load, text = '') {
    const request = ++this.#requests;
    setText(byId('timeline-title'), 'Timeline');
    show(byId('timeline-body'), skeleton(6));
    if (!byId('timeline').open) {
      byId('timeline').showModal();
    }
    try {
      const person = await load();
      if (request === this.#requests) {
        drawPerson(person);
      }
    } catch (error) {
      show(byId('timeline-body'), error.status === 400
        ? empty(`“${text}” is neither a Telegram id nor a uid`, error.message)
        : failed(error, () => this.#draw(load, text)));
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
  const [uids, page, operatorEvents] = await Promise.all([
    read('/api/uids', { user }),
    read('/api/entries', { user, limit: LIMIT }),
    read('/api/entries', { topic: 'noticed', user, limit: LIMIT }),
  ]);
  return { title: `User ${user}`, asked: String(user), user, uids, ...merged(page, operatorEvents) };
}

/** Returns the user of a uid; if nobody has it, the entries with that uid. */
async function byUid(uid, asked = uid) {
  const owner = await ownerOf(uid);
  if (owner !== null) {
    return byUser(owner);
  }
  const page = await read('/api/entries', { uid, limit: LIMIT });
  return { title: `Click ${uid}`, asked, user: null, uids: [], ...oldestFirst(page) };
}

async function ownerOf(uid) {
  try {
    return (await read('/api/user', { uid })).telegramUserId;
  } catch (error) {
    if (error.status === 404) {
      return null; // nobody has this uid
    }
    throw error;
  }
}

/** Merges events and operator events, in order. */
function merged(page, operatorEvents) {
  const local = operatorEvents.entries.map((entry) => ({ ...entry, local: true }));
  const entries = [...page.entries, ...local].sort((one, other) => one.id - other.id);
  return { entries, more: Boolean(page.next || operatorEvents.next) };
}

const oldestFirst = ({ entries, next }) => ({ entries: [...entries].reverse(), more: Boolean(next) });

function drawPerson(person) {
  setText(byId('timeline-title'), person.title);
  if (person.entries.length === 0 && person.uids.length === 0) {
    show(byId('timeline-body'), empty(`Nothing is known of “${person.asked}”`, `Search for a Telegram id, or for the uid after ${startPrefix()} in a link.`, 'Delivered events are kept for tracking.outbox.retention.'));
    return;
  }
  show(byId('timeline-body'), uids(person),
    person.more && el('p', { class: 'note' }, `The newest ${LIMIT} are shown.`),
    el('ol', { class: 'course' }, person.entries.map((entry, at) => step(entry, person.entries[at - 1]))));
}

function uids({ user, uids: list }) {
  if (user === null) {
    return el('p', { class: 'note' }, 'No user has started the bot with this uid yet.');
  }
  return el('p', { class: 'uids' }, list.length === 0 ? el('span', { class: 'muted' }, 'started without a click') : list.map((uid, at) =>
    el('span', { class: at === 0 ? 'code uid current' : 'code uid', title: at === 0 ? 'current: new events carry this uid' : 'an earlier click' }, uid)));
}

function step(entry, before) {
  const gap = before ? entry.recordedAtMs - before.recordedAtMs : 0;
  return el('li', { data: { eid: entry.eid, state: entry.state } },
    el('div', { class: 'what' }, el('strong', {}, entry.kind), entry.amount && el('span', { class: 'number' }, entry.amount), entry.local ? chip('operator event') : chip(entry.state),
      isUnmatched(entry) && el('span', { class: 'chip', data: { state: 'unmatched' } }, 'unmatched')),
    el('div', { class: 'muted' }, when(entry.recordedAtMs, true), before && gap >= 1_000 ? ` · ${duration(gap)} later` : null,
      entry.attempts > 0 ? ` · ${entry.attempts} failed attempts` : null),
    entry.reason && !isUnmatched(entry) && el('p', { class: 'answer code' }, entry.reason),
    entry.local ? el('p', { class: 'muted code' }, entry.eid) : el('details', { on: { toggle: (event) => event.target.open && body(event.target, entry) } },
      el('summary', {}, el('span', { class: 'code' }, entry.eid)), el('pre', {}, '…')));
}

async function body(details, entry) {
  const place = details.querySelector('pre');
  try {
    const detail = await read('/api/entry', { topic: 'outbox', kind: entry.kind, eid: entry.eid });
    setText(place, detail.body ?? 'erased');
  } catch (error) {
    setText(place, error.message);
  }
}

