// What the tests ask of a page. Put into every page before its own scripts, which a strict policy does not hinder.
// Every probe gives a list of faults, each with the element it was found at; an empty list means that all is well.
"use strict";
window.probes = (() => {
  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex], [contenteditable]";

  const every = (selector, root = document) => [...root.querySelectorAll(selector)];

  const snippet = (element) => {
    const words = element.textContent.trim().replace(/\s+/g, " ").slice(0, 40);
    return `${element.cloneNode(false).outerHTML.slice(0, 150)} ${words}`;
  };

  const isShown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });

  const hasWords = (element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE
    && node.data.trim());

  const isOnScreen = (element) => {
    const box = element.getBoundingClientRect();
    return box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
  };

  const nextPicture = () => new Promise(requestAnimationFrame);

  const isTabStop = (element) => element.tabIndex >= 0 && !element.disabled && isShown(element);

  // Colours as red, green, blue and opacity, whatever way they were written.
  const colour = (() => {
    const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    return (value) => {
      pen.clearRect(0, 0, 1, 1);
      pen.fillStyle = "rgba(0, 0, 0, 0)";
      pen.fillStyle = value;
      pen.fillRect(0, 0, 1, 1);
      return [...pen.getImageData(0, 0, 1, 1).data];
    };
  })();

  const luminance = (value) => {
    const [red, green, blue] = colour(value).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };

  const contrast = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };

  const isPainted = (value) => value !== "none" && colour(value)[3] > 127;

  const background = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const value = getComputedStyle(at).backgroundColor;
      if (isPainted(value)) return value;
    }
    return "Canvas";
  };

  // The paints of a shape that can be seen against what is behind its drawing.
  const visiblePaints = (shape) => {
    const style = getComputedStyle(shape);
    const behind = background(shape);
    const stroke = parseFloat(style.strokeWidth) > 0 ? [style.stroke] : [];
    return [style.fill, ...stroke].filter((paint) => isPainted(paint) && contrast(paint, behind) >= 3);
  };

  // All that the contrast of an element's words depends on: how they are painted, and what is behind them, of which is
  // kept what has been found.
  const paint = (element, kept) => {
    const style = getComputedStyle(element);
    const find = (at) => {
      if (at && !kept.has(at)) {
        const { backgroundColor, backgroundImage, opacity, filter, mixBlendMode } = getComputedStyle(at);
        const own = `${backgroundColor} ${backgroundImage} ${opacity} ${filter} ${mixBlendMode}`;
        const around = find(at.parentElement);
        kept.set(at, around.includes(own) ? around : `${own}|${around}`);
      }
      return at ? kept.get(at) : "";
    };
    const parent = element.parentElement;
    // A link in running text is to be told from the words around it.
    const around = element.closest("a") ? `${hasWords(parent)} ${getComputedStyle(parent).color} ${style.textDecoration}` : "";
    const isOff = element.closest("[disabled], [aria-disabled], [inert]") ? "off" : "";
    const words = [style.color, style.fontSize, style.fontWeight, style.textShadow];
    return [element.matches("a, input, select, textarea") && element.tagName, isOff, around, ...words, find(element)].join("|");
  };

  // What can show that an element has the focus.
  const looks = (element) => [element, ...every("*", element)].map((part) => {
    const style = getComputedStyle(part);
    const outline = style.outlineStyle === "none" || parseFloat(style.outlineWidth) === 0
      || !isPainted(style.outlineColor) ? "none" : `${style.outlineStyle} ${style.outlineWidth}`;
    return `${outline}|${style.boxShadow}|${style.stroke}|${style.strokeWidth}`;
  }).join();

  return {
    // WCAG 1.4.10: nothing makes the page wider than the screen.
    wide() {
      const width = document.documentElement.clientWidth;
      if (document.documentElement.scrollWidth <= width) return [];
      const outside = every("body *").filter((element) => element.getBoundingClientRect().right > width + 1);
      const first = outside.filter((element) => !outside.includes(element.parentElement)).map(snippet);
      return [`${document.documentElement.scrollWidth} px wide on a screen of ${width} px`, ...first];
    },

    // Words of headings, of names in lists and of the menu that a line parts without a hyphen.
    cutWords() {
      const cut = (text) => [...text.data.matchAll(/[\p{L}\p{N}]+/gu)].map((word) => {
        const range = document.createRange();
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        return new Set([...range.getClientRects()].filter((box) => box.width).map((box) => box.top)).size > 1 && word[0];
      }).filter(Boolean);
      // No hyphen is drawn there, whatever the boxes say.
      const balanced = every(":has(.pb-hyphen)").filter((element) => getComputedStyle(element).textWrapStyle !== "auto")
        .map((element) => `balanced: ${snippet(element)}`);
      return every("h1, h2, h3, h4, h5, dfn, .pb-brand, .pb-menu a, .pb-line__title, .pb-now a, .pb-tag, .pb-status")
        .flatMap((element) => {
          const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
          const found = [];
          while (walker.nextNode()) if (!walker.currentNode.parentElement.closest("code")) found.push(...cut(walker.currentNode));
          return found.map((word) => `cut: ${word} in ${snippet(element)}`);
        })
        .concat(balanced);
    },

    // The elements with words that are painted in none of the ways that are known, each with its way.
    newPaints(known) {
      const [before, kept] = [new Set(known), new Map()];
      // What is only for listeners, or waits above the page, has no colours.
      const isSeen = (element) => {
        const box = element.getBoundingClientRect();
        return isShown(element) && box.width > 2 && box.height > 2 && box.bottom + scrollY > 0;
      };
      const painted = every("body *").filter((element) => isSeen(element)
        && (hasWords(element) || element.matches("input, select, textarea")));
      return new Map(painted.map((element) => [element, paint(element, kept)]).filter(([, way]) => !before.has(way)));
    },

    // How large the smallest words of the content are.
    smallestText() {
      const sizes = every("main p, main li, main dd, main td").filter(isShown)
        .map((element) => parseFloat(getComputedStyle(element).fontSize));
      return Math.min(...sizes);
    },

    // Words that are smaller than 16 px as they are seen. What is only for listeners is not seen.
    smallText() {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const found = new Map();
      while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        if (!walker.currentNode.data.trim() || !isShown(element) || element.closest(".pb-hidden")) continue;
        const scale = element.closest("svg") ? Math.hypot(element.getScreenCTM().a, element.getScreenCTM().b) : 1;
        const size = parseFloat(getComputedStyle(element).fontSize) * scale;
        if (size < 15.99) found.set(element, `${size.toFixed(1)} px: ${snippet(element)}`);
      }
      return [...found.values()];
    },

    // WCAG 2.5.8 without its exception for targets far apart, for buttons, fields and menus; links in running text are
    // exempt. Axe judges the links of the content, and those of a drawing stand beside it in words.
    smallTargets() {
      const isInText = (link) => [...link.parentElement.childNodes].some((node) => node.nodeType === Node.TEXT_NODE
        && /\p{L}/u.test(node.textContent));
      const controls = every(CONTROLS).filter((element) => !element.matches("a")
        || element.closest("header, nav, footer") && !isInText(element));
      return controls.filter(isTabStop).flatMap((element) => {
        const box = element.getBoundingClientRect();
        const labels = [...(element.labels || [])].map((label) => label.getBoundingClientRect());
        if ([box, ...labels].some((item) => item.width >= 23.9 && item.height >= 23.9)) return [];
        return [`${box.width.toFixed()} × ${box.height.toFixed()} px: ${snippet(element)}`];
      });
    },

    // With forced colours, drawings must still be told from what is behind them, and their words from the shapes.
    lostDrawings() {
      const SHAPES = "rect, circle, ellipse, path, polygon, line";
      const drawings = [...every("svg a"), ...every("svg").filter((svg) => !svg.querySelector("a"))].filter(isShown);
      const lost = drawings.filter((drawing) => !every(SHAPES, drawing).some((shape) => visiblePaints(shape).length));
      const pale = every("svg text").filter(isShown).filter((text) => {
        const link = text.closest("a");
        const under = link && every("rect", link).map((rect) => getComputedStyle(rect).fill).find(isPainted);
        return contrast(getComputedStyle(text).fill, under || background(text)) < 4.5;
      });
      return [...lost.map((item) => `not seen: ${snippet(item)}`), ...pale.map((item) => `not read: ${snippet(item)}`)];
    },

    // What moves although the reader has asked for stillness.
    motion() {
      const lasts = (value) => value.split(",").some((time) => parseFloat(time) > 0);
      const moving = every("*").filter((element) => {
        const style = getComputedStyle(element);
        return lasts(style.animationDuration) && style.animationName !== "none"
          || lasts(style.transitionDuration) && style.transitionProperty !== "none"
          || style.scrollBehavior === "smooth";
      });
      return [...moving.map(snippet), ...document.getAnimations().map((item) => `running: ${item.id}`)];
    },

    // Remembers what every Tab stop looks like without focus, and looks at each stop when Tab is to lead on from it;
    // gives how many there are. Keys come quicker than the screen is drawn: a stop that is not on it yet keeps Tab back
    // until two more pictures have been drawn, and is then judged as it is.
    startTabbing() {
      this.stops = every(CONTROLS).filter(isTabStop);
      this.unfocused = new Map(this.stops.map((stop) => [stop, looks(stop)]));
      this.reached = [];
      this.faults = [];
      this.hasBegun = this.out = false;
      this.drawn = null;
      document.addEventListener("keydown", (event) => {
        const stop = document.activeElement;
        if (this.hasBegun && !isOnScreen(stop) && this.awaited !== stop) {
          this.awaited = stop;
          this.drawn = nextPicture().then(nextPicture).then(() => { this.drawn = null; });
        }
        if (this.drawn) {
          event.preventDefault();
          return;
        }
        if (this.hasBegun) this.noteStop();
        this.hasBegun = true;
      }, { capture: true });
      return this.stops.length;
    },

    // Notes the faults of the element that Tab has led to.
    noteStop() {
      const stop = document.activeElement;
      this.out ||= !stop || stop === document.body || this.reached.includes(stop);
      if (this.out) return;
      const before = this.reached.at(-1);
      this.reached.push(stop);
      const faults = [];
      const box = stop.getBoundingClientRect();
      if (!isShown(stop) || box.width < 2 || box.height < 2) faults.push("cannot be seen");
      else if (!isOnScreen(stop)) faults.push("outside the screen");
      else {
        // A link broken over two lines has a box larger than itself, so its first line is what is looked at.
        const line = stop.getClientRects()[0];
        const [x, y] = [line.left + line.width / 2, line.top + line.height / 2].map(Math.round);
        const seen = document.elementFromPoint(x, y);
        if (seen && !stop.contains(seen) && !seen.contains(stop)) faults.push(`covered by ${snippet(seen)}`);
      }
      if (this.unfocused.has(stop) && looks(stop) === this.unfocused.get(stop)) faults.push("does not show its focus");
      if (before && !(before.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING)) {
        faults.push(`comes after ${snippet(before)} although it stands before it`);
      }
      this.faults.push(...faults.map((fault) => `${fault}: ${snippet(stop)}`));
    },

    // Whether Tab has led out of the page or back to where it has been, once no stop is waited for.
    async isOut() {
      await this.drawn;
      const stop = document.activeElement;
      return this.out || !stop || stop === document.body || this.reached.includes(stop);
    },

    // Goes back to the first stop that Tab has led to; gives its markup.
    returnToFirst() {
      const [first] = this.reached;
      first?.focus();
      return first?.outerHTML || "";
    },

    // What is wrong with the stops, and what Tab passed by.
    tabFaults() {
      const missed = this.stops.filter((stop) => !this.reached.includes(stop));
      return [...this.faults, ...missed.map((stop) => `never reached: ${snippet(stop)}`)];
    },
  };
})();
