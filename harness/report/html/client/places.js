/** @typedef {{ readonly top: number, readonly href: string | null }} Place */

/** Where somebody was on each entry of the history, so that going back leads there. */
export function rememberPlaces() {
  /** @type {Map<number, Place>} */
  const places = new Map();
  let entry = 0;
  const open = (/** @type {number} */ number) => {
    entry = number;
    if (!places.has(entry)) {
      places.set(entry, { top: 0, href: null });
    }
  };
  const remember = () => {
    places.set(entry, { top: scrollY, href: document.activeElement?.getAttribute('href') ?? null });
  };
  history.scrollRestoration = 'manual';
  addEventListener('scroll', remember, { passive: true });
  document.addEventListener('click', remember);
  return {
    /**
     * The page shows the entry that the browser has gone to.
     *
     * @returns {Place | undefined} Undefined on an entry that is new.
     */
    arrive: () => {
      const known = typeof history.state === 'number' ? history.state : undefined;
      const place = known === undefined ? undefined : places.get(known);
      open(known ?? Math.max(0, ...places.keys()) + 1);
      if (known === undefined) {
        history.replaceState(entry, '');
      }
      return place;
    },
    /** @param {string} href */
    push: (href) => {
      remember();
      open(Math.max(0, ...places.keys()) + 1);
      history.pushState(entry, '', href);
    },
  };
}
