// The event stream of the bot, and the state of the connection.
import { ping, readStream } from './api.js';

const TIMEOUT = 25_000; // the bot sends its status every 15 s
const MAX_DELAY = 10_000;

/** Keeps a stream open and reconnects. Its state is loading, live, stale or locked. */
export class LiveStream {
  #period = 'day';
  #onEvent;
  #onState;
  #stream = null;
  #reconnect = 0;
  #timeout = 0;
  #delay = 1_000;

  /**
   * @param onEvent called with the name and the content of each event
   * @param onState called with `{state, since, retryAt, hung}` whenever that changes
   */
  constructor(onEvent, onState) {
    this.#onEvent = onEvent;
    this.#onState = onState;
    this.state = 'loading';
    this.since = Date.now();
  }

  /** Opens the stream for a period, in place of the current one. */
  open(period = this.#period) {
    this.#period = period;
    this.#close();
    const stream = new AbortController();
    this.#stream = stream;
    this.#restartTimeout();
    readStream({ period }, stream.signal, (name, content) => this.#received(name, content, stream)).catch((error) => {
      if (this.#stream === stream) {
        this.#failed(error);
      }
    });
  }

  /** Closes the stream after a logout. */
  lock() {
    this.#close();
    this.#setState('locked');
  }

  #received(name, content, stream) {
    if (this.#stream !== stream) {
      return;
    }
    this.#delay = 1_000;
    this.#restartTimeout();
    this.#setState('live');
    this.#onEvent(name, content);
  }

  #restartTimeout() {
    clearTimeout(this.#timeout);
    this.#timeout = setTimeout(() => this.#lost(true), TIMEOUT);
  }

  /** @param hung whether the bot accepts the connection but does not answer */
  #lost(hung = false) {
    this.#close();
    this.#reconnect = setTimeout(() => this.#tryAgain(), this.#delay);
    this.#setState('stale', Date.now() + this.#delay, hung);
    this.#delay = Math.min(this.#delay * 2, MAX_DELAY);
  }

  /** Pings first, because a hung stream cannot be told from an idle one. */
  async #tryAgain() {
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

  #close() {
    clearTimeout(this.#reconnect);
    clearTimeout(this.#timeout);
    const stream = this.#stream;
    this.#stream = null;
    stream?.abort();
  }

  #setState(state, retryAt = null, hung = false) {
    if (state !== this.state) {
      this.since = Date.now();
    }
    this.state = state;
    this.#onState({ state, since: this.since, retryAt, hung });
  }
}
