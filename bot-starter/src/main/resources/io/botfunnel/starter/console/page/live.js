// The stream of what happens, and whether it still flows.
import { follow, ping } from './api.js';

const SILENT_AFTER = 25_000; // the bot says something every 15 s
const LONGEST_WAIT = 10_000;

/** Keeps a stream open, and says where it stands: loading, live, stale or locked. */
export class Live {
  #period = 'day';
  #hear;
  #stand;
  #stream = null;
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
    const stream = new AbortController();
    this.#stream = stream;
    this.#listen();
    follow({ period }, stream.signal, (name, content) => this.#heard(name, content, stream)).catch((error) => {
      if (this.#stream === stream) {
        this.#failed(error);
      }
    });
  }

  /** Ends the stream, as at a logout. */
  lock() {
    this.#end();
    this.#move('locked');
  }

  #heard(name, content, stream) {
    if (this.#stream !== stream) {
      return;
    }
    this.#wait = 1_000;
    this.#listen();
    this.#move('live');
    this.#hear(name, content);
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

  /** A stream that hangs does not say so: a question does. */
  async #again() {
    try {
      await ping();
      this.open();
    } catch (error) {
      this.#failed(error);
    }
  }

  #failed(error) {
    if (error.status === 401) {
      this.lock();
    } else {
      this.#lost(error.hung);
    }
  }

  #end() {
    clearTimeout(this.#timer);
    clearTimeout(this.#watch);
    const stream = this.#stream;
    this.#stream = null;
    stream?.abort();
  }

  #move(state, retryAt = null, hung = false) {
    if (state !== this.state) {
      this.since = Date.now();
    }
    this.state = state;
    this.#stand({ state, since: this.since, retryAt, hung });
  }
}
