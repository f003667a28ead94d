import type { DivergenceRow } from '../data/divergences.ts';
import type { ScenarioRow } from '../data/scenarios.ts';
import type { Report } from './load-report.ts';

/** One word of a query: `ch:db,http`, `-s:equivalent`, `"some text"`. */
export interface Term {
  /** Empty where it is text alone. */
  readonly key: string;
  /** Any of them will do. In lower case. */
  readonly values: readonly string[];
  readonly isNegated: boolean;
}
/** What a query selects. */
export interface Selection {
  readonly hasScenario: (row: ScenarioRow) => boolean;
  /** Of a scenario that it selects. */
  readonly hasDivergence: (divergence: DivergenceRow) => boolean;
}

/** The keys of the query language, with what they mean, for the parser and for the help. */
export const QUERY_KEYS = [
  ['s', 'divergent', 'state: divergent, inconclusive, equivalent, waived, open, flaky'],
  ['ch', 'db', 'channel: start, http, stream, calls, db, audit, time'],
  ['k', 'status', 'kind: value, type, missing, extra, order, length, status, event'],
  ['t', 'real', 'target that diverges, or that could not be judged'],
  ['r', '"POST /login"', 'route or step'],
  ['p', '/response/body', 'pointer that begins so'],
  ['b', 'new', 'against the baseline: new, persisting'],
  ['code', 'unrecorded_request', 'code of a reason'],
] as const;

const TERM = /(-?)(?:([a-z]+):)?("[^"]*"?|[^\s"]+)/g;

export function parseQuery(query: string): readonly Term[] {
  return [...query.matchAll(TERM)].map(([whole, minus = '', key, value = '']) => {
    const isKnown = QUERY_KEYS.some(([name]) => name === key);
    const text = (isKnown || key === undefined ? value : whole.slice(minus.length)).toLowerCase();
    const isQuoted = text.startsWith('"');
    const values = isQuoted || !isKnown ? [text.replaceAll('"', '')] : text.split(',').filter((part) => part !== '');
    return { key: isKnown ? (key ?? '') : '', values, isNegated: minus === '-' };
  });
}

/** Terms that speak of a divergence: those of a query must be true of one and the same. */
const OF_DIVERGENCE = new Set(['ch', 'k', 't', 'p', 'b']);

export function createSelection(report: Report, query: string): Selection {
  const terms = parseQuery(query).filter(({ values }) => values.length > 0);
  const wanted = terms.filter(({ isNegated }) => !isNegated);
  const aboutPlace = wanted.filter(({ key }) => OF_DIVERGENCE.has(key));
  const routes = wanted.filter(({ key }) => key === 'r');
  const others = wanted.filter(({ key }) => !OF_DIVERGENCE.has(key) && key !== 'r');
  const unwanted = terms.filter(({ isNegated }) => isNegated);
  const places = aboutPlace.length > 0 ? [...aboutPlace, ...routes] : [];
  const hasDivergence = (one: DivergenceRow) =>
    places.every((term) => isTrueForDivergence(one, term)) && !unwanted.some((term) => isTrueForDivergence(one, term));
  const hasPlace = (row: ScenarioRow) =>
    places.length === 0
      ? routes.every((term) => isTrueForScenario(report, row, term))
      : report.getDivergences(row.id).some(hasDivergence) || isInconclusiveOn(report, row, places);
  return {
    hasScenario: (row) =>
      others.every((term) => isTrueForScenario(report, row, term)) &&
      hasPlace(row) &&
      !unwanted.some((term) => isTrueForScenario(report, row, term)),
    hasDivergence,
  };
}

/** A target alone also finds what could not be judged there. */
function isInconclusiveOn(report: Report, { id }: ScenarioRow, terms: readonly Term[]) {
  if (!terms.every(({ key }) => key === 't')) {
    return false;
  }
  const places = report.getReasons(id).flatMap((reason) => reason.places);
  return terms.every(({ values }) =>
    places.some(({ scenario, target }) => scenario === id && values.includes(String(target))),
  );
}

function isTrueForDivergence({ channel, kind, targets, pointer, step, since }: DivergenceRow, { key, values }: Term) {
  switch (key) {
    case 'ch':
      return values.includes(channel);
    case 'k':
      return values.includes(kind);
    case 't':
      return targets.some((target) => values.includes(target.toLowerCase()));
    case 'p':
      return values.some((value) => pointer.toLowerCase().startsWith(value));
    case 'r':
      return values.some((value) => step.toLowerCase().includes(value));
    case 'b':
      return values.includes(String(since));
    default:
      return false;
  }
}

function isTrueForScenario(report: Report, row: ScenarioRow, term: Term) {
  const { key, values } = term;
  switch (key) {
    case 's':
      return values.some((value) => listStates(report, row).includes(value));
    case 'code':
      return report.getReasons(row.id).some(({ code }) => values.includes(code));
    case 'r':
      return row.labels.some((label) =>
        values.some((value) => (report.index.labels[label] ?? '').toLowerCase().includes(value)),
      );
    case '':
      return values.every((value) => getSearchText(report, row).includes(value));
    default:
      return report.getDivergences(row.id).some((one) => isTrueForDivergence(one, term));
  }
}

function listStates(report: Report, row: ScenarioRow) {
  const divergences = report.getDivergences(row.id);
  return [
    row.verdict,
    ...(divergences.some(({ waiver }) => waiver !== undefined) ? ['waived'] : []),
    ...(divergences.some(({ waiver }) => waiver === undefined) ? ['open'] : []),
    ...(row.flaky.length > 0 ? ['flaky'] : []),
  ];
}

const searchTexts: WeakMap<ScenarioRow, string> = new WeakMap();

function getSearchText(report: Report, row: ScenarioRow) {
  const known = searchTexts.get(row);
  if (known !== undefined) {
    return known;
  }
  const places = report.getDivergences(row.id).map(({ step, channel, pointer }) => `${step} ${channel}${pointer}`);
  const text = [row.id, row.title, row.file, ...places].join('\n').toLowerCase();
  searchTexts.set(row, text);
  return text;
}

/** The query with the states that it asks for replaced by these. */
export function replaceStates(query: string, states: readonly string[]) {
  const rest = query
    .replaceAll(/(^|\s)s:\S*/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return [...(states.length > 0 ? [`s:${states.join(',')}`] : []), ...(rest === '' ? [] : [rest])].join(' ');
}

export function readStates(query: string) {
  return parseQuery(query)
    .filter(({ key, isNegated }) => key === 's' && !isNegated)
    .flatMap(({ values }) => values);
}
