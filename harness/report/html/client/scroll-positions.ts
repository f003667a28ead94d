export type Position = { readonly top: number; readonly href: string | null };

/** The scroll position of each entry of the history, for going back. */
export function rememberPositions() {
  const places = new Map<number, Position>();
  let entry = 0;
  const open = (number: number) => {
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
     * @returns Undefined on an entry that is new.
     */
    arrive: (): Position | undefined => {
      const known = typeof history.state === 'number' ? history.state : undefined;
      const place = known === undefined ? undefined : places.get(known);
      open(known ?? Math.max(0, ...places.keys()) + 1);
      if (known === undefined) {
        history.replaceState(entry, '');
      }
      return place;
    },
    push: (href: string) => {
      remember();
      open(Math.max(0, ...places.keys()) + 1);
      history.pushState(entry, '', href);
    },
  };
}
