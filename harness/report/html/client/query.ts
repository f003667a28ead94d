import type { DivergenceRow } from '../data/divergences.ts';
import type { ScenarioRow } from '../data/scenarios.ts';
import type { Report } from './load-report.ts';

/** One word of a query: `channel:db,http`, `-state:equivalent`, `"some text"`. */
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

export interface QueryKey {
  readonly name: string;
  /** For those who type it often. */
  readonly alias?: string;
  readonly example: string;
  readonly meaning: string;
}

/** The keys of the query language, for the parser and for the help. */
export const QUERY_KEYS: readonly QueryKey[] = [
  {
    name: 'state',
    alias: 's',
    example: 'divergent',
    meaning: 'divergent, inconclusive, equivalent, waived, open, flaky',
  },
  { name: 'channel', alias: 'ch', example: 'http', meaning: 'channel of a divergence' },
  {
    name: 'kind',
    alias: 'k',
    example: 'status',
    meaning: 'value, type, missing, extra, order, length, status, event',
  },
  { name: 'target', alias: 't', example: 'real', meaning: 'target that diverges or is inconclusive' },
  { name: 'route', alias: 'r', example: '"POST /login"', meaning: 'route or step' },
  { name: 'pointer', alias: 'p', example: '/response/body', meaning: 'pointer prefix' },
  { name: 'baseline', alias: 'b', example: 'new', meaning: 'new, persisting' },
  { name: 'code', example: 'unrecorded_request', meaning: 'code of a reason' },
];

const TERM = /(-?)(?:([a-z]+):)?("[^"]*"?|[^\s"]+)/g;

export function parseQuery(query: string): readonly Term[] {
  return [...query.matchAll(TERM)].map(([whole, minus = '', prefix, value = '']) => {
    const key = QUERY_KEYS.find(({ name, alias = name }) => prefix === name || prefix === alias)?.name ?? '';
    const isText = key === '';
    const text = (isText ? whole.slice(minus.length) : value).toLowerCase();
    const isQuoted = text.startsWith('"');
    const values = isQuoted || isText ? [text.replaceAll('"', '')] : text.split(',').filter((part) => part !== '');
    return { key, values, isNegated: minus === '-' };
  });
}

/** Terms that speak of a divergence: those of a query must be true of one and the same. */
const OF_DIVERGENCE = new Set(['channel', 'kind', 'target', 'pointer', 'baseline']);

export function createSelection(report: Report, query: string): Selection {
  const terms = parseQuery(query).filter(({ values }) => values.length > 0);
  const wanted = terms.filter(({ isNegated }) => !isNegated);
  const aboutPlace = wanted.filter(({ key }) => OF_DIVERGENCE.has(key));
  const routes = wanted.filter(({ key }) => key === 'route');
  const others = wanted.filter(({ key }) => !OF_DIVERGENCE.has(key) && key !== 'route');
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
  if (!terms.every(({ key }) => key === 'target')) {
    return false;
  }
  const places = report.getReasons(id).flatMap((reason) => reason.places);
  return terms.every(({ values }) =>
    places.some(({ scenario, target }) => scenario === id && values.includes(String(target))),
  );
}

function isTrueForDivergence({ channel, kind, targets, pointer, step, since }: DivergenceRow, { key, values }: Term) {
  switch (key) {
    case 'channel':
      return values.includes(channel);
    case 'kind':
      return values.includes(kind);
    case 'target':
      return targets.some((target) => values.includes(target.toLowerCase()));
    case 'pointer':
      return values.some((value) => pointer.toLowerCase().startsWith(value));
    case 'route':
      return values.some((value) => step.toLowerCase().includes(value));
    case 'baseline':
      return values.includes(String(since));
    default:
      return false;
  }
}

function isTrueForScenario(report: Report, row: ScenarioRow, term: Term) {
  const { key, values } = term;
  switch (key) {
    case 'state':
      return values.some((value) => listStates(report, row).includes(value));
    case 'code':
      return report.getReasons(row.id).some(({ code }) => values.includes(code));
    case 'route':
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
    .replaceAll(/(^|\s)(?:s|state):\S*/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return [...(states.length > 0 ? [`state:${states.join(',')}`] : []), ...(rest === '' ? [] : [rest])].join(' ');
}

export function readStates(query: string) {
  return parseQuery(query)
    .filter(({ key, isNegated }) => key === 'state' && !isNegated)
    .flatMap(({ values }) => values);
}
