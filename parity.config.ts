import { type Check, defineParity, type Environment } from 'ultra-parity';
import { inspectPostgresProviders } from 'ultra-parity/containers';
import { COVERAGE } from './parity/coverage.ts';
import { EXPLORATION } from './parity/exploration.ts';
import { imageTarget } from './parity/image-target.ts';
import { liveKeys } from './parity/live-keys.ts';
import { mockTarget } from './parity/mock-target.ts';
import { processTarget } from './parity/process-target.ts';
import { realTarget } from './parity/real-target.ts';
import { RULES } from './parity/rules.ts';
import { stubReplies } from './parity/stub-replies.ts';

/** The composition root of a parity run of Ultra. */
export default defineParity({
  scenarios: 'suites',
  cassettes: 'fixtures/cassettes',
  mutants: 'suites/mutants',
  targets: { mock: mockTarget, real: realTarget, process: processTarget, image: imageTarget },
  rules: RULES,
  coverage: COVERAGE,
  exploration: EXPLORATION,
  stubReplies: stubReplies,
  // Nobody can make a live provider fail on demand, so those cassettes come from the stand-in even with keys.
  recordFromStub: (given) => given['llm'] !== undefined,
  liveKeys,
  knownSecrets: (env) => Object.values(liveKeys(env)).flatMap((key) => (key ? [key] : [])),
  welcome,
  inspect: inspectPostgres,
});

function welcome(url: string): string {
  const json = `-H 'content-type: application/json'`;
  return `${url}/docs says what it can do. Sign up, take the accessToken of the answer, and ask:

  curl -s ${url}/api/auth/register ${json} -d '{"email":"ada@example.org","password":"correct horse battery"}'
  curl -sN ${url}/api/analyze/stream -H "authorization: Bearer $TOKEN" ${json} -d '{"query":"Why is the sky blue?"}'
`;
}

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
