import { relative, sep } from 'node:path';
import { decodeBody, encodeBody } from '../cassette/body-codec.ts';
import type { Interaction } from '../cassette/cassette.ts';
import { listCassettes } from '../cassette/list-cassettes.ts';
import { loadCassette } from '../cassette/load-cassette.ts';
import { describeBreak } from '../engine/body-stream.ts';
import { toUpstreamUrl, type Upstream } from '../engine/recording/upstream.ts';
import type { Provider } from '../providers/provider.ts';
import { findProvider } from '../providers/providers.ts';
import { type ShapeChange, shapeChanges, toBodyShape } from './body-shape.ts';

/** `status`: another status. `unreachable`: no response came. The others are as in {@link ShapeChange}. */
export type DriftKind = ShapeChange['kind'] | 'status' | 'unreachable';

export interface Drift {
  readonly file: string;
  readonly interaction: number;
  readonly kind: DriftKind;
  readonly pointer: string;
  readonly recorded: string;
  readonly live: string;
}

export interface DriftResult {
  /** Requests that were sent. */
  readonly asked: number;
  /** Those whose response has the recorded shape, whatever its values. */
  readonly same: number;
  /** Those that were not sent: not for an LLM provider, or without a key. */
  readonly skipped: number;
  readonly drifts: readonly Drift[];
}

export interface DriftOptions {
  readonly directory: string;
  readonly upstream: Upstream;
  /** The headers with which a provider accepts a request; null when there is no key for it. */
  readonly credentials: (provider: Provider) => Readonly<Record<string, string>> | null;
  readonly signal: AbortSignal;
}

/**
 * Sends every recorded request to its provider again and compares the responses by their shape: what was added, what was
 * removed, what has another type. Values may differ. Errors that were recorded are not asked for again.
 */
export async function findDrift(options: DriftOptions): Promise<DriftResult> {
  const drifts: Drift[] = [];
  let [asked, same, skipped] = [0, 0, 0];
  for (const listed of await listCassettes(options.directory)) {
    if (listed.status === 'invalid') {
      continue;
    }
    const file = relative(options.directory, listed.path).split(sep).join('/');
    for (const [index, interaction] of (await loadCassette(listed.path)).interactions.entries()) {
      const provider = findProvider(new URL(interaction.request.url));
      const credentials = provider === null ? null : options.credentials(provider);
      if (credentials === null || interaction.response.status >= 400 || interaction.end !== 'done') {
        skipped += 1;
        continue;
      }
      const found = await compare(interaction, credentials, options);
      asked += 1;
      if (found.length === 0) {
        same += 1;
      }
      drifts.push(...found.map((one) => ({ file, interaction: index, ...one })));
    }
  }
  return { asked, same, skipped, drifts };
}

async function compare(
  { request, response }: Interaction,
  credentials: Readonly<Record<string, string>>,
  { upstream, signal }: DriftOptions,
): Promise<readonly Omit<Drift, 'file' | 'interaction'>[]> {
  try {
    const body = decodeBody(request.body);
    const live = await fetch(toUpstreamUrl(upstream, new URL(request.url), findProvider(new URL(request.url))), {
      method: request.method,
      headers: { ...request.headers, ...credentials },
      signal,
      ...(body.length === 0 ? {} : { body }),
    });
    const bytes = new Uint8Array(await live.arrayBuffer());
    if (live.status !== response.status) {
      return [{ kind: 'status', pointer: '', recorded: String(response.status), live: String(live.status) }];
    }
    return shapeChanges(toBodyShape(response.body), toBodyShape(encodeBody(bytes))).map((change) => ({
      ...change,
      recorded: change.recorded.join(' or '),
      live: change.live.join(' or '),
    }));
  } catch (error) {
    signal.throwIfAborted();
    return [{ kind: 'unreachable', pointer: '', recorded: String(response.status), live: describeBreak(error) }];
  }
}
