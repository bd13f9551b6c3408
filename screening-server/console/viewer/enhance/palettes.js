// Palettes for tones, dark to light. All three get lighter evenly and can be told apart by people with any of the usual
// kinds of colour blindness: cividis (Nuñez, Anderton and Renslow, PLoS ONE 13, e0199239, 2018), viridis and inferno
// (van der Walt and Smith, 2015), each by nine of its colours.

/** @type {Record<string, string>} */
const COLOURS = {
  cividis: '00204d 00336f 39486b 575d6d 707173 8a8779 a69d75 c4b56c ffea46',
  viridis: '440154 472d7b 3b528b 2c728e 21918c 28ae80 5ec962 addc30 fde725',
  inferno: '000004 1f0c48 550f6d 88226a ba3655 e35933 f98e09 f9cb35 fcffa4',
};

export const PALETTES = Object.keys(COLOURS);

/** Entries of a palette's table. */
export const STEPS = 256;

/**
 * The palette as red, green, blue and alpha for each of 256 tones.
 * @param {string} name
 * @returns {Uint8Array}
 */
export function paletteTable(name) {
  const stops = (COLOURS[name] ?? '000000 ffffff').split(' ').map((hex) => [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16)));
  const table = new Uint8Array(STEPS * 4);
  for (let step = 0; step < STEPS; step += 1) {
    const at = (step / (STEPS - 1)) * (stops.length - 1);
    const left = Math.min(Math.floor(at), stops.length - 2);
    for (let channel = 0; channel < 3; channel += 1) {
      const [a, b] = [stops[left]?.[channel] ?? 0, stops[left + 1]?.[channel] ?? 0];
      table[step * 4 + channel] = Math.round(a + (b - a) * (at - left));
    }
    table[step * 4 + 3] = 255;
  }
  return table;
}
