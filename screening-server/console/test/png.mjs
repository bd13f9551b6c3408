// PNG as tests need it: written from samples, and read back from what the service sends.

import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** An 8-bit RGB picture; `colour(x, y)` gives `[r, g, b]`. */
export function writePng(width, height, colour) {
  const stride = width * 3;
  const rows = Buffer.alloc((stride + 1) * height);
  let above = Buffer.alloc(stride);
  for (let y = 0; y < height; y += 1) {
    const row = Buffer.alloc(stride);
    for (let x = 0; x < width; x += 1) row.set(colour(x, y), x * 3);
    // Each row as what differs from the one above: what repeats gets small.
    const at = y * (stride + 1);
    rows[at] = 2;
    for (let x = 0; x < stride; x += 1) rows[at + 1 + x] = row[x] - above[x];
    above = row;
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([SIGNATURE, chunk('IHDR', head), chunk('IDAT', deflateSync(rows, { level: 1 })), chunk('IEND', Buffer.alloc(0))]);
}

/** Samples of a PNG that is not interlaced: 8-bit RGB, or 8 or 16 bits of grey. */
export function readPng(bytes) {
  let [width, height, depth, colour] = [0, 0, 0, 0];
  const parts = [];
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const name = bytes.toString('latin1', at + 4, at + 8);
    const data = bytes.subarray(at + 8, at + 8 + length);
    if (name === 'IHDR') [width, height, depth, colour] = [data.readUInt32BE(0), data.readUInt32BE(4), data[8], data[9]];
    if (name === 'IDAT') parts.push(data);
    at += length + 12;
  }
  const channels = colour === 2 ? 3 : 1;
  const step = (channels * depth) / 8;
  const stride = width * step;
  const raw = inflateSync(Buffer.concat(parts));
  const out = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)];
    for (let x = 0; x < stride; x += 1) {
      const a = x >= step ? out[y * stride + x - step] : 0;
      const b = y > 0 ? out[(y - 1) * stride + x] : 0;
      const c = x >= step && y > 0 ? out[(y - 1) * stride + x - step] : 0;
      const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
      const paeth = pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
      out[y * stride + x] = raw[y * (stride + 1) + 1 + x] + [0, a, b, (a + b) >> 1, paeth][filter];
    }
  }
  const at = (x, y, channel = 0) => {
    const index = y * stride + x * step + (channel * depth) / 8;
    return depth === 16 ? out.readUInt16BE(index) : out[index];
  };
  return { width, height, depth, channels, at };
}
