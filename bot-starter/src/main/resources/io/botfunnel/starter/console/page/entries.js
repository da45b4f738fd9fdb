// How entries are shown.
import { el } from './dom.js';
import { dateTime, iso, masked, time } from './format.js';

export const KINDS = ['bind', 'contact', 'subscribed', 'registration', 'deposit'];

export const STATES = ['waiting', 'delivered', 'duplicate', 'refused', 'erased'];

/** Changes whenever an entry looks different. */
export const fingerprint = (entry) => [entry.state, entry.attempts, entry.reason, entry.uid, entry.telegramUserId, entry.nextTrialAtMs].join('|');

/** The state of an entry, coloured. */
export const chip = (state) => el('span', { class: 'chip', data: { state } }, state);

/** A time, in short; the full time is its tooltip. */
export const when = (ms, withDay = false) => el('time', { datetime: iso(ms), title: iso(ms) }, withDay ? dateTime(ms) : time(ms));

/** A bind whose click XTRACKER does not know. */
export const isUnmatched = (entry) => entry.kind === 'bind' && entry.reason === 'unmatched';

/** A button that opens the timeline of an entry's user, whose id is masked. */
export function person(entry, open) {
  if (!entry.telegramUserId && !entry.uid) {
    return el('span', { class: 'muted' }, '–');
  }
  const name = entry.telegramUserId ? masked(entry.telegramUserId) : 'by click';
  return el('button', { type: 'button', class: 'person', title: 'Open the timeline', on: { click: () => open(entry) } }, name);
}

/**
 * Splits a reason into its start, its HTTP code and the start of XTRACKER's answer. A reason is
 * `invalid_value (HTTP 400)`, `HTTP 404: {"ok":false…`, or has words of BotFunnel before that.
 */
export function reasonParts(reason) {
  const text = reason ?? '';
  const code = /HTTP (\d{3})/.exec(text)?.[1] ?? '';
  const answer = /HTTP \d{3}: ([^]*)$/.exec(text)?.[1] ?? '';
  const rest = text.slice(0, text.length - answer.length).replace(/[(]?HTTP \d{3}[):]?\s*/, '').trim();
  return { reason: rest === '' ? 'refused' : rest, code, answer };
}
