import { PostgresUnavailable } from '../errors/postgres-unavailable.ts';
import { prepareContainer } from './container-provider.ts';
import { prepareEmbedded } from './embedded-provider.ts';
import type { Preflight, PrepareProvider, ProviderName } from './provider.ts';
import { OLDEST_POSTGRES, postgresMajor } from './settings.ts';
import { prepareUrl } from './url-provider.ts';

/** In the order in which they are tried. */
export const PROVIDERS: Readonly<Record<ProviderName, PrepareProvider>> = {
  url: ofKnownVersion(prepareUrl),
  container: ofKnownVersion(prepareContainer),
  embedded: ofKnownVersion(prepareEmbedded),
};

/** Nobody is asked for a version that there is not, or that is older than what the harness does with a server. */
function ofKnownVersion(prepare: PrepareProvider): PrepareProvider {
  return async (context) => {
    const major = postgresMajor(context.env);
    if (Number.isInteger(major) && major >= OLDEST_POSTGRES) {
      return await prepare(context);
    }
    const why = `PARITY_POSTGRES_VERSION is "${context.env['PARITY_POSTGRES_VERSION']}".`;
    const next = `Ask for a major version from ${OLDEST_POSTGRES} on, such as 17.`;
    return { available: false, final: true, why, next };
  };
}

const NAMES: readonly ProviderName[] = ['url', 'container', 'embedded'];

/**
 * The providers to try: all of them, or only the named one.
 *
 * @throws PARITY_POSTGRES_UNAVAILABLE for an unknown name
 */
export function chain(named: string | undefined): readonly ProviderName[] {
  if (named === undefined || named === '' || named === 'auto') {
    return NAMES;
  }
  const known = NAMES.find((name) => name === named);
  if (known !== undefined) {
    return [known];
  }
  throw new PostgresUnavailable([
    { name: named, why: 'There is no Postgres provider of that name.', next: 'Use url, container or embedded.' },
  ]);
}

/** The preflight of every provider in chain order, for a person to read. Pulls nothing and starts nothing. */
export async function inspectPostgresProviders(
  env: Readonly<Record<string, string | undefined>>,
): Promise<readonly { readonly name: ProviderName; readonly preflight: Preflight }[]> {
  const context = { env, runId: 'inspect', restartable: false, progress: () => undefined, mayPull: false };
  return Promise.all(
    NAMES.map(async (name) => {
      const prepared = await PROVIDERS[name](context);
      if (prepared.available) {
        return { name, preflight: { available: true, detail: prepared.detail } as const };
      }
      const { why, next } = prepared;
      return { name, preflight: { available: false, why, next } as const };
    }),
  );
}
