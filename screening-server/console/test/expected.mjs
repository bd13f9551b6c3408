// What each enhancement makes of a pixel, written anew from what it promises: the measure that the viewer is held to.

const luma = ([r, g, b]) => (0.299 * r + 0.587 * g + 0.114 * b) / 255;
const clamp = (value) => Math.min(Math.max(value, 0), 1);
const grey = (tone) => [tone * 255, tone * 255, tone * 255];

/** The colour at another tone with its hue kept: a mixture with black, or with white. */
function retoned(colour, tone) {
  const plain = luma(colour);
  if (plain === 0 || plain === 1) return grey(tone);
  if (tone <= plain) return colour.map((value) => (value * tone) / plain);
  return colour.map((value) => 255 - ((255 - value) * (1 - tone)) / (1 - plain));
}

const veiled = (colour) => grey(0.84 + 0.16 * luma(colour));

/** Cividis as it is published, at nine tones. */
const CIVIDIS = [[0, 32, 77], [0, 51, 111], [57, 72, 107], [87, 93, 109], [112, 113, 115], [138, 135, 121], [166, 157, 117], [196, 181, 108], [255, 234, 70]];

function cividis(tone) {
  const at = clamp(tone) * 8;
  const left = Math.min(Math.floor(at), 7);
  return CIVIDIS[left].map((value, channel) => value + (CIVIDIS[left + 1][channel] - value) * (at - left));
}

/** The picture of a scan, as colours by place; outside, the outermost pixels go on. */
export class Source {
  constructor({ width, height, at }, atomic) {
    this.width = width;
    this.height = height;
    this.atomic = atomic;
    this.colour = (x, y) => {
      const [cx, cy] = [Math.min(Math.max(x, 0), width - 1), Math.min(Math.max(y, 0), height - 1)];
      return [0, 1, 2].map((channel) => at(cx, cy, channel));
    };
  }

  /** Tables of contrast-limited adaptive equalisation, cell by cell. */
  get cells() {
    this.known ??= equalised(this);
    return this.known;
  }

  z(x, y) {
    return this.atomic.at(x, y) / 2056;
  }
}

/** By the name of the enhancement: what a pixel becomes. Those with a measure have the one that their key gives first. */
export const EXPECTED = {
  black_and_white: (source, x, y) => grey(luma(source.colour(x, y))),
  inverse: (source, x, y) => {
    const colour = source.colour(x, y);
    return retoned(colour, 1 - luma(colour));
  },
  edge: (source, x, y) => {
    const colour = source.colour(x, y);
    let sum = 0;
    for (let dy = -1; dy <= 1; dy += 1) for (let dx = -1; dx <= 1; dx += 1) sum += luma(source.colour(x + dx, y + dy));
    return retoned(colour, clamp(luma(colour) + 1.6 * (luma(colour) - sum / 9)));
  },
  super_enhance: (source, x, y) => {
    const colour = source.colour(x, y);
    return retoned(colour, local(source.cells, luma(colour), (x + 0.5) / source.width, (y + 0.5) / source.height));
  },
  high_penetration: (source, x, y) => retoned(source.colour(x, y), clamp(luma(source.colour(x, y)) / 0.4)),
  low_penetration: (source, x, y) => retoned(source.colour(x, y), clamp((luma(source.colour(x, y)) - 0.55) / 0.45)),
  density_slice: (source, x, y) => {
    const colour = source.colour(x, y);
    const tone = luma(colour);
    // On the border, the card and the test may round to different sides.
    if (Math.abs(tone - 0.25) < 0.004 || Math.abs(tone - 0.6) < 0.004) return null;
    return tone < 0.25 || tone > 0.6 ? veiled(colour) : colour;
  },
  palette: (source, x, y) => cividis(luma(source.colour(x, y))),
  gamma: (source, x, y) => retoned(source.colour(x, y), Math.sqrt(luma(source.colour(x, y)))),
  window: (source, x, y) => retoned(source.colour(x, y), clamp((luma(source.colour(x, y)) - 0.1) / 0.7)),
  organic_only: (source, x, y) => {
    const z = source.z(x, y);
    if (Math.abs(z - 10) < 0.1) return null;
    return z > 10 ? veiled(source.colour(x, y)) : source.colour(x, y);
  },
  inorganic_only: (source, x, y) => {
    const z = source.z(x, y);
    if (Math.abs(z - 10) < 0.1 || (z > 0 && z < 0.13)) return null;
    return z > 0 && z < 10 ? veiled(source.colour(x, y)) : source.colour(x, y);
  },
};

function equalised({ width, height, colour }) {
  const side = Math.max(Math.min(width, height) / 4, Math.max(width, height) / 32);
  const [columns, rows] = [Math.max(2, Math.round(width / side)), Math.max(2, Math.round(height / side))];
  const counts = Array.from({ length: columns * rows }, () => new Array(256).fill(0));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const cell = Math.floor((y * rows) / height) * columns + Math.floor((x * columns) / width);
      counts[cell][Math.round(luma(colour(x, y)) * 255)] += 1;
    }
  }
  const tables = counts.map((bins) => {
    const total = bins.reduce((sum, count) => sum + count, 0);
    const limit = Math.max((2.5 * total) / 256, 1);
    const over = bins.reduce((sum, count) => sum + Math.max(count - limit, 0), 0) / 256;
    let sum = 0;
    return bins.map((count) => {
      sum += Math.min(count, limit) + over;
      return sum / total;
    });
  });
  return { columns, rows, tables };
}

function local({ columns, rows, tables }, tone, u, v) {
  const [x, y] = [Math.min(Math.max(u * columns - 0.5, 0), columns - 1), Math.min(Math.max(v * rows - 0.5, 0), rows - 1)];
  const [left, top] = [Math.min(Math.floor(x), columns - 2), Math.min(Math.floor(y), rows - 2)];
  const of = (dx, dy) => {
    const table = tables[(top + dy) * columns + left + dx];
    const low = Math.min(Math.floor(tone * 255), 254);
    return table[low] + (table[low + 1] - table[low]) * (tone * 255 - low);
  };
  const [fx, fy] = [x - left, y - top];
  return (of(0, 0) * (1 - fx) + of(1, 0) * fx) * (1 - fy) + (of(0, 1) * (1 - fx) + of(1, 1) * fx) * fy;
}
