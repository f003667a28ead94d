import { inspectPostgresProviders } from '#containers/postgres/providers.ts';
import { type Check, defineParity, type Environment } from '#harness/scenario/parity-config.ts';
import { liveKeys } from './parity/live-keys.ts';
import { mockTarget } from './parity/mock-target.ts';
import { processTarget } from './parity/process-target.ts';
import { realTarget } from './parity/real-target.ts';
import { RULES } from './parity/rules.ts';
import { standInReplies } from './parity/stand-in-replies.ts';

/** The composition root of a parity run of Ultra. */
export default defineParity({
  scenarios: 'suites',
  cassettes: 'fixtures/cassettes',
  mutants: 'suites/mutants',
  targets: { mock: mockTarget, real: realTarget, process: processTarget },
  rules: RULES,
  standIn: standInReplies,
  // Nobody can make a live provider fail on demand, so those cassettes come from the stand-in even with keys.
  needsStandIn: (given) => given['llm'] !== undefined,
  liveKeys,
  knownSecrets: (env) => Object.values(liveKeys(env)).flatMap((key) => (key ? [key] : [])),
  inspect: inspectPostgres,
});

/** One Postgres is needed; which of the three it is, is a matter of taste. */
async function inspectPostgres(env: Environment): Promise<Check[]> {
  const providers = await inspectPostgresProviders(env);
  const status = providers.some(({ preflight }) => preflight.available) ? 'optional' : 'missing';
  return providers.map(({ name, preflight }) =>
    preflight.available
      ? { name: `postgres ${name}`, status: 'ok', detail: preflight.detail }
      : { name: `postgres ${name}`, status, detail: preflight.why, next: preflight.next },
  );
}
