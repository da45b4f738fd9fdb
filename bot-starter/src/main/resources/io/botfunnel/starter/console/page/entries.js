// How an entry is shown, wherever it is shown.
import { el } from './dom.js';
import { iso, masked, moment, time } from './format.js';

export const KINDS = ['bind', 'contact', 'subscribed', 'registration', 'deposit'];

export const STATES = ['waiting', 'delivered', 'duplicate', 'refused', 'erased'];

/** What tells two looks at an entry apart. */
export const markOf = (entry) => [entry.state, entry.attempts, entry.reason, entry.uid, entry.telegramUserId, entry.triedAgainAtMs].join('|');

/** Its state as a word in a colour. */
export const chip = (state) => el('span', { class: 'chip', data: { state } }, state);

/** A moment, in short; the whole of it as a hint. */
export const when = (ms, inFull = false) => el('time', { datetime: iso(ms), title: iso(ms) }, inFull ? moment(ms) : time(ms));

/** A bind whose click XTRACKER does not know. */
export const isUnmatched = (entry) => entry.kind === 'bind' && entry.reason === 'unmatched';

/** A button that opens the timeline of whoever an entry is of; his id is masked. */
export function person(entry, open) {
  if (!entry.telegramUserId && !entry.uid) {
    return el('span', { class: 'muted' }, '–');
  }
  const name = entry.telegramUserId ? masked(entry.telegramUserId) : 'by click';
  return el('button', { type: 'button', class: 'person', title: 'Open the timeline', on: { click: () => open(entry) } }, name);
}

/**
 * What a reason says: its start, the HTTP code in it, and the start of the answer. It comes as
 * `invalid_value (HTTP 400)`, as `HTTP 404: {"ok":false…`, or with words of ours before that.
 */
export function reasonParts(reason) {
  const text = reason ?? '';
  const code = /HTTP (\d{3})/.exec(text)?.[1] ?? '';
  const answer = /HTTP \d{3}: ([^]*)$/.exec(text)?.[1] ?? '';
  const rest = text.slice(0, text.length - answer.length).replace(/[(]?HTTP \d{3}[):]?\s*/, '').trim();
  return { reason: rest === '' ? 'refused' : rest, code, answer };
}
