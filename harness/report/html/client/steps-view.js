import { channelViews } from './channel-view.js';
import { member } from './columns.js';
import { countOf, h } from './dom.js';
import { EXPECTED_NAME, textOfPieces } from './findings.js';
import { NO_MARKS } from './json-view.js';
import { scenarioHref } from './route.js';

/**
 * @typedef {import('./report-store.js').Detail} Detail
 * @typedef {import('./report-store.js').DivergenceRow} Divergence
 * @typedef {import('../report-data.ts').StepData} StepData
 * @typedef {import('../../../observe/json.ts').Json} Json
 *
 * @typedef {{ readonly isRaw: boolean, readonly divergences: readonly Divergence[] }} StepsOptions
 */

const CHANNELS_IN_ORDER = ['start', 'http', 'stream', 'calls', 'db', 'audit', 'time'];

/**
 * What the targets showed, step by step.
 *
 * @param {Detail} detail
 * @param {StepsOptions} options
 */
export function stepsSection(detail, options) {
  const count = Math.max(0, ...detail.views.map(({ raw }) => raw.length));
  const steps = Array.from({ length: count }, (_, index) => stepView(detail, index, options));
  const openAll = h('button', { type: 'button' }, 'Open all');
  openAll.addEventListener('click', () => {
    for (const { open } of steps) {
      open();
    }
  });
  return h(
    'section',
    { 'aria-labelledby': 'steps-title' },
    h(
      'div',
      { class: 'toolbar' },
      h('h2', { id: 'steps-title' }, 'Steps'),
      viewSwitch(detail.id, options.isRaw),
      count > 0 && openAll,
    ),
    h(
      'p',
      { class: 'quiet' },
      options.isRaw
        ? 'What was seen, before legitimate variation becomes symbols.'
        : 'What is compared: legitimate variation has become symbols, such as <uuid.v4#1>. Point at one, or focus it, to see what it stands for.',
    ),
    ...(count === 0
      ? [h('p', {}, 'No target left a transcript of this scenario.')]
      : steps.map(({ details }) => details)),
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

/** @typedef {{ readonly target: string, readonly canonical: StepData | undefined, readonly step: StepData | undefined, readonly before: Json | undefined }} ShownStep */

/**
 * @param {Detail} detail
 * @param {number} index
 * @param {StepsOptions} options
 */
function stepView(detail, index, { isRaw, divergences }) {
  const steps = shownSteps(detail, index, isRaw);
  const own = divergences.filter((one) => isOfStep(detail, one, steps));
  const labels = [...new Set(steps.flatMap(({ step }) => (step === undefined ? [] : [step.label])))];
  const details = h(
    'details',
    { class: 'step', 'data-diverges': own.length > 0 },
    h(
      'summary',
      { 'data-item': true },
      h('span', { class: 'step-number' }, index + 1),
      h('span', { class: 'step-name' }, labels.join(' / ')),
      h('span', { class: 'quiet' }, stepFacts(detail, steps)),
      own.length > 0 && h('span', { class: 'badge', 'data-verdict': 'divergent' }, 'diverges'),
    ),
  );
  const fill = () => {
    if (!details.open || details.childElementCount > 1) {
      return;
    }
    const content = channelsOf(detail, steps, isRaw ? [] : own);
    details.append(...(content.length > 0 ? content : [h('p', { class: 'quiet' }, 'Nothing was seen here.')]));
  };
  details.addEventListener('toggle', fill);
  // The event comes later than what opened it, and nobody should see an open step with nothing in it.
  const open = () => {
    details.open = true;
    fill();
  };
  if (own.length > 0) {
    open();
  }
  return { details, open };
}

/**
 * @param {Detail} detail
 * @param {number} index
 * @param {boolean} isRaw
 * @returns {readonly ShownStep[]}
 */
function shownSteps(detail, index, isRaw) {
  return detail.views.map(({ target, canonical, raw }) => {
    const steps = isRaw ? raw : canonical;
    const earlier = steps.slice(0, index).findLast(({ channels }) => channels['db'] !== undefined);
    return { target, canonical: canonical[index], step: steps[index], before: poolValue(detail, earlier, 'db') };
  });
}

/**
 * Steps may share a label, so a divergence belongs to those where the targets differ at its place.
 *
 * @param {Detail} detail
 * @param {Divergence} divergence
 * @param {readonly ShownStep[]} steps
 */
function isOfStep(detail, { id, step, channel, pointer, targets }, steps) {
  const isNamed = steps.some((one) => one.canonical?.label === step || one.step?.label === step);
  if (!isNamed) {
    return false;
  }
  if (targets.includes(EXPECTED_NAME)) {
    const unmet = steps.find(({ target }) => target === targets[1]);
    const shown = textOfPieces(detail.diffs[id]?.right ?? []);
    const value = valueAt(poolValue(detail, unmet?.canonical, channel), pointer);
    return typeof value === 'object' || textOfScalar(value) === shown;
  }

  const values = steps
    .filter(({ target }) => targets.includes(target))
    .map(({ canonical }) => JSON.stringify(valueAt(poolValue(detail, canonical, channel), pointer)));
  return new Set(values).size > 1;
}

/**
 * As the sides of a divergence have it.
 *
 * @param {Json | undefined} value
 */
function textOfScalar(value) {
  return value === undefined ? 'nothing' : String(value);
}

/**
 * @param {Detail} detail
 * @param {StepData | undefined} step
 * @param {string} channel
 * @returns {Json | undefined}
 */
function poolValue({ pool }, step, channel) {
  const index = step?.channels[channel];
  return index === undefined ? undefined : pool[index];
}

/**
 * @param {Json | undefined} value
 * @param {string} pointer
 * @returns {Json | undefined}
 */
function valueAt(value, pointer) {
  const tokens = pointer.split('/').slice(1);
  return tokens.reduce(
    (/** @type {Json | undefined} */ place, token) => member(place, token.replaceAll('~1', '/').replaceAll('~0', '~')),
    value,
  );
}

/**
 * `mock 200, real 500, 3 LLM calls`
 *
 * @param {Detail} detail
 * @param {readonly ShownStep[]} steps
 */
function stepFacts(detail, steps) {
  const statuses = steps.map(({ target, step }) => ({
    target,
    status:
      valueAt(poolValue(detail, step, 'http'), '/response/status') ??
      valueAt(poolValue(detail, step, 'start'), '/outcome'),
  }));
  const distinct = [...new Set(statuses.map(({ status }) => status))];
  const shown = statuses.filter(({ status }) => status !== undefined);
  const outcome =
    distinct.length === 1
      ? shown.slice(0, 1).map(({ status }) => String(status))
      : shown.map(({ target, status }) => `${target} ${status}`);
  const lengths = steps.map(({ step }) => {
    const calls = poolValue(detail, step, 'calls');
    return Array.isArray(calls) ? calls.length : 0;
  });
  const calls = Math.max(0, ...lengths);
  return [...outcome, ...(calls > 0 ? [countOf(calls, 'LLM call')] : [])].join(', ');
}

/**
 * @param {Detail} detail
 * @param {readonly ShownStep[]} steps
 * @param {readonly Divergence[]} divergences
 */
function channelsOf(detail, steps, divergences) {
  const present = CHANNELS_IN_ORDER.filter((channel) =>
    steps.some(({ step }) => step?.channels[channel] !== undefined),
  );
  return present.flatMap((channel) => {
    const own = divergences.filter((one) => one.channel === channel);
    const shown = steps.map(({ target, step }) => {
      const pointers = own.filter(({ targets }) => targets.includes(target)).map(({ pointer }) => pointer);
      const marks = pointers.length > 0 ? new Set(pointers) : NO_MARKS;
      return { target, value: poolValue(detail, step, channel), marks };
    });
    return channelViews(
      channel,
      shown,
      steps.map(({ before }) => before),
    );
  });
}
