// What happens at the service, as it happens: server-sent events, with a look now and then for what they may have missed.

/** A look without an event. */
const EVERY_MS = 15_000;
/** Several events at once are one look. */
const GATHER_MS = 120;
const RETRY_MS = [1000, 2000, 3000, 5000];

/**
 * Tells `change` when something happened to parcels or their reviews, and `state` when the connection came or went.
 */
export class Live extends EventTarget {
  /** @type {'connecting' | 'live' | 'gone'} */
  state = 'connecting';
  /** When the next attempt is due while the service is gone. */
  retryAt = 0;

  #failures = 0;
  /** @type {EventSource | null} */
  #source = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #retry;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #gathering;

  start() {
    this.#connect();
    setInterval(() => this.#happened(), EVERY_MS);
    document.addEventListener('visibilitychange', () => document.hidden || this.#happened());
    window.addEventListener('online', () => this.now());
  }

  /** Tries now. */
  now() {
    if (this.state === 'live') this.#happened();
    else this.#connect();
  }

  #connect() {
    clearTimeout(this.#retry);
    this.#source?.close();
    const source = new EventSource('/v1/events');
    this.#source = source;
    source.addEventListener('open', () => {
      this.#failures = 0;
      this.#become('live');
      this.#happened();
    });
    for (const kind of ['review', 'screened', 'late', 'decided']) source.addEventListener(kind, () => this.#happened());
    // The browser would try again by itself after some failures and not after others: here it is one way for all.
    source.addEventListener('error', () => {
      if (source !== this.#source) return;
      source.close();
      // The service ends a connection now and then; that alone is no failure.
      if (this.state === 'live' && this.#failures === 0) {
        this.#failures = 1;
        this.#become('connecting');
        this.#connect();
        return;
      }
      const wait = RETRY_MS[Math.min(this.#failures, RETRY_MS.length) - 1] ?? 1000;
      this.#failures += 1;
      this.retryAt = Date.now() + wait;
      this.#become('gone');
      this.#retry = setTimeout(() => this.#connect(), wait);
    });
  }

  /** @param {'connecting' | 'live' | 'gone'} state */
  #become(state) {
    this.state = state;
    this.dispatchEvent(new Event('state'));
  }

  #happened() {
    if (this.#gathering !== undefined) return;
    this.#gathering = setTimeout(() => {
      this.#gathering = undefined;
      this.dispatchEvent(new Event('change'));
    }, GATHER_MS);
  }
}
