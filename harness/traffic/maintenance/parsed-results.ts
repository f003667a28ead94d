import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { z } from 'zod';
import { hasCode } from '../../base/has-code.ts';
import { writeAtomically } from '../../base/write-atomically.ts';
import type { Json } from '../../values/json.ts';
import { decodeBody } from '../cassette/body-codec.ts';
import type { Cassette, Interaction } from '../cassette/cassette.ts';
import { CassetteInvalid } from '../cassette/cassette-invalid.ts';
import { diffJson } from '../cassette/diff-json.ts';
import { toCanonicalJson } from '../cassette/request-key.ts';
import { type SdkResult, toJson } from '../providers/sdk-call.ts';
import { installedSdks } from './installed-sdks.ts';

const SCHEMA = 'ultra-parity/parsed/v1';

const file = z.strictObject({
  schema: z.literal(SCHEMA),
  /** The SDKs that read the answers, name to version. */
  sdk: z.record(z.string(), z.string()).readonly(),
  results: z
    .record(
      z.string(),
      z.strictObject({
        /** SHA-256 of the answer's bytes, the first 16 hex digits: a result is of one answer. */
        answer: z.string(),
        result: z.custom<Json>((value) => value !== undefined),
      }),
    )
    .readonly(),
});

/** What the SDKs made of the answers of a cassette when that was last looked at. `results` go by the id of the interaction. */
export type ParsedResults = z.infer<typeof file>;

/** `<name>.parsed` for `<name>.json`: no cassette, so it has another ending. */
export function parsedPath(cassettePath: string): string {
  return `${cassettePath.replace(/\.json$/, '')}.parsed`;
}

/**
 * null when none are kept.
 *
 * @throws PARITY_CASSETTE_INVALID for a file that is damaged
 */
export async function loadParsed(cassettePath: string): Promise<ParsedResults | null> {
  const path = parsedPath(cassettePath);
  const text = await readIfThere(path);
  if (text === null) {
    return null;
  }
  const result = file.safeParse(parseFile(text, path));
  if (result.success) {
    return result.data;
  }
  const [issue] = result.error.issues;
  throw new CassetteInvalid({ path, pointer: `/${issue?.path.join('/') ?? ''}`, problem: issue?.message ?? 'unknown' });
}

/** Keeps what the SDKs made of the answers. True when the file changed. */
export async function keepParsed(
  cassettePath: string,
  { interactions }: Cassette,
  results: readonly (SdkResult | null)[],
): Promise<boolean> {
  const kept = interactions.flatMap((interaction, index) => {
    const result = results[index] ?? null;
    if (result === null || result.outcome === 'failed') {
      return [];
    }
    return [[interaction.id, { answer: answerHash(interaction), result: toJson(result) }] as const];
  });
  const path = parsedPath(cassettePath);
  const before = await readIfThere(path);
  if (kept.length === 0) {
    await rm(path, { force: true });
    return before !== null;
  }
  const parsed: ParsedResults = { schema: SCHEMA, sdk: await installedSdks(), results: Object.fromEntries(kept) };
  const text = `${JSON.stringify(parsed, null, 1)}\n`;
  if (text !== before) {
    await writeAtomically(path, text);
  }
  return text !== before;
}

const MOST_PLACES = 3;

/**
 * How the installed SDK reads this answer otherwise than the one did whose result is kept, or null: nothing is kept, the
 * answer was changed since, or they agree.
 */
export async function sdkChange(
  interaction: Interaction,
  result: SdkResult,
  kept: ParsedResults | null,
): Promise<string | null> {
  const before = kept?.results[interaction.id];
  if (kept === null || before === undefined || before.answer !== answerHash(interaction)) {
    return null;
  }
  const now = toJson(result);
  if (toCanonicalJson(before.result) === toCanonicalJson(now)) {
    return null;
  }
  const places = diffJson(before.result, now).map(({ pointer }) => pointer || '/');
  const more = places.length > MOST_PLACES ? ` and ${places.length - MOST_PLACES} more` : '';
  return `${await changeOfSdks(kept)} this answer otherwise, at ${places.slice(0, MOST_PLACES).join(', ')}${more}`;
}

async function changeOfSdks({ sdk }: ParsedResults): Promise<string> {
  const installed = await installedSdks();
  const updates = Object.entries(installed)
    .filter(([name, version]) => sdk[name] !== version)
    .map(([name, version]) => `${name} ${version} (before: ${sdk[name] ?? 'none'})`);
  return updates.length === 0 ? 'The same SDKs read' : `${updates.join(', ')} read`;
}

function answerHash({ response }: Interaction): string {
  return createHash('sha256').update(decodeBody(response.body)).digest('hex').slice(0, 16);
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) {
      return null;
    }
    throw error;
  }
}

function parseFile(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CassetteInvalid({ path, pointer: '', problem: 'it is not JSON', cause });
  }
}
