// The live feed of recorded events. It can be filtered and paused, and loads older events.
import { read } from './api.js';
import { KINDS, STATES, chip, isUnmatched, fingerprint, person, when } from './entries.js';
import { el, empty, failed, reconcile, setText, show, skeleton } from './dom.js';
import { count, masked } from './format.js';
import { startPrefix } from './prefix.js';

const MAX_ROWS = 500;
const PAGE_SIZE = 50;
const MAX_EMPTY_PAGES = 20;

/** The feed, in its panel. */
export class Feed {
  #open;
  #entries = new Map();
  #next = null;
  #showsOlder = false;
  #paused = false;
  #latestWhilePaused = null;
  #requests = 0;
  #kind = select('kind', 'Event', KINDS, () => this.#reload());
  #state = select('state', 'State', STATES, () => this.#reload());
  #text = el('input', { type: 'search', id: 'feed-text', placeholder: 'Filter: uid, user, eid, reason…', 'aria-label': 'Filter by text', autocomplete: 'off', spellcheck: 'false', on: { input: () => this.#draw() } });
  #pause = el('button', { type: 'button', id: 'feed-pause', 'aria-pressed': 'false', on: { click: () => this.#toggle() } }, 'Pause');
  #missed = el('span', { id: 'feed-missed', class: 'muted', role: 'status' });
  #rows = el('tbody', { id: 'feed-rows' });
  #table = table(this.#rows);
  #below = el('div', { class: 'below' }, skeleton(8));

  /** @param open called with the entry whose user's timeline to open */
  constructor(panel, open) {
    this.#open = open;
    panel.setAttribute('aria-busy', 'true');
    show(panel, el('div', { class: 'tools' }, this.#kind, this.#state, this.#text, this.#pause, this.#missed), this.#table, this.#below);
    this.panel = panel;
  }

  /** Shows the newest entries, as the stream has sent them. */
  async update(page) {
    if (this.#filtered()) {
      await this.#loadNewest();
    } else {
      this.#accept(page);
    }
  }

  /** Shows only entries in a state. */
  only(state) {
    this.#state.querySelector('select').value = state;
    this.#reload();
  }

  #filtered() {
    return valueOf(this.#kind) !== '' || valueOf(this.#state) !== '';
  }

  #request(before) {
    return read('/api/entries', { topic: 'outbox', kind: valueOf(this.#kind), state: valueOf(this.#state), before, limit: PAGE_SIZE });
  }

  async #loadNewest() {
    const request = ++this.#requests;
    try {
      const page = await this.#request(null);
      if (request === this.#requests) {
        this.#accept(page);
      }
    } catch (error) {
      show(this.#below, failed(error, () => this.#reload()));
    }
  }

  #accept(page) {
    if (this.#paused) {
      this.#latestWhilePaused = page;
      this.#showMissed();
      return;
    }
    if (!this.#showsOlder) {
      this.#entries.clear();
      this.#next = page.next ?? null;
    }
    page.entries.forEach((entry) => this.#entries.set(entry.id, entry));
    this.panel.removeAttribute('aria-busy');
    this.#draw();
  }

  #reload() {
    this.#entries.clear();
    this.#showsOlder = false;
    this.#latestWhilePaused = null;
    this.#resume();
    show(this.#rows);
    show(this.#below, skeleton(4));
    return this.#loadNewest();
  }

  #toggle() {
    if (!this.#paused) {
      this.#paused = true;
      this.#pause.setAttribute('aria-pressed', 'true');
      setText(this.#pause, 'Resume');
      this.#showMissed();
      return;
    }
    const latest = this.#latestWhilePaused;
    this.#resume();
    if (latest) {
      this.#accept(latest);
    }
  }

  #resume() {
    this.#paused = false;
    this.#latestWhilePaused = null;
    this.#pause.setAttribute('aria-pressed', 'false');
    setText(this.#pause, 'Pause');
    setText(this.#missed, '');
  }

  #showMissed() {
    const missed = (this.#latestWhilePaused?.entries ?? []).filter(({ id }) => !this.#entries.has(id)).length;
    setText(this.#missed, `paused · ${missed >= PAGE_SIZE ? `${PAGE_SIZE} or more` : count(missed)} new`);
  }

  #draw() {
    const text = this.#text.value.trim().toLowerCase();
    const all = [...this.#entries.values()].sort((one, other) => other.id - one.id).slice(0, MAX_ROWS);
    const list = all.filter((entry) => text === '' || textOf(entry).includes(text));
    this.#table.hidden = list.length === 0;
    reconcile(this.#rows, list, ({ id }) => id, fingerprint, (entry) => this.#row(entry));
    show(this.#below, this.#footer(all, list));
  }

  #footer(all, list) {
    if (this.#next !== null && all.length < MAX_ROWS) {
      return [list.length === 0 && empty('No match among the newest', 'Older entries may match.'), this.#olderButton()];
    }
    if (list.length > 0) {
      return [];
    }
    return this.#filtered() || this.#text.value !== ''
      ? empty('Nothing matches the filter')
      : empty('No events yet', `Open t.me/<your bot>?start=${startPrefix()}test1 to record a first event.`);
  }

  #olderButton() {
    const button = el('button', { type: 'button', class: 'quiet', id: 'feed-older' }, 'Show older');
    button.addEventListener('click', () => {
      button.disabled = true;
      this.#loadOlder();
    });
    return button;
  }

  /** A page may be empty although older ones follow: continues until an entry is found, up to a limit. */
  async #loadOlder() {
    this.#showsOlder = true;
    try {
      let found = 0;
      for (let pages = 0; pages < MAX_EMPTY_PAGES && found === 0 && this.#next !== null; pages++) {
        const page = await this.#request(this.#next);
        page.entries.forEach((entry) => this.#entries.set(entry.id, entry));
        this.#next = page.next ?? null;
        found = page.entries.length;
      }
      this.#draw();
    } catch (error) {
      show(this.#below, failed(error, () => this.#loadOlder()));
    }
  }

  #row(entry) {
    return el('tr', { data: { eid: entry.eid, kind: entry.kind }, on: { click: (event) => !event.target.closest('button') && this.#open(entry) } },
      el('td', { class: 'at' }, when(entry.recordedAtMs)),
      el('td', { class: 'who' }, person(entry, this.#open)),
      el('td', { class: 'kind' }, entry.kind),
      el('td', { class: 'number amount' }, entry.amount),
      el('td', { class: 'code uid', title: entry.uid }, entry.uid),
      el('td', { class: 'code eid', title: entry.eid }, entry.eid),
      el('td', { class: 'state' }, chip(entry.state), isUnmatched(entry) ? [' ', el('span', { class: 'chip', data: { state: 'unmatched' } }, 'unmatched')] : null, reasonOf(entry)));
  }
}

const reasonOf = (entry) => (entry.reason && !isUnmatched(entry) ? el('span', { class: 'why', title: entry.reason }, entry.reason) : null);

/** The text that the filter searches; it has the user's masked id too. */
function textOf(entry) {
  const user = entry.telegramUserId;
  return [user, user && masked(user), entry.uid, entry.eid, entry.kind, entry.amount, entry.state, entry.reason].filter(Boolean).join('\n').toLowerCase();
}

function table(rows) {
  const heads = [['Time'], ['User'], ['Event'], ['Value', 'number'], ['uid'], ['eid'], ['State']];
  return el('table', { class: 'rows feed' },
    el('caption', { class: 'hidden' }, 'Recorded events, newest first'),
    el('thead', {}, el('tr', {}, heads.map(([head, kind]) => el('th', { scope: 'col', class: kind }, head)))), rows);
}

function select(name, label, words, changed) {
  return el('label', { class: 'choice' }, el('span', { class: 'hidden' }, label),
    el('select', { id: `feed-${name}`, on: { change: changed } },
      el('option', { value: '' }, `${label}: any`), words.map((word) => el('option', { value: word }, word))));
}

const valueOf = (choice) => choice.querySelector('select').value;
