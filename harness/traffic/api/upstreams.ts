import { z } from 'zod';
import { PROVIDERS, type ProviderName } from '../providers/providers.ts';

/**
 * What is at a host. The name of a provider: models that speak its protocol, such as Ollama. `http`: any other server,
 * whose traffic is recorded, replayed and compared. `allowed`: requests go there, unseen, in every mode.
 */
export type UpstreamKind = ProviderName | 'http' | 'allowed';

/** Where the system may send requests, by origin; `*` stands for any text without a slash. */
export type Upstreams = Readonly<Record<string, UpstreamKind>>;

const KINDS = [...PROVIDERS.map(({ name }) => name), 'http', 'allowed'];

export const upstreamsSchema = z.record(
  z.string().regex(/^https?:\/\/[^/\s]+$/, 'must be a scheme and a host, such as https://api.stripe.com'),
  z.string().refine((kind) => KINDS.includes(kind), `must be one of ${KINDS.join(', ')}`),
);
