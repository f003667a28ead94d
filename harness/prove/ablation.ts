import { sortChannels } from '../channels/channels.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Ablation, MutantResult } from '../evidence/proof.ts';
import type { Rule } from '../evidence/rule.ts';
import { judge } from '../judge/judge.ts';
import { matchesPointer } from '../values/pointer.ts';
import { listPlaces } from './generated/place.ts';
import type { MutantReport } from './run-mutant.ts';

/** A rule is looked at in so many of the scenarios that show a value in its field, and in as many more until one needs it. */
const SCENARIOS_AT_ONCE = 6;

/** Takes away one channel, one scenario and one rule at a time, on the evidence that is there. Pure. */
export function ablate(reports: readonly MutantReport[], unmutated: Evidence): Ablation {
  const killed = reports.filter(({ result }) => result.outcome === 'killed');
  const shown = unmutated.transcripts.flatMap(({ channels = {} }) => Object.keys(channels));
  const channels = sortChannels(shown).map(({ name: channel }) => {
    const through = killed.filter(({ expected }) => expected.some((one) => one.channel === channel));
    const blind = through.filter(({ divergences }) => divergences.every((one) => one.channel === channel));
    return { channel, kills: through.length, blind: blind.map(({ result }) => result.id) };
  });
  const killers = new Set(killed.flatMap(({ result }) => result.killedBy));
  const rules = unmutated.manifest.rules.map((rule) => ablateRule(rule, unmutated));
  return {
    channels,
    scenarios: findSoleKills(killed.map(({ result }) => result)),
    rules,
    withoutEffect: {
      channels: channels.filter(({ kills }) => kills === 0).map(({ channel }) => channel),
      scenarios: unmutated.manifest.scenarios.map(({ id }) => id).filter((id) => !killers.has(id)),
      rules: rules
        .filter(({ divergences }) => divergences === 0)
        .map(({ channel, pointer }) => `${channel} ${pointer}`),
    },
  };
}

/** By scenario, the mutants that it alone kills. */
export function findSoleKills(mutants: readonly MutantResult[]): Ablation['scenarios'] {
  const sole = mutants.filter(({ outcome, killedBy }) => outcome === 'killed' && killedBy.length === 1);
  return [...Map.groupBy(sole, ({ killedBy }) => killedBy[0] ?? '')]
    .map(([scenario, own]) => ({ scenario, lost: own.map(({ id }) => id).toSorted() }))
    .toSorted((a, b) => (a.scenario < b.scenario ? -1 : 1));
}

function ablateRule(rule: Rule, { manifest, transcripts }: Evidence): Ablation['rules'][number] {
  const shown = new Set(
    transcripts.filter((transcript) => listPlaces(transcript).some(isIn(rule))).map(({ scenario }) => scenario.id),
  );
  const scenarios = manifest.scenarios.filter(({ id }) => shown.has(id));
  const without = {
    ...stripManifest({ manifest, transcripts }),
    rules: manifest.rules.filter((other) => other !== rule),
  };
  let looked = 0;
  let divergences = 0;
  while (divergences === 0 && looked < scenarios.length) {
    const some = scenarios.slice(looked, looked + SCENARIOS_AT_ONCE);
    const ids = new Set(some.map(({ id }) => id));
    const { counts } = judge({
      manifest: { ...without, scenarios: some },
      transcripts: transcripts.filter(({ scenario }) => ids.has(scenario.id)),
    });
    looked += some.length;
    divergences = counts.divergences;
  }
  const { channel, pointer } = rule;
  return { channel, pointer, scenarios: looked, divergences };
}

/** Without what says how complete a run was: only the divergences are of interest. */
function stripManifest({ manifest }: Evidence) {
  const { schema, runId, startedAt, durationMs, command, reference, targets, waivers, environment } = manifest;
  return { schema, runId, startedAt, durationMs, command, reference, targets, waivers, environment, faults: [] };
}

function isIn({ channel, pointer }: Rule): (place: ReturnType<typeof listPlaces>[number]) => boolean {
  return (place) => place.channel === channel && matchesPointer(pointer, place.pointer);
}
