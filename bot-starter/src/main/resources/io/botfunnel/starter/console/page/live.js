// The stream of what happens, and whether it still flows.
import { ping, query } from './api.js';

const EVENTS = ['status', 'feed', 'funnel'];
const SILENT_AFTER = 25_000; // the bot says something every 15 s
const LONGEST_WAIT = 10_000;

/** Keeps a stream open, and says where it stands: loading, live, stale or locked. */
export class Live {
  #period = 'day';
  #hear;
  #stand;
  #source = null;
  #timer = 0;
  #watch = 0;
  #wait = 1_000;

  /**
   * @param hear called with the name and the content of each event
   * @param stand called with `{state, since, retryAt, hung}` whenever that changes
   */
  constructor(hear, stand) {
    this.#hear = hear;
    this.#stand = stand;
    this.state = 'loading';
    this.since = Date.now();
  }

  /** Opens the stream for a period, in place of the one before. */
  open(period = this.#period) {
    this.#period = period;
    this.#end();
    const source = new EventSource(`/api/live${query({ period })}`);
    EVENTS.forEach((name) => source.addEventListener(name, (event) => this.#heard(name, event)));
    source.onerror = () => this.#lost();
    this.#source = source;
    this.#listen();
  }

  #heard(name, event) {
    this.#wait = 1_000;
    this.#listen();
    this.#move('live');
    this.#hear(name, JSON.parse(event.data));
  }

  #listen() {
    clearTimeout(this.#watch);
    this.#watch = setTimeout(() => this.#lost(true), SILENT_AFTER);
  }

  /** @param hung whether somebody is there who says nothing */
  #lost(hung = false) {
    this.#end();
    this.#timer = setTimeout(() => this.#again(), this.#wait);
    this.#move('stale', Date.now() + this.#wait, hung);
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
  }

  /** A stream does not say why it failed: a question does. */
  async #again() {
    try {
      await ping();
      this.open();
    } catch (error) {
      if (error.status === 401) {
        this.#end();
        this.#move('locked');
      } else {
        this.#lost(error.hung);
      }
    }
  }

  #end() {
    clearTimeout(this.#timer);
    clearTimeout(this.#watch);
    this.#source?.close();
    this.#source = null;
  }

  #move(state, retryAt = null, hung = false) {
    if (state !== this.state) {
      this.since = Date.now();
    }
    this.state = state;
    this.#stand({ state, since: this.since, retryAt, hung });
  }
}
