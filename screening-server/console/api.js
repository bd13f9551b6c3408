// The service's interface: what goes over the wire and how it is asked for.

import { t } from './i18n/text.js';
import { noteServerTime } from './server-time.js';

/** @typedef {'ALARM' | 'CLEAR' | 'UNKNOWN'} Decision */
/** @typedef {[x: number, y: number, width: number, height: number]} Box */

/**
 * @typedef {object} Region
 * @property {number} id
 * @property {number} view
 * @property {string} class
 * @property {string} group
 * @property {number} score
 * @property {number} threshold
 * @property {boolean} alarm
 * @property {Box} box
 * @property {number} [z_eff]
 * @property {[width: number, height: number]} [size_mm]
 * @property {number[]} [linked]
 */

/**
 * @typedef {object} Quality
 * @property {boolean} blank
 * @property {number} saturated_percent
 * @property {boolean} polarity_corrected
 * @property {boolean} clipped
 * @property {number} dense_percent
 * @property {'NO_INTERFERENCE' | 'SHIELD'} ability
 */

/**
 * @typedef {object} View
 * @property {string} name
 * @property {number} width
 * @property {number} height
 * @property {Box[]} parcels
 * @property {Quality | null} quality
 * @property {number} tiles
 * @property {number} tiles_skipped
 * @property {boolean} [dual_energy] whether the scan tells matter apart by two energies
 * @property {[x: number, y: number]} [mm_per_pixel] where the scan gives its scale
 */

/**
 * @typedef {object} Report
 * @property {Decision} decision
 * @property {string | null} abort_reason
 * @property {'NO_INTERFERENCE' | 'SHIELD'} ability
 * @property {{code: string, text: string}[]} reasons
 * @property {Region[]} regions
 * @property {View[]} views
 * @property {{name: string, version: string, sha256: string} | null} model
 * @property {{name: string, version: string}} policy
 * @property {{engine: string, version: string, provider: string, precision: string} | null} engine
 * @property {Record<string, number>} timings
 */

/** @typedef {{picture: string | null, annotated: string | null, thumbnail: string | null, atomic_number?: string | null}} Pictures */

/**
 * One parcel with all that is known of it.
 * @typedef {object} Scan
 * @property {string} id
 * @property {string | null} parcel
 * @property {string} received
 * @property {boolean} pending
 * @property {Report} report
 * @property {Report | null} late
 * @property {Pictures[]} pictures
 */

/**
 * One parcel as a line of the list.
 * @typedef {object} Summary
 * @property {string} id
 * @property {string | null} parcel
 * @property {string} received
 * @property {boolean} pending
 * @property {Decision} decision
 * @property {string | null} abort_reason
 * @property {string} reason
 * @property {number} regions
 * @property {string[]} classes
 * @property {number | null} top_score
 * @property {string | null} thumbnail
 */

/** @typedef {{scans: Summary[], next: string | null}} Page */

/**
 * Why there is no answer, as the service words it (RFC 9457).
 * @typedef {object} ProblemBody
 * @property {string} title
 * @property {number} status
 * @property {string} code
 * @property {string} detail
 * @property {Decision} decision
 * @property {string} [id]
 */

/** An answer that is no success, or none at all (`status` 0). */
export class Problem extends Error {
  /** @param {ProblemBody} body */
  constructor(body) {
    super(body.detail);
    this.body = body;
  }

  /** Whether the service itself cannot be reached, rather than having refused. */
  get gone() {
    return this.body.status === 0 || this.body.status === 502 || this.body.status === 503 || this.body.status === 504;
  }
}

/** For a list: long enough for a busy machine, short enough to notice that the service is gone. */
const PATIENCE_MS = 8000;

/**
 * Asks, and reads what the service says; null where it says nothing.
 * @param {string} method
 * @param {string} path
 * @param {{json?: unknown, form?: FormData, signal?: AbortSignal, keepalive?: boolean, patience?: number}} [options]
 * @returns {Promise<unknown>}
 */
export async function ask(method, path, { json, form, signal, keepalive = false, patience = PATIENCE_MS } = {}) {
  const limit = AbortSignal.timeout(patience);
  let response;
  try {
    response = await fetch(path, {
      method,
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
      headers: { accept: 'application/json', ...(json === undefined ? {} : { 'content-type': 'application/json' }) },
      keepalive,
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      ...(form ? { body: form } : {}),
    });
    noteServerTime(response);
    if (response.status === 204) return null;
    if (response.ok) return await response.json();
  } catch (error) {
    if (signal?.aborted) throw error;
    throw silence();
  }
  throw problem(response.status, response.statusText, await response.text().catch(() => ''));
}

/**
 * A page of the list, newest first.
 * @param {{limit: number, before?: string | null, lane?: string, parcel?: string, since?: string | null}} wanted
 * @param {AbortSignal} [signal]
 * @returns {Promise<Page>}
 */
export async function listScans({ limit, before, lane, parcel, since }, signal) {
  const query = new URLSearchParams({ limit: String(limit) });
  for (const [name, value] of Object.entries({ before, lane, parcel, since })) if (value) query.set(name, value);
  return /** @type {Page} */ (await ask('GET', `/v1/scans?${query}`, signal ? { signal } : {}));
}

/**
 * One parcel.
 * @param {string} id
 * @param {AbortSignal} [signal]
 * @returns {Promise<Scan>}
 */
export async function showScan(id, signal) {
  return /** @type {Scan} */ (await ask('GET', `/v1/scans/${encodeURIComponent(id)}`, signal ? { signal } : {}));
}

/**
 * Sends a picture as a parcel. `fetch` tells nothing of how far an upload is, `XMLHttpRequest` does.
 * @param {File} file
 * @param {string} parcel
 * @param {(share: number) => void} onprogress
 * @returns {Promise<Scan>}
 */
export function screen(file, parcel, onprogress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onprogress(event.loaded / event.total);
    };
    request.onload = () => {
      if (request.status !== 200) {
        reject(problem(request.status, request.statusText, request.responseText));
        return;
      }
      try {
        resolve(JSON.parse(request.responseText));
      } catch {
        reject(silence());
      }
    };
    request.onerror = () => reject(silence());
    request.ontimeout = () => reject(silence());
    request.open('POST', `/v1/scans?${new URLSearchParams({ parcel })}`);
    // Not what the browser takes the file for by its name: the service looks for itself.
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.send(file);
  });
}

function silence() {
  return new Problem({
    title: t('problem-no_answer'),
    status: 0,
    code: 'no_answer',
    detail: t('problem-silence'),
    decision: 'UNKNOWN',
  });
}

/**
 * @param {number} status
 * @param {string} statusText
 * @param {string} text
 */
function problem(status, statusText, text) {
  // The session has ended: whoever goes on has to log in anew.
  if (status === 401) location.assign('/login');
  /** @type {Partial<ProblemBody>} */
  let body = {};
  try {
    const parsed = JSON.parse(text);
    if (parsed && typeof parsed === 'object') body = parsed;
  } catch {
    // A proxy's page, or nothing: the status has to do.
  }
  return new Problem({
    title: body.title ?? (statusText || t('problem-error')),
    status,
    code: body.code ?? 'error',
    detail: body.detail ?? t('common-answered', { status }),
    // Whatever the body says, an error clears nothing.
    decision: 'UNKNOWN',
    ...(body.id ? { id: body.id } : {}),
  });
}
