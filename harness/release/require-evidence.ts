import type { Evidence } from '../evidence/evidence.ts';
import type { TargetRecord } from '../evidence/manifest.ts';
import { listPlayedCassettes } from '../evidence/played-cassettes.ts';
import { valueAt } from '../values/pointer.ts';
import type { GateFacts } from './gate-facts.ts';
import type { GateReason } from './gate-reason.ts';
import type { Policy } from './policy.ts';

/** What was compared, and what it proved to be. */
export function requireTargets({ verdict, evidence }: GateFacts, policy: Policy): GateReason[] {
  const missing = policy.targets.filter((name) => !verdict.targets.some((target) => target.name === name));
  const reasons = missing.map((name): GateReason => {
    const message = `The target ${name} was not compared.`;
    return {
      code: 'target_missing',
      message,
      hint: `npx parity run --target ${policy.targets.join(',')}, or merge the job that ran it.`,
    };
  });
  const unproven = policy.witness.flatMap((demand) => requireWitness(verdict.targets, demand));
  return [...reasons, ...unproven, ...requireControl(evidence, policy)];
}

function requireWitness(targets: readonly TargetRecord[], demand: Policy['witness'][number]): GateReason[] {
  const { target: name, pointer, includes } = demand;
  const witness = targets.find((target) => target.name === name)?.witness ?? {};
  const found = [valueAt(witness, pointer)].flat();
  const absent = includes.filter((value) => !found.includes(value));
  if (absent.length === 0) {
    return [];
  }
  const message = `The target ${name} has no witness of ${absent.join(' and ')} at ${pointer}.`;
  return [
    { code: 'witness_missing', message, hint: 'Run the job of the matrix that shows it, and merge its evidence.' },
  ];
}

function requireControl(evidence: Evidence, policy: Policy): GateReason[] {
  if (!policy.control || evidence.control !== undefined) {
    return [];
  }
  const message = 'No target was compared with itself, so it is not known how much is noise.';
  return [{ code: 'control_missing', message, hint: 'npx parity run --control' }];
}

/** How old the recordings were when they stood in for a model, and where they came from. */
export function requireCassettes(evidence: Evidence, { cassettes: terms }: Policy): GateReason[] {
  const used = listPlayedCassettes(evidence);
  const { maxAgeDays, sources } = terms ?? {};
  const old = maxAgeDays === undefined ? [] : used.filter(({ ageDays }) => ageDays > maxAgeDays);
  const foreign = sources === undefined ? [] : used.filter(({ source }) => !sources.includes(source));
  const [oldest] = old.toSorted((a, b) => b.ageDays - a.ageDays);
  return [
    ...(oldest === undefined
      ? []
      : [
          {
            code: 'cassette_old' as const,
            message: `${countScenarios(old)} cassettes are older than ${maxAgeDays} days; that of ${oldest.scenario} is ${oldest.ageDays}.`,
            hint: 'npx parity record --all',
          },
        ]),
    ...(foreign[0] === undefined
      ? []
      : [
          {
            code: 'cassette_source' as const,
            message: `${countScenarios(foreign)} cassettes do not come from ${sources?.join(' or ')}; that of ${foreign[0].scenario} is from ${foreign[0].source}.`,
            hint: 'Record them again where the policy wants them from; with keys, from the live API.',
          },
        ]),
  ];
}

function countScenarios(cassettes: readonly { readonly scenario: string }[]): number {
  return new Set(cassettes.map(({ scenario }) => scenario)).size;
}

/** Which code it is that was tested. */
export function requireCommit({ manifest }: Evidence, { cleanCommit }: Policy): GateReason[] {
  if (!cleanCommit) {
    return [];
  }
  const { commit, isDirty } = manifest.source ?? {};
  if (commit === undefined || commit === null) {
    const message = 'The run did not know which commit it tested.';
    return [{ code: 'commit_unknown', message, hint: 'Run it in a git checkout.' }];
  }
  if (isDirty !== true) {
    return [];
  }
  const message = `The code under test was ${commit.slice(0, 12)} with changes that are not committed.`;
  return [{ code: 'commit_dirty', message, hint: 'Commit them and run it again.' }];
}
