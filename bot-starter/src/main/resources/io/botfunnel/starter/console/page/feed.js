// The live feed: what was recorded last, filtered, paused, or read on into the past.
import { read } from './api.js';
import { KINDS, STATES, chip, isUnmatched, markOf, person, when } from './entries.js';
import { el, empty, failed, keyed, say, show, skeleton } from './dom.js';
import { count, masked } from './format.js';
import { startPrefix } from './prefix.js';

const MOST_ROWS = 500;
const PAGE = 50;
const MOST_EMPTY_PAGES = 20;

/** The feed, in its panel. */
export class Feed {
  #open;
  #entries = new Map();
  #next = null;
  #readOn = false;
  #paused = false;
  #kept = null;
  #asked = 0;
  #kind = select('kind', 'Event', KINDS, () => this.#reload());
  #state = select('state', 'State', STATES, () => this.#reload());
  #text = el('input', { type: 'search', id: 'feed-text', placeholder: 'Filter: uid, user, eid, reason…', 'aria-label': 'Filter by text', autocomplete: 'off', spellcheck: 'false', on: { input: () => this.#draw() } });
  #pause = el('button', { type: 'button', id: 'feed-pause', 'aria-pressed': 'false', on: { click: () => this.#toggle() } }, 'Pause');
  #missed = el('span', { id: 'feed-missed', class: 'muted', role: 'status' });
  #rows = el('tbody', { id: 'feed-rows' });
  #table = table(this.#rows);
  #below = el('div', { class: 'below' }, skeleton(8));

  /** @param open called with the entry whose user's timeline is wanted */
  constructor(panel, open) {
    this.#open = open;
    panel.setAttribute('aria-busy', 'true');
    show(panel, el('div', { class: 'tools' }, this.#kind, this.#state, this.#text, this.#pause, this.#missed), this.#table, this.#below);
    this.panel = panel;
  }

  /** The newest entries, as the stream has them. */
  async heard(listing) {
    if (this.#filtered()) {
      await this.#newest();
    } else {
      this.#take(listing);
    }
  }

  /** Shows only what is in a state. */
  only(state) {
    this.#state.querySelector('select').value = state;
    this.#reload();
  }

  #filtered() {
    return valueOf(this.#kind) !== '' || valueOf(this.#state) !== '';
  }

  #ask(before) {
    return read('/api/entries', { topic: 'outbox', kind: valueOf(this.#kind), state: valueOf(this.#state), before, limit: PAGE });
  }

  async #newest() {
    const asked = ++this.#asked;
    try {
      const listing = await this.#ask(null);
      if (asked === this.#asked) {
        this.#take(listing);
      }
    } catch (error) {
      show(this.#below, failed(error, () => this.#reload()));
    }
  }

  #take(listing) {
    if (this.#paused) {
      this.#kept = listing;
      this.#tellMissed();
      return;
    }
    if (!this.#readOn) {
      this.#entries.clear();
      this.#next = listing.next ?? null;
    }
    listing.entries.forEach((entry) => this.#entries.set(entry.id, entry));
    this.panel.removeAttribute('aria-busy');
    this.#draw();
  }

  #reload() {
    this.#entries.clear();
    this.#readOn = false;
    this.#kept = null;
    this.#resume();
    show(this.#rows);
    show(this.#below, skeleton(4));
    return this.#newest();
  }

  #toggle() {
    if (!this.#paused) {
      this.#paused = true;
      this.#pause.setAttribute('aria-pressed', 'true');
      say(this.#pause, 'Resume');
      this.#tellMissed();
      return;
    }
    const kept = this.#kept;
    this.#resume();
    if (kept) {
      this.#take(kept);
    }
  }

  #resume() {
    this.#paused = false;
    this.#kept = null;
    this.#pause.setAttribute('aria-pressed', 'false');
    say(this.#pause, 'Pause');
    say(this.#missed, '');
  }

  #tellMissed() {
    const missed = (this.#kept?.entries ?? []).filter(({ id }) => !this.#entries.has(id)).length;
    say(this.#missed, `paused · ${missed >= PAGE ? `${PAGE} or more` : count(missed)} new`);
  }

  #draw() {
    const wanted = this.#text.value.trim().toLowerCase();
    const all = [...this.#entries.values()].sort((one, other) => other.id - one.id).slice(0, MOST_ROWS);
    const list = all.filter((entry) => wanted === '' || textOf(entry).includes(wanted));
    this.#table.hidden = list.length === 0;
    keyed(this.#rows, list, ({ id }) => id, markOf, (entry) => this.#row(entry));
    show(this.#below, this.#end(all, list));
  }

  #end(all, list) {
    if (this.#next !== null && all.length < MOST_ROWS) {
      return [list.length === 0 && empty('Nothing among the newest', 'Older entries may match.'), this.#older()];
    }
    if (list.length > 0) {
      return [];
    }
    return this.#filtered() || this.#text.value !== ''
      ? empty('Nothing matches the filter')
      : empty('No events yet', `Send somebody to t.me/<your bot>?start=${startPrefix()}test1, and watch him come in here.`);
  }

  #older() {
    const button = el('button', { type: 'button', class: 'quiet', id: 'feed-older' }, 'Show older');
    button.addEventListener('click', () => {
      button.disabled = true;
      this.#readOlder();
    });
    return button;
  }

  /** A page may be empty though older ones follow: goes on until something is found, within bounds. */
  async #readOlder() {
    this.#readOn = true;
    try {
      let found = 0;
      for (let page = 0; page < MOST_EMPTY_PAGES && found === 0 && this.#next !== null; page++) {
        const listing = await this.#ask(this.#next);
        listing.entries.forEach((entry) => this.#entries.set(entry.id, entry));
        this.#next = listing.next ?? null;
        found = listing.entries.length;
      }
      this.#draw();
    } catch (error) {
      show(this.#below, failed(error, () => this.#readOlder()));
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
      el('td', { class: 'state' }, chip(entry.state), isUnmatched(entry) ? [' ', el('span', { class: 'chip', data: { state: 'unmatched' } }, 'unmatched')] : null, why(entry)));
  }
}

const why = (entry) => (entry.reason && !isUnmatched(entry) ? el('span', { class: 'why', title: entry.reason }, entry.reason) : null);

/** What the free text looks at; the user also as he is shown. */
function textOf(entry) {
  const user = entry.telegramUserId;
  return [user, user && masked(user), entry.uid, entry.eid, entry.kind, entry.amount, entry.state, entry.reason].filter(Boolean).join('\n').toLowerCase();
}

function table(rows) {
  const heads = [['Time'], ['User'], ['Event'], ['Value', 'number'], ['uid'], ['eid'], ['State']];
  return el('table', { class: 'rows feed' },
    el('caption', { class: 'hidden' }, 'What was recorded, newest first'),
    el('thead', {}, el('tr', {}, heads.map(([head, kind]) => el('th', { scope: 'col', class: kind }, head)))), rows);
}

function select(name, label, words, changed) {
  return el('label', { class: 'choice' }, el('span', { class: 'hidden' }, label),
    el('select', { id: `feed-${name}`, on: { change: changed } },
      el('option', { value: '' }, `${label}: any`), words.map((word) => el('option', { value: word }, word))));
}

const valueOf = (choice) => choice.querySelector('select').value;
