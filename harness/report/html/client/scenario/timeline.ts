import type { Json } from '../../../../values/json.ts';
import { getMember } from '../elements/columns.ts';
import { cutText, h } from '../elements/dom.ts';
import { type Marks, NO_MARKS, renderJson } from '../elements/json.ts';

const LONGEST_SUMMARY = 80;
const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)/;

/** The events of a stream in their order; where they say when they were sent, at their distance from the first. */
export function renderTimeline(events: Json, marks: Marks) {
  if (!Array.isArray(events)) {
    return renderJson(events, marks);
  }
  const times = events.map((event) => Date.parse(INSTANT.exec(JSON.stringify(event))?.[0] ?? ''));
  const known = times.filter((time) => !Number.isNaN(time));
  const [start, end] = [Math.min(...known), Math.max(...known)];
  return h(
    'ol',
    { class: 'timeline' },
    ...events.map((event, index) => {
      const time = times[index] ?? Number.NaN;
      const offsetMs = Number.isNaN(time) ? undefined : time - start;
      return renderEvent(event, { offsetMs, spanMs: end - start, marks: selectEventMarks(marks, index) });
    }),
  );
}

function renderEvent(
  event: Json,
  {
    offsetMs,
    spanMs,
    marks,
  }: { readonly offsetMs: number | undefined; readonly spanMs: number; readonly marks: Marks },
) {
  const data = getMember(event, 'data') ?? null;
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  const dot = h('span', { class: 'dot', 'aria-hidden': 'true' });
  if (offsetMs !== undefined && spanMs > 0) {
    dot.style.marginLeft = `${Math.round((offsetMs / spanMs) * 100)}%`;
  }
  return h(
    'li',
    { class: marks.size > 0 ? 'marked' : undefined },
    h(
      'details',
      { open: marks.size > 0 },
      h(
        'summary',
        {},
        h('span', { class: 'event-name' }, String(getMember(event, 'event') ?? 'event')),
        h('span', { class: 'event-time' }, offsetMs === undefined ? '' : `+${offsetMs} ms`),
        h('span', { class: 'event-track', 'aria-hidden': 'true' }, dot),
        h('span', { class: 'event-data' }, cutText(text, LONGEST_SUMMARY)),
      ),
      renderJson(event, marks),
    ),
  );
}

function selectEventMarks(marks: Marks, index: number): Marks {
  if (marks.size === 0) {
    return NO_MARKS;
  }
  const prefix = `/${index}`;
  const own = [...marks].filter((pointer) => pointer === prefix || pointer.startsWith(`${prefix}/`));
  return new Set(own.map((pointer) => pointer.slice(prefix.length)));
}
