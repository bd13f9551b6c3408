// The service's clock: what runs out, runs out by it, and a console's own clock may be wrong.

/** A difference below this is the second that the header rounds to, and the way there. */
const WORTH_MS = 2000;

let ahead = 0;

/** Learns from the head of an answer. @param {Response} response */
export function noteServerTime(response) {
  const said = Date.parse(response.headers.get('date') ?? '');
  if (Number.isNaN(said)) return;
  const difference = said + 500 - Date.now();
  ahead = Math.abs(difference) > WORTH_MS ? difference : 0;
}

/** Milliseconds since 1970, as the service counts them. */
export function serverNow() {
  return Date.now() + ahead;
}

/**
 * Milliseconds until a moment, by the service's clock.
 * @param {string} moment RFC 3339
 */
export function msUntil(moment) {
  return Date.parse(moment) - serverNow();
}
