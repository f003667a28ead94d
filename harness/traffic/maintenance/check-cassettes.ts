import { relative, sep } from 'node:path';
import { decodeBody } from '../cassette/body-codec.ts';
import { type Cassette, type Interaction, NOT_BEGUN } from '../cassette/cassette.ts';
import { CassetteInvalid } from '../cassette/cassette-invalid.ts';
import { type ListedCassette, listCassettes } from '../cassette/list-cassettes.ts';
import { loadCassette } from '../cassette/load-cassette.ts';
import { parseJsonBytes } from '../cassette/request-key.ts';
import { findProvider } from '../providers/providers.ts';
import type { SdkResponse, SdkResult, SdkServer } from '../providers/sdk-call.ts';
import { feedSdk } from './feed-sdk.ts';
import { keepParsed, loadParsed, sdkChange } from './parsed-results.ts';
import { startSdkServer } from './sdk-server.ts';

/** How long an SDK may take over one answer, in milliseconds. */
const SDK_TIMEOUT_MS = 5000;
const DAY_MS = 86_400_000;

export interface FailedInteraction {
  /** Relative to the directory. */
  readonly file: string;
  /** From 0; null when the cassette cannot be read. */
  readonly interaction: number | null;
  readonly reason: string;
}

export interface CheckResult {
  readonly cassettes: number;
  readonly interactions: number;
  /** What an installed SDK reads, HTTP errors included. */
  readonly parsed: number;
  /** Requests that no installed SDK makes: other providers, other operations. */
  readonly unchecked: number;
  readonly failed: readonly FailedInteraction[];
  readonly warnings: readonly string[];
}

/**
 * Loads every cassette below a directory and gives each answer to the SDK that would ask for it. Opens no connection but
 * to itself.
 */
export async function checkCassettes(options: {
  readonly directory: string;
  readonly now: Date;
  /** Cassettes older than this are warned of. */
  readonly maxAgeDays: number;
  /** Keeps what the SDKs made of the answers beside the cassettes, for later checks to compare with. */
  readonly keepsResults?: boolean | undefined;
}): Promise<CheckResult> {
  const listed = await listCassettes(options.directory);
  await using server = await startSdkServer();
  const checks: CassetteCheck[] = [];
  for (const one of listed) {
    const file = relative(options.directory, one.path).split(sep).join('/');
    checks.push(one.status === 'valid' ? await checkOne(one, file, { ...options, server }) : unreadable(one, file));
  }
  return {
    cassettes: listed.length,
    interactions: checks.reduce((sum, { interactions }) => sum + interactions, 0),
    parsed: checks.reduce((sum, { parsed }) => sum + parsed, 0),
    unchecked: checks.reduce((sum, { unchecked }) => sum + unchecked, 0),
    failed: checks.flatMap(({ failed }) => failed),
    warnings: checks.flatMap(({ warnings }) => warnings),
  };
}

interface CassetteCheck extends Omit<CheckResult, 'cassettes'> {}

function unreadable(listed: Extract<ListedCassette, { readonly status: 'invalid' }>, file: string): CassetteCheck {
  const failed = [{ file, interaction: null, reason: listed.problem }];
  return { interactions: 0, parsed: 0, unchecked: 0, failed, warnings: [] };
}

async function checkOne(
  listed: Extract<ListedCassette, { readonly status: 'valid' }>,
  file: string,
  options: {
    readonly server: SdkServer;
    readonly now: Date;
    readonly maxAgeDays: number;
    readonly keepsResults?: boolean | undefined;
  },
): Promise<CassetteCheck> {
  const cassette = await loadCassette(listed.path);
  const results: (SdkResult | null)[] = [];
  for (const interaction of cassette.interactions) {
    results.push(await feedInteraction(interaction, options.server));
  }
  const changes = options.keepsResults === true ? [] : await sdkChanges(cassette, results, { path: listed.path, file });
  const isKept = options.keepsResults === true && (await keepParsed(listed.path, cassette, results));
  return {
    interactions: results.length,
    parsed: results.filter((result) => result !== null && result.outcome !== 'failed').length,
    unchecked: listUnchecked(cassette, results).length,
    failed: [
      ...changes,
      ...results.flatMap((result, interaction) =>
        result?.outcome === 'failed' ? [{ file, interaction, reason: result.reason }] : [],
      ),
    ],
    warnings: [
      ...uncheckedWarning(listUnchecked(cassette, results), file),
      ...(isKept ? [`${file}: what the installed SDKs make of it is kept`] : []),
      ...ageWarning(cassette, file, options),
      ...results.flatMap((result, index) => {
        const interaction = cassette.interactions[index];
        if (result?.outcome !== 'parsed' || interaction?.end !== 'done') {
          return [];
        }
        const note = result.note ?? brokenNote(interaction);
        return note === null ? [] : [`${file} #${index}: ${note}`];
      }),
    ],
  };
}

/** Where there is an answer, and no SDK to read it. */
function listUnchecked({ interactions }: Cassette, results: readonly (SdkResult | null)[]): readonly string[] {
  return results.flatMap((result, index) =>
    result === null && interactions[index]?.response.status !== NOT_BEGUN ? [`#${index}`] : [],
  );
}

/** Other hosts and other operations: Vertex AI, files, lists without `alt=sse`. */
function uncheckedWarning(indices: readonly string[], file: string): readonly string[] {
  return indices.length === 0 ? [] : [`${file}: no installed SDK asks for ${indices.join(', ')}, so nothing read that`];
}

/** Where the installed SDKs read an answer otherwise than those did whose results are kept. */
async function sdkChanges(
  { interactions }: Cassette,
  results: readonly (SdkResult | null)[],
  { path, file }: { readonly path: string; readonly file: string },
): Promise<readonly FailedInteraction[]> {
  try {
    const kept = await loadParsed(path);
    const changes: FailedInteraction[] = [];
    for (const [index, interaction] of interactions.entries()) {
      const result = results[index] ?? null;
      const reason = result === null ? null : await sdkChange(interaction, result, kept);
      if (reason !== null) {
        changes.push({ file, interaction: index, reason });
      }
    }
    return changes;
  } catch (error) {
    if (!(error instanceof CassetteInvalid)) {
      throw error;
    }
    return [{ file, interaction: null, reason: error.message }];
  }
}

/** What the SDK of an interaction makes of its answer; null when there is no such SDK, or no answer. */
export async function feedInteraction(interaction: Interaction, server: SdkServer): Promise<SdkResult | null> {
  if (interaction.response.status === NOT_BEGUN) {
    return null;
  }
  const { method, url, body } = interaction.request;
  return await feedSdk(
    { method, url: new URL(url), body: parseJsonBytes(decodeBody(body)), response: toSdkResponse(interaction) },
    { server, timeoutMs: SDK_TIMEOUT_MS },
  );
}

function toSdkResponse({ response, chunks }: Interaction): SdkResponse {
  const body = decodeBody(response.body);
  let offset = 0;
  const pieces = chunks.map(([, length]) => {
    offset += length;
    return body.subarray(offset - length, offset);
  });
  return { status: response.status, headers: response.headers, pieces };
}

/** An SDK is content with a stream that stops too early; the provider's protocol is not. */
function brokenNote({ request, response }: Interaction): string | null {
  const url = new URL(request.url);
  const provider = findProvider(url);
  const parsed =
    provider?.protocol.parseRequest(request.method, url, parseJsonBytes(decodeBody(request.body)) ?? null) ?? null;
  if (provider === null || parsed === null) {
    return null;
  }
  const received = { ...response, headers: new Headers(response.headers), body: decodeBody(response.body) };
  const outcome = provider.protocol.parseResponse(received, parsed.operation);
  return outcome.status === 'broken' ? outcome.reason : null;
}

function ageWarning(
  { provenance }: Cassette,
  file: string,
  { now, maxAgeDays }: { readonly now: Date; readonly maxAgeDays: number },
): readonly string[] {
  const days = Math.floor((now.getTime() - Date.parse(provenance.recordedAt)) / DAY_MS);
  return days > maxAgeDays ? [`${file}: recorded ${days} days ago`] : [];
}
