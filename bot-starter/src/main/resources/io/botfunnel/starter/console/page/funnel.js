// The funnel of a period, step by step, compared with the period before.
import { byId, el, show, setText } from './dom.js';
import { count, percent } from './format.js';
import { startPrefix } from './prefix.js';

/** With fewer than this in the step before, a rate says little. */
const FEW = 30;

const BOUND = 'bound';

const STEPS = [
  { step: 'started', name: 'Started', hint: 'opened the bot by a tracked link' },
  { step: BOUND, name: 'Bound', hint: 'the click is bound to the user' },
  { step: 'contact', name: 'Contact', hint: 'first touch' },
  { step: 'subscribed', name: 'Subscribed', hint: 'joined the channel' },
  { step: 'registration', name: 'Registration', hint: 'registered on the offer' },
  { step: 'first_deposit', name: 'First deposit', hint: 'paid for the first time' },
  { step: 'deposit', name: 'Deposits', hint: 'all deposits, first ones included', repeats: true },
];

const BESIDES = [['refund', 'refunds'], ['blocked', 'blocked the bot'], ['unblocked', 'unblocked it']];

const NOTES = { hour: 'the last 60 minutes', day: 'the last 24 hours', week: 'the last 7 days', month: 'the last 30 days (UTC)' };

/** Draws a funnel. */
export function drawFunnel(funnel) {
  const now = withBound(funnel.counts);
  const before = withBound(funnel.before);
  const widest = Math.max(1, ...STEPS.map(({ step }) => now[step]));
  const rows = STEPS.map((step, at) => row(step, STEPS[at - 1], now, before, widest));
  show(byId('funnel'), table(rows), besides(funnel.counts), note(now));
  byId('funnel').removeAttribute('aria-busy');
  setText(byId('funnel-overall'), overall(now));
  setText(byId('period-note'), `${NOTES[funnel.period] ?? funnel.period}, compared with the period before`);
}

function withBound(counts) {
  const of = (step) => counts[step] ?? 0;
  const all = Object.fromEntries(STEPS.map(({ step }) => [step, of(step)]));
  return { ...all, matched: of('matched'), unmatched: of('unmatched'), [BOUND]: of('matched') + of('unmatched') };
}

function table(rows) {
  const heads = ['Step', 'Count', 'Rate', 'Lost', 'Before'];
  return el('table', { class: 'funnel' },
    el('caption', { class: 'hidden' }, 'How many users took each step, and their share of the step before'),
    el('thead', {}, el('tr', {}, heads.map((head, at) => el('th', { scope: 'col', class: at > 0 ? 'number' : null }, head)))),
    el('tbody', {}, rows));
}

function row(step, previous, now, before, widest) {
  const here = now[step.step];
  return el('tr', { data: { step: step.step } },
    el('th', { scope: 'row', title: step.hint }, el('div', { class: 'step' }, el('span', {}, step.name), bar(step, now, widest), parts(step, now))),
    el('td', { class: 'number big', data: { part: 'count' } }, count(here)),
    el('td', { class: 'number', data: { part: 'rate' } }, previous ? rate(step, here, now[previous.step]) : ''),
    el('td', { class: 'number', data: { part: 'lost', gain: previous && here > now[previous.step] } }, previous && !step.repeats ? lost(here, now[previous.step]) : ''),
    el('td', { class: 'number', data: { part: 'before' } }, change(here, before[step.step])));
}

function bar(step, now, widest) {
  const pieces = step.step === BOUND
    ? [piece('full', now.matched, widest), piece('half', now.unmatched, widest)]
    : [piece('full', now[step.step], widest)];
  return el('span', { class: 'meter', 'aria-hidden': 'true' }, pieces);
}

function piece(kind, number, widest) {
  const element = el('span', { class: kind });
  element.style.setProperty('width', `${(100 * number) / widest}%`);
  return element;
}

const parts = (step, now) => (step.step === BOUND
  ? el('span', { class: 'parts' }, `${count(now.matched)} matched · `, el('span', { class: now.unmatched > 0 ? 'warn' : '' }, `${count(now.unmatched)} unmatched`))
  : null);

function rate(step, here, from) {
  if (from === 0) {
    return '–';
  }
  const shown = step.repeats ? `${(here / from).toFixed(1)} each` : percent(here / from);
  return from < FEW ? [el('span', { class: 'weak' }, shown), ' ', few()] : shown;
}

const few = () => el('abbr', { class: 'few', title: `fewer than ${FEW} in the step before: this says little` }, `n<${FEW}`);

const lost = (here, from) => (here > from ? el('span', { class: 'muted' }, `+${count(here - from)}`) : here === from ? '0' : `−${count(from - here)}`);

function change(here, before) {
  if (before === 0) {
    return here === 0 ? '0' : [el('span', { class: 'muted' }, '0'), ' ', el('span', { class: 'trend' }, 'new')];
  }
  const by = (here - before) / before;
  const tone = before < FEW || by === 0 ? 'flat' : by > 0 ? 'up' : 'down';
  const arrow = by > 0 ? '▲' : by < 0 ? '▼' : '=';
  return [el('span', { class: 'muted' }, count(before)), ' ',
    el('span', { class: 'trend', data: { tone } }, by === 0 ? arrow : `${arrow} ${percent(Math.abs(by))}`)];
}

/** Counts beside the funnel: refunds and blocks. */
function besides(counts) {
  const shown = BESIDES.filter(([step]) => counts[step] > 0).map(([step, words]) => `${count(counts[step])} ${words}`);
  return shown.length > 0 && el('p', { class: 'note', id: 'funnel-aside' }, shown.join(' · '));
}

function overall(now) {
  return now.started === 0 ? '' : `start to first deposit ${percent(now.first_deposit / now.started)}`;
}

function note(now) {
  if (STEPS.every(({ step }) => now[step] === 0)) {
    return el('p', { class: 'note' }, `No events in this period. Choose a longer one, or open t.me/<your bot>?start=${startPrefix()}<uid>.`);
  }
  const any = STEPS.slice(1).some((step, at) => now[STEPS[at].step] > 0 && now[STEPS[at].step] < FEW);
  return any ? el('p', { class: 'note' }, el('span', { class: 'few' }, `n<${FEW}`), ` fewer than ${FEW} in the step before: the rate says little.`) : null;
}
