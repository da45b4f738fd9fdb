// The refused entries of a queue: why, and how to send again or erase one or all that match.
import { change, read } from './api.js';
import { confirm } from './confirm.js';
import { KINDS, fingerprint, person, reasonParts, when } from './entries.js';
import { el, empty, failed, reconcile, setText, show, skeleton, toast } from './dom.js';
import { count } from './format.js';

const SHOWN_LIMIT = 100;
const PAGE_SIZE = 1_000;
const MAX_PAGES = 20;

/** The words for each queue. */
const WORDS = {
  outbox: {
    one: 'event', many: 'events', retry: 'Send again', again: 'sent again',
    retried: 'Each goes to XTRACKER once more, unchanged, with the same eid and time. An event that is still invalid comes back here.',
    note: 'Refused events are the dead-letter queue: each is kept with its reason until you send it again or erase it.',
    none: 'Nothing is refused', noneHint: 'A refused event delays no other event.',
  },
  inbox: {
    one: 'update', many: 'updates', retry: 'Handle again', again: 'queued for the handler again',
    retried: 'The bot’s handler gets it once more, alone. Fix the handler first: an update that ends the process does so again.',
    note: 'Updates that cannot be read, or that are quarantined: they ended the process three times while they ran alone. Quarantined updates are tried again automatically.',
    none: 'No update is refused', noneHint: 'A quarantined update delays no other chat.',
  },
  conversions: {
    one: 'conversion', many: 'conversions', retry: 'Deliver again', again: 'queued for the bot again',
    retried: 'The bot’s conversion handler gets it once more. Fix the handler first. Nothing is sent to XTRACKER.',
    note: 'Conversions on which the bot’s conversion handler failed for too long. Their events are sent to XTRACKER all the same.',
    none: 'No conversion is refused', noneHint: 'The bot has handled every conversion.',
  },
};

const ERASED = 'An erased entry is never sent: its content is deleted, and the books count it as erased. This cannot be undone.';

/** The refused entries of one queue, in its panel. */
export class RefusedEntries {
  #panel;
  #topic;
  #words;
  #open;
  #changed;
  #requests = 0;
  #kind;
  #reason = el('input', { type: 'search', placeholder: 'Reason contains…', 'aria-label': 'Reason contains', autocomplete: 'off', spellcheck: 'false', data: { part: 'reason' }, on: { input: () => this.#reloadSoon() } });
  #summary = el('span', { class: 'muted', role: 'status', data: { part: 'summary' } });
  #all;
  #list = el('ul', { class: 'refusals' });
  #below = el('div', { class: 'below' });
  #timer = 0;

  /**
   * @param open called with the entry whose user's timeline to open
   * @param changed called after a change
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
      button(`${this.#words.retry} all…`, 'retry-all', () => this.#confirmChange('retry', this.#filter())),
      button('Erase all…', 'erase-all', () => this.#confirmChange('erase', this.#filter())));
    show(panel, el('div', { class: 'tools' }, topic !== 'inbox' && this.#kind, this.#reason, this.#summary, this.#all), el('p', { class: 'note' }, this.#words.note), this.#list, this.#below);
    show(this.#below, skeleton(4));
  }

  /** Loads the list again. */
  async reload() {
    const request = ++this.#requests;
    try {
      const page = await read('/api/entries', { ...this.#filter(), limit: SHOWN_LIMIT });
      if (request === this.#requests) {
        this.#draw(page);
      }
    } catch (error) {
      show(this.#list);
      show(this.#below, failed(error, () => this.reload()));
    }
  }

  #reloadSoon() {
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
    reconcile(this.#list, entries, ({ id }) => id, fingerprint, (entry) => this.#row(entry));
    this.#all.hidden = entries.length === 0 && !next;
    const more = next ? 'the newest ' : '';
    setText(this.#summary, entries.length > 0 ? `${more}${count(entries.length)} shown` : '');
    show(this.#below, entries.length === 0 && this.#emptyMessage(next));
  }

  #emptyMessage(next) {
    if (next) {
      return empty('No match among the newest', 'Older entries may match; “all” includes them.');
    }
    return this.#filtered() ? empty('Nothing matches the filter') : empty(this.#words.none, this.#words.noneHint);
  }

  #row(entry) {
    const { reason, code, answer } = reasonParts(entry.reason);
    const one = { topic: this.#topic, state: 'refused', kind: entry.kind, eid: entry.eid };
    return el('li', { class: 'refusal', data: { eid: entry.eid } },
      el('div', { class: 'what' },
        el('strong', {}, reason), code && el('span', { class: 'chip', data: { state: 'refused' } }, `HTTP ${code}`),
        el('span', { class: 'muted' }, `earlier attempts: ${count(entry.attempts)}`),
        entry.nextTrialAtMs && el('span', { class: 'muted', data: { part: 'next-try' } }, 'next try after ', when(entry.nextTrialAtMs, true))),
      answer && el('p', { class: 'answer code' }, answer),
      el('div', { class: 'whose' },
        el('span', {}, entry.kind), entry.amount && el('span', { class: 'number' }, entry.amount), person(entry, this.#open),
        entry.uid && el('span', { class: 'code' }, entry.uid), el('span', { class: 'code eid' }, entry.eid), when(entry.recordedAtMs, true)),
      el('div', { class: 'actions' },
        button(`${this.#words.retry}…`, 'retry', () => this.#confirmChange('retry', one, entry)),
        button('Erase…', 'erase', () => this.#confirmChange('erase', one, entry))));
  }

  async #confirmChange(what, filter, entry = null) {
    const words = this.#words;
    const verb = what === 'retry' ? words.retry : 'Erase';
    const outcome = await confirm({
      title: entry ? `${verb}: ${entry.kind} ${entry.eid}?` : `${verb}: all ${words.many} that match?`,
      text: what === 'retry' ? words.retried : ERASED,
      yes: verb,
      danger: what === 'erase',
      facts: () => (entry ? Promise.resolve({ number: 1, lines: [[words.many, '1']] }) : this.#facts(filter)),
      act: (progress) => this.#change(what, filter, progress),
    });
    if (outcome) {
      toast(outcome.text, outcome.tone);
      this.#changed();
      this.reload();
    }
  }

  /** Counts the entries that match, up to a limit, because the bot keeps no number for a filter. */
  async #facts(filter) {
    let number = 0;
    let before = null;
    for (let pages = 0; pages < MAX_PAGES; pages++) {
      const page = await read('/api/entries', { ...filter, before, limit: PAGE_SIZE });
      number += page.entries.length;
      before = page.next ?? null;
      if (before === null) {
        break;
      }
    }
    const many = before === null ? count(number) : `${count(number)} or more`;
    return { number: before === null ? number : Math.max(1, number), lines: [[this.#words.many, many], ['filter', this.#describe(filter)]] };
  }

  #describe({ kind, reason }) {
    return [kind && `event is ${kind}`, reason && `reason contains “${reason}”`].filter(Boolean).join(', ') || 'none: all refused entries';
  }

  /** Makes the change in steps, until the bot says that no entry is left. */
  async #change(what, filter, progress) {
    let [changed, busy, before] = [0, 0, null];
    const all = filter.kind || filter.reason || filter.eid ? null : 'true';
    do {
      const result = await change(`/api/${what}`, { ...filter, all, before });
      changed += result.changed;
      busy += result.busy;
      before = result.next ?? null;
      progress(`${count(changed)} done…`);
    } while (before !== null);
    return this.#outcome(what, changed, busy);
  }

  #outcome(what, changed, busy) {
    const words = this.#words;
    const done = what === 'retry' ? words.again : 'erased';
    const rest = busy > 0 ? ` ${count(busy)} are being processed: try again.` : '';
    const text = `${count(changed)} ${changed === 1 ? words.one : words.many} ${done}.${rest}`;
    return { text, tone: busy > 0 || changed === 0 ? 'warn' : 'good' };
  }
}

const button = (text, part, act) => el('button', { type: 'button', class: part.startsWith('erase') ? 'quiet danger' : 'quiet', data: { part }, on: { click: act } }, text);
