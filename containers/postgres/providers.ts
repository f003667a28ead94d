import { PostgresUnavailable } from '../errors/postgres-unavailable.ts';
import { prepareContainer } from './container-provider.ts';
import { prepareEmbedded } from './embedded-provider.ts';
import type { Preflight, PrepareProvider, ProviderName } from './provider.ts';
import { prepareUrl } from './url-provider.ts';

/** In the order in which they are tried. */
export const PROVIDERS: Readonly<Record<ProviderName, PrepareProvider>> = {
  url: prepareUrl,
  container: prepareContainer,
  embedded: prepareEmbedded,
};

const NAMES: readonly ProviderName[] = ['url', 'container', 'embedded'];

/** The providers to try: all of them, or only the named one. Throws PARITY_POSTGRES_UNAVAILABLE for an unknown name. */
export function chain(named: string | undefined): readonly ProviderName[] {
  if (named === undefined || named === '' || named === 'auto') return NAMES;
  const known = NAMES.find((name) => name === named);
  if (known !== undefined) return [known];
  throw new PostgresUnavailable([
    { name: named, why: 'There is no Postgres provider of that name.', next: 'Use url, container or embedded.' },
  ]);
}

/** The preflight of every provider in chain order, for a person to read. Pulls nothing and starts nothing. */
export async function inspectPostgresProviders(
  env: Readonly<Record<string, string | undefined>>,
): Promise<readonly { readonly name: ProviderName; readonly preflight: Preflight }[]> {
  const context = { env, runId: 'inspect', progress: () => undefined, mayPull: false };
  return Promise.all(
    NAMES.map(async (name) => {
      const prepared = await PROVIDERS[name](context);
      if (prepared.available) return { name, preflight: { available: true, detail: prepared.detail } as const };
      const { why, next } = prepared;
      return { name, preflight: { available: false, why, next } as const };
    }),
  );
}
