// Whether every text of a page fits: it lies within its element and within the boxes around it, and is not cut. A text
// that may be long by nature (a name, a code) may end in an ellipsis where its whole is in the title.

/** What does not fit, in words; empty where all does. */
export function misfits(page) {
  return page.evaluate(() => {
    const found = new Set();
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) found.add(`the page is ${root.scrollWidth} wide`);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent.trim();
      const element = node.parentElement;
      if (!text || !element.checkVisibility({ checkVisibilityCSS: true }) || element.closest('.unseen, option, title, noscript, svg')) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const place = range.getBoundingClientRect();
      if (place.width === 0) continue;
      for (let box = element; box && box !== document.body; box = box.parentElement) {
        const style = getComputedStyle(box);
        const isBlock = style.display !== 'inline' && style.display !== 'contents';
        const ends = style.textOverflow === 'ellipsis' && box.title.includes(text.slice(0, 20));
        if (ends) break;
        const outer = box.getBoundingClientRect();
        if (isBlock && (place.left < outer.left - 1.5 || place.right > outer.right + 1.5)) {
          found.add(`'${text.slice(0, 60)}' leaves ${box.localName}.${box.className} by ${Math.round(Math.max(outer.left - place.left, place.right - outer.right))}`);
          break;
        }
        // What is placed by itself answers to the window alone.
        if (['absolute', 'fixed'].includes(style.position)) break;
      }
      if (place.left < -1 || place.right > root.clientWidth + 1) found.add(`'${text.slice(0, 60)}' leaves the window`);
      // A wide table may be moved sideways as a whole.
      if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0 && !element.title.includes(text.slice(0, 20))) {
        found.add(`'${text.slice(0, 60)}' needs ${element.scrollWidth} of ${element.clientWidth}`);
      }
    }
    return [...found];
  });
}
