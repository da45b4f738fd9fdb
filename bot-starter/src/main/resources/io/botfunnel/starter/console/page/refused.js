// What is set aside: why, and how to send it again or erase it, one or all that match.
import { change, read } from './api.js';
import { confirm } from './confirm.js';
import { KINDS, markOf, person, reasonParts, when } from './entries.js';
import { el, empty, failed, keyed, say, show, skeleton, toast } from './dom.js';
import { count } from './format.js';

const SHOWN = 100;
const PAGE = 1_000;
const MOST_PAGES = 20;

/** How each queue speaks of what it has set aside. */
const WORDS = {
  outbox: {
    one: 'event', many: 'events', retry: 'Send again', again: 'sent again',
    retried: 'What is sent again waits once more and goes to XTRACKER as it was, with the same eid and time. What is still wrong comes back here.',
    none: 'Nothing is refused', noneHint: 'What XTRACKER calls invalid is kept here with its reason, and blocks nobody.',
  },
  inbox: {
    one: 'update', many: 'updates', retry: 'Handle again', again: 'handed to the handler again',
    retried: 'The bot’s handler gets it once more, alone. Mend it first: an update that ends the process does so again.',
    none: 'No update is set aside', noneHint: 'An update that ended the process three times while it ran alone is kept here, and tried again; others go on.',
  },
  conversions: {
    one: 'conversion', many: 'conversions', retry: 'Tell again', again: 'told to the bot again',
    retried: 'The bot’s conversion handler gets it once more: mend first what it failed on. XTRACKER has nothing to do with it.',
    none: 'The bot was told of every conversion', noneHint: 'One on which its conversion handler failed for too long is kept here. XTRACKER has it all the same.',
  },
};

const ERASED = 'What is erased is never sent: its content goes, and the books count it as erased. This cannot be undone.';

/** The list of one queue, in its panel. */
export class Refused {
  #panel;
  #topic;
  #words;
  #open;
  #changed;
  #asked = 0;
  #kind;
  #reason = el('input', { type: 'search', placeholder: 'Reason contains…', 'aria-label': 'Reason contains', autocomplete: 'off', spellcheck: 'false', data: { part: 'reason' }, on: { input: () => this.#later() } });
  #summary = el('span', { class: 'muted', role: 'status', data: { part: 'summary' } });
  #all;
  #list = el('ul', { class: 'refusals' });
  #below = el('div', { class: 'below' });
  #timer = 0;

  /**
   * @param open called with the entry whose user's timeline is wanted
   * @param changed called when something was changed
   */
  constructor(panel, topic, open, changed) {
    this.#panel = panel;
    this.#topic = topic;
    this.#words = WORDS[topic];
    this.#open = open;
    this.#changed = changed;
    this.#kind = el('select', { 'aria-label': 'Event', data: { part: 'kind' }, on: { change: () => this.reload() } },
      el('option', { value: '' }, 'Event: any'), KINDS.map((kind) => el('option', { value: kind }, kind)));
    this.#all = el('span', { class: 'actions' },
      button(`${this.#words.retry} all…`, 'retry-all', () => this.#ask('retry', this.#filter())),
      button('Erase all…', 'erase-all', () => this.#ask('erase', this.#filter())));
    show(panel, el('div', { class: 'tools' }, topic !== 'inbox' && this.#kind, this.#reason, this.#summary, this.#all), this.#list, this.#below);
    show(this.#below, skeleton(4));
  }

  /** Reads the list once more. */
  async reload() {
    const asked = ++this.#asked;
    try {
      const listing = await read('/api/entries', { ...this.#filter(), limit: SHOWN });
      if (asked === this.#asked) {
        this.#draw(listing);
      }
    } catch (error) {
      show(this.#list);
      show(this.#below, failed(error, () => this.reload()));
    }
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.reload(), 200);
  }

  #filter() {
    return { topic: this.#topic, state: 'refused', kind: this.#kind.value, reason: this.#reason.value.trim() };
  }

  #filtered() {
    const { kind, reason } = this.#filter();
    return kind !== '' || reason !== '';
  }

  #draw({ entries, next }) {
    keyed(this.#list, entries, ({ id }) => id, markOf, (entry) => this.#row(entry));
    this.#all.hidden = entries.length === 0 && !next;
    const more = next ? 'the newest ' : '';
    say(this.#summary, entries.length > 0 ? `${more}${count(entries.length)} shown` : '');
    show(this.#below, entries.length === 0 && this.#nothing(next));
  }

  #nothing(next) {
    if (next) {
      return empty('None among the newest', 'Older ones may match; “all” works on them too.');
    }
    return this.#filtered() ? empty('Nothing matches the filter') : empty(this.#words.none, this.#words.noneHint);
  }

  #row(entry) {
    const { reason, code, answer } = reasonParts(entry.reason);
    const itself = { topic: this.#topic, state: 'refused', kind: entry.kind, eid: entry.eid };
    return el('li', { class: 'refusal', data: { eid: entry.eid } },
      el('div', { class: 'what' },
        el('strong', {}, reason), code && el('span', { class: 'chip', data: { state: 'refused' } }, `HTTP ${code}`),
        el('span', { class: 'muted' }, `earlier attempts: ${count(entry.attempts)}`),
        entry.triedAgainAtMs && el('span', { class: 'muted', data: { part: 'next-try' } }, 'next try after ', when(entry.triedAgainAtMs, true))),
      answer && el('p', { class: 'answer code' }, answer),
      el('div', { class: 'whose' },
        el('span', {}, entry.kind), entry.amount && el('span', { class: 'number' }, entry.amount), person(entry, this.#open),
        entry.uid && el('span', { class: 'code' }, entry.uid), el('span', { class: 'code eid' }, entry.eid), when(entry.recordedAtMs, true)),
      el('div', { class: 'actions' },
        button(`${this.#words.retry}…`, 'retry', () => this.#ask('retry', itself, entry)),
        button('Erase…', 'erase', () => this.#ask('erase', itself, entry))));
  }

  async #ask(what, filter, entry = null) {
    const words = this.#words;
    const verb = what === 'retry' ? words.retry : 'Erase';
    const outcome = await confirm({
      title: entry ? `${verb}: ${entry.kind} ${entry.eid}?` : `${verb}: all ${words.many} that match?`,
      text: what === 'retry' ? words.retried : ERASED,
      yes: verb,
      danger: what === 'erase',
      facts: () => (entry ? Promise.resolve({ number: 1, lines: [[words.many, '1']] }) : this.#facts(filter)),
      act: (progress) => this.#carryOut(what, filter, progress),
    });
    if (outcome) {
      toast(outcome.text, outcome.tone);
      this.#changed();
      this.reload();
    }
  }

  /** Counts what matches, up to a bound: with a filter the bot keeps no number of it. */
  async #facts(filter) {
    let number = 0;
    let before = null;
    for (let page = 0; page < MOST_PAGES; page++) {
      const listing = await read('/api/entries', { ...filter, before, limit: PAGE });
      number += listing.entries.length;
      before = listing.next ?? null;
      if (before === null) {
        break;
      }
    }
    const many = before === null ? count(number) : `${count(number)} or more`;
    return { number: before === null ? number : Math.max(1, number), lines: [[this.#words.many, many], ['filter', this.#said(filter)]] };
  }

  #said({ kind, reason }) {
    return [kind && `event is ${kind}`, reason && `reason contains “${reason}”`].filter(Boolean).join(', ') || 'none: all that are set aside';
  }

  /** A step at a time, until the bot says that all is done. */
  async #carryOut(what, filter, progress) {
    let [changed, busy, before] = [0, 0, null];
    const all = filter.kind || filter.reason || filter.eid ? null : 'true';
    do {
      const mended = await change(`/api/${what}`, { ...filter, all, before });
      changed += mended.changed;
      busy += mended.busy;
      before = mended.next ?? null;
      progress(`${count(changed)} done…`);
    } while (before !== null);
    return this.#outcome(what, changed, busy);
  }

  #outcome(what, changed, busy) {
    const words = this.#words;
    const done = what === 'retry' ? words.again : 'erased';
    const rest = busy > 0 ? ` ${count(busy)} were on their way just now: try once more.` : '';
    const text = `${count(changed)} ${changed === 1 ? words.one : words.many} ${done}.${rest}`;
    return { text, tone: busy > 0 || changed === 0 ? 'warn' : 'good' };
  }
}

const button = (text, part, act) => el('button', { type: 'button', class: part.startsWith('erase') ? 'quiet danger' : 'quiet', data: { part }, on: { click: act } }, text);
