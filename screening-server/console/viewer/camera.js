// Where a picture lies on the screen: numbers only, in CSS pixels, origin at the top left of the stage.

/** Space around a fitted picture: room for the labels of boxes at the edge. */
const MARGIN = 18;
const MOST = 24;
/** Small pictures grow when they are fitted, but not into mosaics. */
const MOST_FITTED = 3;
/** A region is shown no larger than this: of single pixels no shape can be seen. */
const MOST_REGION = 6;

export class Camera {
  /** Screen pixels that a pixel of the picture takes. */
  scale = 1;
  x = 0;
  y = 0;
  /** Whether the picture follows the size of the window, as it does until someone zooms or pans. */
  fitted = true;
  width = 0;
  height = 0;
  #frame = { width: 0, height: 0 };

  /**
   * Another picture, shown as a whole.
   * @param {number} width
   * @param {number} height
   */
  setPicture(width, height) {
    [this.width, this.height] = [width, height];
    this.fit();
  }

  /**
   * @param {number} width
   * @param {number} height
   */
  setFrame(width, height) {
    const { x, y } = this.toPicture(this.#frame.width / 2, this.#frame.height / 2);
    const known = this.#frame.width > 0;
    this.#frame = { width, height };
    if (this.fitted || !known) this.fit();
    else this.centre(x, y);
  }

  get usable() {
    return this.width > 0 && this.height > 0 && this.#frame.width > 0 && this.#frame.height > 0;
  }

  /** The whole picture, in the middle. */
  fit() {
    this.fitted = true;
    if (!this.usable) return;
    const room = (/** @type {number} */ length) => Math.max(length - 2 * MARGIN, length / 2);
    const { width, height } = this.#frame;
    this.scale = Math.min(room(width) / this.width, room(height) / this.height, MOST_FITTED);
    this.x = (width - this.width * this.scale) / 2;
    this.y = (height - this.height * this.scale) / 2;
  }

  /**
   * Zooms so that what lies under a point stays under it; the middle where no point is given.
   * @param {number} factor
   * @param {number} [x]
   * @param {number} [y]
   */
  zoom(factor, x, y) {
    this.zoomTo(this.scale * factor, x, y);
  }

  /**
   * The same to a given scale.
   * @param {number} wanted
   * @param {number} [x]
   * @param {number} [y]
   */
  zoomTo(wanted, x = this.#frame.width / 2, y = this.#frame.height / 2) {
    if (!this.usable) return;
    const least = Math.min(this.#frame.width / this.width, this.#frame.height / this.height, 1) / 2;
    const scale = Math.min(Math.max(wanted, least), MOST);
    const ratio = scale / this.scale;
    this.x = x - (x - this.x) * ratio;
    this.y = y - (y - this.y) * ratio;
    this.scale = scale;
    this.fitted = false;
  }

  /**
   * @param {number} dx
   * @param {number} dy
   */
  pan(dx, dy) {
    // Some of the picture stays in sight.
    const { width, height } = this.#frame;
    const keep = 40;
    this.x = Math.min(Math.max(this.x + dx, keep - this.width * this.scale), width - keep);
    this.y = Math.min(Math.max(this.y + dy, keep - this.height * this.scale), height - keep);
    this.fitted = false;
  }

  /**
   * Brings a point of the picture into the middle.
   * @param {number} x
   * @param {number} y
   */
  centre(x, y) {
    this.x = this.#frame.width / 2 - x * this.scale;
    this.y = this.#frame.height / 2 - y * this.scale;
    this.fitted = false;
  }

  /**
   * Shows a box large enough to judge.
   * @param {readonly [number, number, number, number]} box
   */
  show([x, y, width, height]) {
    if (!this.usable) return;
    const fits = Math.min(this.#frame.width / (2 * Math.max(width, 1)), this.#frame.height / (2 * Math.max(height, 1)));
    this.scale = Math.min(fits, MOST_REGION);
    this.centre(x + width / 2, y + height / 2);
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  toScreen(x, y) {
    return { x: this.x + x * this.scale, y: this.y + y * this.scale };
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  toPicture(x, y) {
    return { x: (x - this.x) / this.scale, y: (y - this.y) / this.scale };
  }
}
