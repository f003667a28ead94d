import { channelViews } from './channel-view.js';
import { divergenceView, EXPECTED_NAME } from './divergence-view.js';
import { commandLine, countOf, durationText, h, verdictBadge } from './dom.js';
import { NO_MARKS } from './json-view.js';
import { reasonView } from './reason-view.js';
import { scenarioHref } from './route.js';

/**
 * @typedef {import('../report-data.ts').ReportData} ReportData
 * @typedef {import('../report-data.ts').ScenarioData} ScenarioData
 * @typedef {import('../report-data.ts').StepData} StepData
 * @typedef {import('../report-data.ts').ViewData} ViewData
 * @typedef {ReportData['verdict']['divergences'][number]} Divergence
 * @typedef {import('../../../compare/verdict.ts').ScenarioVerdict} ScenarioVerdict
 */

const CHANNELS_IN_ORDER = ['boot', 'http', 'stream', 'calls', 'db'];

/**
 * Everything about one scenario.
 *
 * @param {ReportData} data
 * @param {number} index
 * @param {{ readonly isRaw: boolean, readonly backHref: string }} options
 */
export function scenarioView(data, index, { isRaw, backHref }) {
  const scenario = /** @type {ScenarioData} */ (data.scenarios[index]);
  const judged = /** @type {ScenarioVerdict} */ (data.verdict.scenarios[index]);
  const divergences = data.verdict.divergences.filter((one) => one.scenario === scenario.id);
  const reasons = data.reasons.filter(({ places }) => places.some((place) => place.scenario === scenario.id));
  return h(
    'main',
    { id: 'main', tabindex: -1 },
    h('p', { class: 'back' }, h('a', { href: backHref }, 'All scenarios')),
    h('h1', { id: 'title', tabindex: -1 }, scenario.title),
    h(
      'p',
      { class: 'facts' },
      verdictBadge(judged.verdict),
      ...data.targets.map(({ name }) => {
        const durationMs = judged.durationMs[name];
        return h('span', {}, `${name} ${durationMs === undefined ? 'not run' : durationText(durationMs)}`);
      }),
      h('code', {}, scenario.file),
    ),
    commandLine(scenario.command, 'Reproduce'),
    divergences.length > 0 &&
      h(
        'section',
        { 'aria-label': 'Divergences' },
        h('h2', {}, countOf(divergences.length, 'divergence')),
        ...divergences.map((one) => divergenceView(data, one, { isExcerpt: false })),
      ),
    reasons.length > 0 &&
      h('section', {}, h('h2', {}, 'What could not be judged'), ...reasons.map((reason) => reasonView(data, reason))),
    stepsSection(data, scenario, { isRaw, divergences }),
  );
}

/** @typedef {{ readonly isRaw: boolean, readonly divergences: readonly Divergence[] }} StepsOptions */

/**
 * @param {ReportData} data
 * @param {ScenarioData} scenario
 * @param {StepsOptions} options
 */
function stepsSection(data, scenario, options) {
  const count = Math.max(0, ...scenario.views.map(({ raw }) => raw.length));
  const steps = Array.from({ length: count }, (_, index) => stepView(data, { scenario, index }, options));
  const openAll = h('button', { type: 'button' }, 'Open all');
  openAll.addEventListener('click', () => {
    for (const step of steps) step.open = true;
  });
  return h(
    'section',
    { 'aria-labelledby': 'steps-title' },
    h(
      'div',
      { class: 'toolbar' },
      h('h2', { id: 'steps-title' }, 'Steps'),
      viewSwitch(scenario.id, options.isRaw),
      count > 0 && openAll,
    ),
    h(
      'p',
      { class: 'quiet' },
      options.isRaw
        ? 'What was seen, before legitimate variation becomes symbols.'
        : 'What is compared: legitimate variation has become symbols, such as <uuid.v4#1>.',
    ),
    ...(count === 0 ? [h('p', {}, 'No target left a transcript of this scenario.')] : steps),
  );
}

/**
 * @param {string} id
 * @param {boolean} isRaw
 */
function viewSwitch(id, isRaw) {
  const choice = (/** @type {string} */ text, /** @type {boolean} */ raw) =>
    h('a', { href: scenarioHref(id, raw), 'aria-current': raw === isRaw ? 'true' : undefined }, text);
  return h('nav', { class: 'switch', 'aria-label': 'View' }, choice('Symbols', false), choice('As seen', true));
}

/**
 * @param {ReportData} data
 * @param {{ readonly scenario: ScenarioData, readonly index: number }} place
 * @param {StepsOptions} options
 */
function stepView(data, { scenario, index }, { isRaw, divergences }) {
  const steps = scenario.views.map((view) => ({
    target: view.target,
    canonical: view.canonical[index],
    step: isRaw ? view.raw[index] : view.canonical[index],
  }));
  const own = divergences.filter((one) => isOfStep(data, one, steps));
  const labels = [...new Set(steps.flatMap(({ step }) => (step === undefined ? [] : [step.label])))];
  const details = h(
    'details',
    { class: 'step', 'data-diverges': own.length > 0 },
    h(
      'summary',
      {},
      h('span', { class: 'step-number' }, index + 1),
      h('span', { class: 'step-name' }, labels.join(' / ')),
      h('span', { class: 'quiet' }, stepFacts(data, steps)),
      own.length > 0 && h('span', { class: 'badge', 'data-verdict': 'divergent' }, 'diverges'),
    ),
  );
  const fill = () => {
    if (!details.open || details.childElementCount > 1) return;
    const content = channelsOf(data, steps, isRaw ? [] : own);
    details.append(...(content.length > 0 ? content : [h('p', { class: 'quiet' }, 'Nothing was seen here.')]));
  };
  details.addEventListener('toggle', fill);
  if (own.length > 0) {
    details.open = true;
    fill();
  }
  return details;
}

/** @typedef {{ readonly target: string, readonly canonical: StepData | undefined, readonly step: StepData | undefined }} ShownStep */

/**
 * Steps may share a label, so a divergence belongs to those where the targets differ at its place.
 *
 * @param {ReportData} data
 * @param {Divergence} divergence
 * @param {readonly ShownStep[]} steps
 */
function isOfStep(data, { step, channel, pointer, targets }, steps) {
  const isNamed = steps.some((one) => one.canonical?.label === step || one.step?.label === step);
  if (!isNamed || targets.includes(EXPECTED_NAME)) return isNamed;

  const values = steps
    .filter(({ target }) => targets.includes(target))
    .map(({ canonical }) => JSON.stringify(valueAt(poolValue(data, canonical, channel), pointer)));
  return new Set(values).size > 1;
}

/**
 * @param {ReportData} data
 * @param {StepData | undefined} step
 * @param {string} channel
 * @returns {import('../../../observe/json.ts').Json | undefined}
 */
function poolValue(data, step, channel) {
  const index = step?.channels[channel];
  return index === undefined ? undefined : data.pool[index];
}

/**
 * @param {unknown} value
 * @param {string} pointer
 * @returns {unknown}
 */
function valueAt(value, pointer) {
  const tokens = pointer.split('/').slice(1);
  return tokens.reduce((/** @type {unknown} */ place, token) => {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~');
    return typeof place === 'object' && place !== null ? Reflect.get(place, key) : undefined;
  }, value);
}

/**
 * `mock 200, real 500, 3 LLM calls`
 *
 * @param {ReportData} data
 * @param {readonly ShownStep[]} steps
 */
function stepFacts(data, steps) {
  const statuses = steps.map(({ target, step }) => ({
    target,
    status:
      valueAt(poolValue(data, step, 'http'), '/response/status') ?? valueAt(poolValue(data, step, 'boot'), '/outcome'),
  }));
  const distinct = [...new Set(statuses.map(({ status }) => status))];
  const shown = statuses.filter(({ status }) => status !== undefined);
  const outcome =
    distinct.length === 1
      ? shown.slice(0, 1).map(({ status }) => String(status))
      : shown.map(({ target, status }) => `${target} ${status}`);
  const calls = Math.max(
    0,
    ...steps.map(({ step }) => Number(valueAt(poolValue(data, step, 'calls'), '/length') ?? 0)),
  );
  return [...outcome, ...(calls > 0 ? [countOf(calls, 'LLM call')] : [])].join(', ');
}

/**
 * @param {ReportData} data
 * @param {readonly ShownStep[]} steps
 * @param {readonly Divergence[]} divergences
 */
function channelsOf(data, steps, divergences) {
  return CHANNELS_IN_ORDER.filter((channel) => steps.some(({ step }) => step?.channels[channel] !== undefined)).flatMap(
    (channel) => {
      const own = divergences.filter((one) => one.channel === channel);
      const shown = steps.map(({ target, step }) => {
        const pointers = own.filter(({ targets }) => targets.includes(target)).map(({ pointer }) => pointer);
        const marks = pointers.length > 0 ? new Set(pointers) : NO_MARKS;
        return { target, value: poolValue(data, step, channel), marks };
      });
      return channelViews(channel, shown);
    },
  );
}
