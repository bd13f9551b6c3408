// A request put together by hand: sent from here, or copied as a line for curl.

import { resolve } from './docs-schema.js';
import { byId, fill, h, say } from './dom.js';

/** @typedef {import('./openapi.js').Operation} Operation */

/** Longer answers are cut on this page only. */
const MOST_SHOWN = 20_000;

/**
 * A form for an operation's parameters and body, with the line for curl that it amounts to.
 * @param {Operation} operation
 * @param {import('./docs-schema.js').Schemas} schemas
 */
export function tryIt(operation, schemas) {
  const inputs = operation.parameters
    .filter((parameter) => parameter.in === 'path' || parameter.in === 'query')
    .map((parameter) => ({ parameter, input: inputOf(operation, parameter, schemas) }));
  const media = Object.keys(operation.body.requestBody?.content ?? {});
  // A picture as the raw body; forms with several parts are curl's.
  const raw = media.find((type) => !type.startsWith('multipart/'));
  const takesFile = operation.method === 'post' && raw !== undefined;
  const file = takesFile ? h('input', { type: 'file', 'aria-label': `${operation.path} file to send` }) : null;
  const answer = h('div', { class: 'answer', hidden: true });
  const line = h('code', {});

  const address = () => {
    let path = operation.path;
    const query = new URLSearchParams();
    for (const { parameter, input } of inputs) {
      if (parameter.in === 'path') path = path.replace(`{${parameter.name}}`, encodeURIComponent(input.value) || `{${parameter.name}}`);
      else if (input.value !== '') query.set(parameter.name, input.value);
    }
    return query.size > 0 ? `${path}?${query}` : path;
  };
  const write = () => say(line, curl(operation, address(), file?.files?.[0]?.name, media));
  for (const { input } of inputs) input.addEventListener('input', write);
  file?.addEventListener('change', write);
  write();

  const copy = h('button', { type: 'button', class: 'button small', onclick: () => copyLine(line, copy) }, 'Copy');
  const canSend = operation.method === 'get' || takesFile;
  const form = h(
    'form',
    {
      class: 'try',
      onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        send(operation, address(), file, answer);
      },
    },
    inputs.map(({ parameter, input }) => h('label', {}, h('code', {}, parameter.name), input)),
    file && h('label', {}, h('code', {}, 'body'), file),
    canSend && h('button', { class: 'button primary', type: 'submit' }, `Send ${operation.method.toUpperCase()}`),
  );
  return h('div', { class: 'hands-on' }, h('div', { class: 'curl' }, line, copy), canSend && form, answer);
}

/**
 * @param {Operation} operation
 * @param {import('./openapi.js').Parameter} parameter
 * @param {import('./docs-schema.js').Schemas} schemas
 */
function inputOf(operation, parameter, schemas) {
  const name = `${operation.method} ${operation.path} ${parameter.name}`;
  const values = resolve(parameter.schema ?? {}, schemas).inner.enum;
  if (values) {
    const options = values.filter((value) => value !== null).map((value) => h('option', {}, String(value)));
    return h('select', { 'aria-label': name, 'data-parameter': parameter.name }, h('option', { value: '' }, ''), options);
  }
  return h('input', {
    type: 'text',
    'aria-label': name,
    'data-parameter': parameter.name,
    required: parameter.required ?? false,
    spellcheck: 'false',
    autocomplete: 'off',
  });
}

/**
 * @param {Operation} operation
 * @param {string} address
 * @param {string | undefined} file
 * @param {string[]} media
 */
function curl(operation, address, file, media) {
  const parts = ['curl'];
  if (operation.method === 'post' && media.length > 0) {
    const name = file ?? 'parcel.png';
    const multipart = media.every((type) => type.startsWith('multipart/'));
    parts.push(multipart ? `-F ${quote(`top=@${name}`)}` : `--data-binary ${quote(`@${name}`)} -H 'content-type: application/octet-stream'`);
  } else if (operation.method !== 'get') {
    parts.push(`-X ${operation.method.toUpperCase()}`);
  }
  const picture = Object.values(operation.body.responses ?? {}).some((one) => one.content?.['image/png']);
  if (picture) parts.push('-o picture.png');
  parts.push(quote(location.origin + address));
  return parts.join(' ');
}

/** For a shell. @param {string} text */
function quote(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/**
 * @param {HTMLElement} line
 * @param {HTMLElement} button
 */
async function copyLine(line, button) {
  try {
    await navigator.clipboard.writeText(line.textContent ?? '');
    say(button, 'Copied');
    say(byId('announce'), 'Copied');
  } catch {
    // Without https, browsers keep the clipboard to themselves off this machine: mark the line for Ctrl+C.
    getSelection()?.selectAllChildren(line);
    say(button, 'Press Ctrl+C');
  }
  setTimeout(() => say(button, 'Copy'), 2000);
}

/**
 * @param {Operation} operation
 * @param {string} address
 * @param {HTMLInputElement | null} file
 * @param {HTMLElement} answer
 */
async function send(operation, address, file, answer) {
  answer.hidden = false;
  fill(answer, [h('p', { class: 'dim' }, 'Waiting …')]);
  const begun = performance.now();
  try {
    const body = file ? (file.files?.[0] ?? new Blob()) : null;
    const response = await fetch(address, { method: operation.method.toUpperCase(), ...(body ? { body } : {}) });
    const type = response.headers.get('content-type') ?? '';
    const blob = await response.blob();
    const ms = Math.round(performance.now() - begun);
    const status = h(
      'p',
      { class: response.ok ? 'status ok' : 'status bad' },
      h('b', {}, `${response.status} ${response.statusText}`),
      ` ${type || 'no content'}, ${blob.size.toLocaleString('en-GB')} bytes, ${ms} ms`,
    );
    fill(answer, [status, await shown(blob, type)]);
  } catch {
    fill(answer, [h('p', { class: 'status bad' }, h('b', {}, 'No answer'), ' The service could not be reached.')]);
  }
}

/**
 * @param {Blob} blob
 * @param {string} type
 */
async function shown(blob, type) {
  if (blob.size === 0) return null;
  if (type.startsWith('image/')) {
    const url = URL.createObjectURL(blob);
    return h('img', { src: url, alt: 'The picture that was answered', onload: () => URL.revokeObjectURL(url) });
  }
  let text = await blob.text();
  if (type.includes('json')) {
    try {
      text = JSON.stringify(JSON.parse(text), null, 2);
    } catch {
      // Shown as it came.
    }
  }
  const rest = text.length - MOST_SHOWN;
  return h('pre', { tabindex: '0' }, rest > 0 ? `${text.slice(0, MOST_SHOWN)}\n… and ${rest} more characters` : text);
}
