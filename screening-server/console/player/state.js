// What a learning system keeps of a session that was interrupted: short text with a check sum.

/**
 * One answer: what was said, where, and how long it took.
 * @typedef {{said: boolean | null, mark: [number, number] | null, choice: number | null, late: boolean, tookMs: number}} Given
 */

/** @param {Given[]} given */
export function write(given) {
  const body = given.map(one).join(';');
  return `1|${body}|${sum(body)}`;
}

/**
 * The answers that `write` wrote.
 * @param {string} text
 * @param {number} most
 * @returns {Given[]}
 * @throws {Error} when it is something else
 */
export function read(text, most) {
  const [version, body, check, ...rest] = text.split('|');
  if (version !== '1' || body === undefined || rest.length > 0 || check !== sum(body)) throw new Error('changed');
  const given = body === '' ? [] : body.split(';').map(parse);
  if (given.length > most) throw new Error('changed');
  return given;
}

/** @param {Given} given */
function one({ said, mark, choice, late, tookMs }) {
  const words = [said === null ? '' : said ? 'y' : 'n', mark ? mark.map(Math.round).join(',') : '', choice ?? '', late ? 'l' : '', tookMs];
  return words.join('/');
}

/** @param {string} text @returns {Given} */
function parse(text) {
  const [said = '', mark = '', choice = '', late = '', took = ''] = text.split('/');
  const [x = NaN, y = NaN] = mark.split(',').map(Number);
  return {
    said: said === '' ? null : said === 'y',
    mark: mark === '' ? null : [x, y],
    choice: choice === '' ? null : Number(choice),
    late: late === 'l',
    tookMs: Number(took),
  };
}

/** FNV-1a over UTF-16: it finds damage, it proves nothing. @param {string} text */
function sum(text) {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash.toString(16);
}
