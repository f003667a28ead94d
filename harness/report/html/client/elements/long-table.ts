import { h } from './dom.ts';

const ROWS_OF_BLOCK = 50;
/** Pixels, until a row has been measured. */
const ROW_HEIGHT = 48;
/** How far from the window rows are drawn: scrolling and the keyboard find them there. */
const MARGIN = '1500px 0px';

/** A table of any length. Its rows stand in blocks; those that are far from the window are only as high as they were. */
export function createLongTable<Item>({
  head,
  label,
  draw,
  class: className = 'matrix',
}: {
  head: readonly Node[];
  label: string;
  draw: (item: Item) => HTMLTableRowElement;
  class?: string;
}) {
  const table = h('table', { class: className, 'aria-label': label }, h('thead', {}, h('tr', {}, ...head)));
  let rowHeight = ROW_HEIGHT;
  let observer: IntersectionObserver | undefined;

  const show = (items: readonly Item[]) => {
    observer?.disconnect();
    for (const body of [...table.tBodies]) {
      body.remove();
    }
    table.setAttribute('aria-rowcount', String(items.length + 1));
    const count = Math.ceil(items.length / ROWS_OF_BLOCK);
    const blocks = Array.from({ length: count }, (_, block) => {
      const own = items.slice(block * ROWS_OF_BLOCK, (block + 1) * ROWS_OF_BLOCK);
      return { body: h('tbody'), own, first: block * ROWS_OF_BLOCK };
    });
    const blockOf = new Map(blocks.map((block) => [block.body as Element, block]));
    const fill = ({ body, own, first }: (typeof blocks)[number]) => {
      if (body.dataset['drawn'] !== undefined) {
        return;
      }
      body.dataset['drawn'] = '';
      body.replaceChildren(
        ...own.map((item, index) => {
          const row = draw(item);
          row.setAttribute('aria-rowindex', String(first + index + 2));
          return row;
        }),
      );
    };
    const empty = ({ body, own }: (typeof blocks)[number]) => {
      if (body.contains(document.activeElement)) {
        return;
      }
      if (body.dataset['drawn'] !== undefined && body.offsetHeight > 0) {
        rowHeight = body.offsetHeight / own.length;
      }
      delete body.dataset['drawn'];
      const filler = h('td', { colspan: head.length });
      filler.style.height = `${Math.round(rowHeight * own.length)}px`;
      body.replaceChildren(h('tr', { 'aria-hidden': 'true', class: 'filler' }, filler));
    };
    for (const [index, block] of blocks.entries()) {
      (index === 0 ? fill : empty)(block);
    }
    table.append(...blocks.map(({ body }) => body));
    observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          const block = blockOf.get(target);
          if (block !== undefined) {
            (isIntersecting ? fill : empty)(block);
          }
        }
      },
      { rootMargin: MARGIN },
    );
    for (const { body } of blocks) {
      observer.observe(body);
    }
  };
  return { table, show };
}

export function renderHeads(names: readonly string[]) {
  return names.map((name) => h('th', { scope: 'col' }, name));
}
