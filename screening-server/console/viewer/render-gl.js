// Draws on the graphics card. A program is put together from the lines of the table of enhancements that are on: the
// plain picture is a mere copy of its pixels.

import { LUMA, RETONE_GLSL } from './enhance/table.js';
import { STEPS, paletteTable } from './enhance/palettes.js';
import { BINS } from './enhance/local.js';
import { SURROUND, TileStore, layer } from './tiles.js';

/** @typedef {import('./tiles.js').Scene} Scene */
/** @typedef {import('./tiles.js').Layer} Layer */
/** @typedef {import('./picture.js').Tile} Tile */
/** @typedef {{program: WebGLProgram, at: (name: string) => WebGLUniformLocation | null}} Program */
/** @typedef {{texture: WebGLTexture, of: unknown}} Table */

const VERTEX = `#version 300 es
uniform vec4 box;
uniform vec2 frame;
void main() {
  vec2 at = mix(box.xy, box.zw, vec2(gl_VertexID & 1, gl_VertexID >> 1)) / frame * 2. - 1.;
  gl_Position = vec4(at.x, -at.y, 0., 1.);
}`;

const HEAD = `#version 300 es
precision highp float;
precision highp sampler2D;
uniform sampler2D tile;
uniform vec2 frame;
uniform vec2 origin;
uniform vec2 zoom;
uniform vec2 size;
uniform bool pixels;
out vec4 shown;
vec3 colourAt(vec2 p) { return texture(tile, p / size).rgb; }
float toneAt(vec2 p) { return dot(colourAt(p), vec3(${LUMA.join(', ')})); }`;

const PLACE = `
  vec2 p = clamp((vec2(gl_FragCoord.x, frame.y - gl_FragCoord.y) - origin) / zoom, vec2(.5), size - .5);
  if (pixels) p = floor(p) + .5;
  vec3 colour = colourAt(p);`;

const MEAN = `
  float mean = 0.;
  for (int y = -1; y <= 1; y++) for (int x = -1; x <= 1; x++) mean += toneAt(p + vec2(x, y));
  mean /= 9.;`;

/** Which texture unit holds what. */
const UNITS = { tile: 0, atomic: 1, localTables: 2, palette: 3 };

export class GlRenderer {
  /** @type {Map<string, Program>} */
  #programs = new Map();
  /** @type {TileStore<WebGLTexture>} */
  #tiles;
  /** @type {Partial<Record<'localTables' | 'palette', Table>>} */
  #tables = {};

  /**
   * None where the browser or its graphics card cannot.
   * @param {HTMLCanvasElement} canvas
   * @param {() => void} onready more tiles can be drawn
   * @param {() => void} onlost the card was taken away: the canvas is of no more use
   */
  static create(canvas, onready, onlost) {
    const gl = canvas.getContext('webgl2', {
      alpha: false,
      antialias: false,
      depth: false,
      stencil: false,
      // What was drawn can be read at any time.
      preserveDrawingBuffer: true,
    });
    if (!gl) return null;
    canvas.addEventListener('webglcontextlost', onlost, { once: true });
    return new GlRenderer(gl, onready);
  }

  /**
   * @param {WebGL2RenderingContext} gl
   * @param {() => void} onready
   */
  constructor(gl, onready) {
    this.gl = gl;
    this.#tiles = new TileStore((bitmap) => this.#upload(bitmap), (texture) => gl.deleteTexture(texture), onready);
    gl.pixelStorei(gl.UNPACK_COLORSPACE_CONVERSION_WEBGL, gl.NONE);
    gl.bindVertexArray(gl.createVertexArray());
  }

  /**
   * @param {Scene} scene
   * @returns {boolean} whether all of it was there
   */
  draw(scene) {
    const { gl } = this;
    const { picture, atomic } = scene;
    this.#tiles.keep(atomic ? [picture, atomic] : [picture]);
    gl.viewport(0, 0, scene.width, scene.height);
    const [r, g, b] = SURROUND;
    gl.clearColor((r ?? 0) / 255, (g ?? 0) / 255, (b ?? 0) / 255, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
    const program = this.#program(scene);
    gl.useProgram(program.program);
    this.#setScene(program, scene);

    const wanted = picture.levelFor(scene.scale);
    const fine = layer(scene, wanted);
    const ready = fine.tiles.filter((tile) => this.#tiles.get(picture, tile));
    const known = !atomic || fine.tiles.filter((tile) => this.#tiles.get(atomic, tile)).length === fine.tiles.length;
    const whole = ready.length === fine.tiles.length;
    if (!whole && wanted !== picture.coarsest) {
      const coarse = layer(scene, picture.coarsest);
      this.#setLayer(program, coarse);
      for (const tile of coarse.tiles) this.#drawTile(program, scene, coarse, tile);
    }
    this.#setLayer(program, fine);
    for (const tile of ready) this.#drawTile(program, scene, fine, tile);
    return whole && known;
  }

  /** Gives tiles and context back. */
  close() {
    this.#tiles.keep([]);
    this.gl.getExtension('WEBGL_lose_context')?.loseContext();
  }

  /**
   * @param {Program} program
   * @param {Scene} scene
   */
  #setScene({ at }, scene) {
    const { gl } = this;
    const { values, local } = scene;
    gl.uniform2f(at('frame'), scene.width, scene.height);
    gl.uniform1i(at('pixels'), scene.pixels ? 1 : 0);
    for (const [name, unit] of Object.entries(UNITS)) gl.uniform1i(at(name), unit);
    gl.uniform2f(at('window'), ...values.window);
    gl.uniform1f(at('gamma'), values.gamma);
    gl.uniform2f(at('slice'), ...values.slice);
    if (local && at('localTables')) {
      gl.uniform2f(at('localCells'), local.columns, local.rows);
      this.#bindTable('localTables', local, () => ({ width: BINS, data: local.data, format: gl.RED, internal: gl.R8 }));
    }
    if (values.palette) {
      const palette = values.palette;
      this.#bindTable('palette', palette, () => ({ width: STEPS, data: paletteTable(palette), format: gl.RGBA, internal: gl.RGBA8 }));
    }
  }

  /**
   * @param {Program} program
   * @param {Layer} layer
   */
  #setLayer({ at }, { zoom, size }) {
    this.gl.uniform2f(at('zoom'), ...zoom);
    this.gl.uniform2f(at('whole'), ...size);
  }

  /**
   * @param {Program} program
   * @param {Scene} scene
   * @param {Layer} layer
   * @param {Tile} tile
   */
  #drawTile({ at }, scene, { zoom }, tile) {
    const { gl } = this;
    const texture = this.#tiles.get(scene.picture, tile);
    if (!texture) return;
    const atomic = scene.atomic && this.#tiles.get(scene.atomic, tile);
    const screen = (/** @type {number} */ x, /** @type {number} */ y) =>
      /** @type {[number, number]} */ ([scene.x + x * zoom[0], scene.y + y * zoom[1]]);
    gl.activeTexture(gl.TEXTURE0 + UNITS.tile);
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.activeTexture(gl.TEXTURE0 + UNITS.atomic);
    gl.bindTexture(gl.TEXTURE_2D, atomic);
    gl.uniform4f(at('box'), ...screen(tile.x0, tile.y0), ...screen(tile.x1, tile.y1));
    gl.uniform2f(at('origin'), ...screen(tile.left, tile.top));
    gl.uniform2f(at('size'), tile.width, tile.height);
    gl.uniform2f(at('start'), tile.left, tile.top);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
  }

  /** @param {Scene} scene */
  #program({ active, values, atomic, local }) {
    // What cannot be had yet is left out, and drawn when it is there.
    const usable = active.filter(({ name, dual }) => (!dual || atomic) && (name !== 'super_enhance' || local));
    const key = [...usable.map(({ name }) => name), values.palette && 'palette'].join(' ');
    let program = this.#programs.get(key);
    if (!program) this.#programs.set(key, (program = this.#build(usable, values.palette !== '')));
    return program;
  }

  /**
   * @param {readonly import('./enhance/table.js').Enhancement[]} active
   * @param {boolean} palette
   * @returns {Program}
   */
  #build(active, palette) {
    const { gl } = this;
    const has = (/** @type {string} */ name) => active.some((one) => one.name === name);
    const dual = active.some((one) => one.dual);
    const plain = active.length === 0 && !palette;
    const text = [
      HEAD,
      dual && 'uniform sampler2D atomic;',
      has('super_enhance') && 'uniform vec2 start;\nuniform vec2 whole;',
      palette && 'uniform sampler2D palette;',
      ...active.map(({ needs }) => needs ?? ''),
      RETONE_GLSL,
      'void main() {',
      PLACE,
      !plain && 'float plain = toneAt(p); float tone = plain; bool grey = false;',
      has('edge') && MEAN,
      has('super_enhance') && 'vec2 place = (start + p) / whole;',
      dual && 'float z = texelFetch(atomic, ivec2(p), 0).r * 255. / 8.;',
      ...active.map(({ glsl }) => glsl),
      !plain && 'colour = grey ? vec3(tone) : retone(colour, plain, tone);',
      palette &&
        `float step = clamp(tone, 0., 1.) * ${STEPS - 1}.; int low = min(int(step), ${STEPS - 2});
        colour = mix(texelFetch(palette, ivec2(low, 0), 0).rgb, texelFetch(palette, ivec2(low + 1, 0), 0).rgb, step - float(low));`,
      'shown = vec4(colour, 1.);',
      '}',
    ];
    const program = gl.createProgram();
    for (const [kind, source] of [[gl.VERTEX_SHADER, VERTEX], [gl.FRAGMENT_SHADER, text.filter(Boolean).join('\n')]]) {
      const shader = gl.createShader(Number(kind));
      if (!shader) break;
      gl.shaderSource(shader, String(source));
      gl.compileShader(shader);
      gl.attachShader(program, shader);
      if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS) && !gl.isContextLost()) {
        throw new Error(`a shader does not compile: ${gl.getShaderInfoLog(shader)}`);
      }
      gl.deleteShader(shader);
    }
    gl.linkProgram(program);
    /** @type {Map<string, WebGLUniformLocation | null>} */
    const places = new Map();
    const at = (/** @type {string} */ name) => {
      if (!places.has(name)) places.set(name, gl.getUniformLocation(program, name));
      return places.get(name) ?? null;
    };
    return { program, at };
  }

  /** @param {ImageBitmap} bitmap */
  #upload(bitmap) {
    const { gl } = this;
    const texture = this.#texture(UNITS.tile, gl.LINEAR);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, gl.RGBA, gl.UNSIGNED_BYTE, bitmap);
    return texture;
  }

  /**
   * Binds a small table, uploaded where it is another than last time.
   * @param {'localTables' | 'palette'} name
   * @param {unknown} of
   * @param {() => {width: number, data: Uint8Array, format: number, internal: number}} make
   */
  #bindTable(name, of, make) {
    const { gl } = this;
    const known = this.#tables[name];
    if (known && known.of === of) {
      gl.activeTexture(gl.TEXTURE0 + UNITS[name]);
      gl.bindTexture(gl.TEXTURE_2D, known.texture);
      return;
    }
    if (known) gl.deleteTexture(known.texture);
    const { width, data, format, internal } = make();
    const texture = this.#texture(UNITS[name], gl.NEAREST);
    const height = data.length / width / (format === gl.RED ? 1 : 4);
    gl.texImage2D(gl.TEXTURE_2D, 0, internal, width, height, 0, format, gl.UNSIGNED_BYTE, data);
    this.#tables[name] = { texture, of };
  }

  /**
   * @param {number} unit
   * @param {number} filter
   */
  #texture(unit, filter) {
    const { gl } = this;
    const texture = gl.createTexture();
    gl.activeTexture(gl.TEXTURE0 + unit);
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, filter);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, filter);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
    return texture;
  }
}
