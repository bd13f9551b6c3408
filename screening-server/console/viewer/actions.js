// What can be done with the viewer, by name, with the key that does it unless the user took another. The texts are
// `NAME` (what it does) and, where it has a button, `NAME-short`.

/**
 * @typedef {object} Action
 * @property {string} name
 * @property {string} key
 * @property {string} [enhancement] the one that it turns on and off
 * @property {boolean} [dual] whether it needs a dual-energy scan
 */

/** @type {readonly Action[]} */
export const VIEWER_ACTIONS = [
  { name: 'viewer-black-and-white', key: '1', enhancement: 'black_and_white' },
  { name: 'viewer-inverse', key: '2', enhancement: 'inverse' },
  { name: 'viewer-edge', key: '3', enhancement: 'edge' },
  { name: 'viewer-super-enhance', key: '4', enhancement: 'super_enhance' },
  { name: 'viewer-high-penetration', key: '5', enhancement: 'high_penetration' },
  { name: 'viewer-low-penetration', key: '6', enhancement: 'low_penetration' },
  { name: 'viewer-density-slice', key: '7', enhancement: 'density_slice' },
  { name: 'viewer-palette', key: '8', enhancement: 'palette' },
  { name: 'viewer-gamma', key: '9', enhancement: 'gamma' },
  { name: 'viewer-window', key: 'w', enhancement: 'window' },
  { name: 'viewer-organic-only', key: 'g', enhancement: 'organic_only', dual: true },
  { name: 'viewer-inorganic-only', key: 'i', enhancement: 'inorganic_only', dual: true },
  { name: 'viewer-atomic-number', key: 'z', enhancement: 'atomic_number', dual: true },
  { name: 'viewer-pan', key: 'v' },
  { name: 'viewer-draw', key: 'd' },
  { name: 'viewer-ruler', key: 'm' },
  { name: 'viewer-next-region', key: 'n' },
  { name: 'viewer-previous-region', key: 'p' },
  { name: 'viewer-reclass', key: 't' },
  { name: 'viewer-dismiss', key: 'x' },
  { name: 'viewer-boxes', key: 'b' },
  { name: 'viewer-compare', key: 'y' },
  { name: 'viewer-one-view', key: 'f' },
  { name: 'viewer-zoom-in', key: '+' },
  { name: 'viewer-zoom-out', key: '-' },
  { name: 'viewer-actual-size', key: '0' },
  { name: 'viewer-light', key: 'l' },
  { name: 'viewer-reset', key: 'r' },
];
