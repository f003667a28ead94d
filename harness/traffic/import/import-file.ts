import { CASSETTE_SCHEMA, type Cassette } from '../cassette/cassette.ts';
import { numberInteractions } from '../cassette/number-interactions.ts';
import { RECORDER } from '../cassette/recorder-name.ts';
import { identifyClient } from '../engine/recording/identify-client.ts';
import type { SecretFirewall } from '../secrets/firewall.ts';
import { type BuiltInteraction, buildInteraction } from './build-interaction.ts';
import { FORMATS } from './formats/formats.ts';
import type { ImportFormat, SourceEntry, SourceExchange } from './formats/import-format.ts';
import { findHeader } from './formats/source-value.ts';
import { Refusal } from './refusals.ts';
import type { SourceFile } from './source-file.ts';

export interface RefusedInteraction {
  /** From 0 in its file; null for the whole file. */
  readonly position: number | null;
  readonly refusal: Refusal;
}

export interface ReadCassette {
  readonly format: string;
  /** Without interactions when every one was refused. */
  readonly cassette: Cassette;
  /** The place in the source of each interaction of the cassette. */
  readonly positions: readonly number[];
  readonly refused: readonly RefusedInteraction[];
  readonly warnings: readonly { readonly position: number; readonly note: string }[];
}

/** What one recorder's file becomes. Throws a refusal when nothing in the file can be read. */
export async function readCassette(
  file: SourceFile,
  options: { readonly id: string; readonly format: string; readonly firewall: SecretFirewall },
): Promise<ReadCassette> {
  const format = findFormat(file, options.format);
  const entries = await format.read(file);
  if (entries.length === 0) {
    throw new Refusal('nothing_recorded');
  }
  const built: (BuiltInteraction & { readonly position: number; readonly exchange: SourceExchange })[] = [];
  const refused: RefusedInteraction[] = [];
  for (const entry of entries) {
    const result = build(entry, file, options.firewall);
    if (result instanceof Refusal) {
      refused.push({ position: entry.position, refusal: result });
    } else {
      built.push(result);
    }
  }
  const provenance: Cassette['provenance'] = {
    recordedAt: recordedAt(
      built.map(({ exchange }) => exchange),
      file.modifiedAt,
    ),
    source: `import:${format.name}`,
    upstream: [...new Set(built.map(({ interaction }) => new URL(interaction.request.url).origin))].sort().join(', '),
    recorder: RECORDER,
    sdk: listSdks(built.map(({ requestHeaders }) => requestHeaders)),
  };
  return {
    format: format.name,
    cassette: {
      schema: CASSETTE_SCHEMA,
      scenario: { id: options.id, title: options.firewall.redact(`imported from ${file.name}`) },
      provenance,
      interactions: numberInteractions(built.map(({ interaction }) => interaction)),
    },
    positions: built.map(({ position }) => position),
    refused,
    warnings: built.flatMap(({ position, notes }) => notes.map((note) => ({ position, note }))),
  };
}

function findFormat(file: SourceFile, name: string): ImportFormat {
  const format = FORMATS.find((one) => (name === 'auto' ? one.recognises(file) : one.name === name));
  if (format === undefined) {
    throw new Refusal('unknown_format');
  }
  return format;
}

function build(entry: SourceEntry, file: SourceFile, firewall: SecretFirewall) {
  if (entry.kind === 'refused') {
    return entry.refusal;
  }
  const { position, exchange } = entry;
  try {
    return { ...buildInteraction(exchange, { file: file.name, firewall }), position, exchange };
  } catch (error) {
    if (error instanceof Refusal) {
      return error;
    }
    throw error;
  }
}

/** The newest time that the recorder noted, or the server in `date`; without either, when the file was changed. */
function recordedAt(exchanges: readonly SourceExchange[], modifiedAt: Date): string {
  const times = exchanges
    .map((exchange) => Date.parse(exchange.recordedAt ?? findHeader(exchange.responseHeaders, 'date') ?? ''))
    .filter((time) => Number.isFinite(time) && time >= 0 && time <= 253_402_300_799_999);
  return times.length === 0 ? modifiedAt.toISOString() : new Date(Math.max(...times)).toISOString();
}

function listSdks(headers: readonly Headers[]): Readonly<Record<string, string>> {
  const found = headers.map(identifyClient).filter((sdk) => sdk !== null);
  return Object.fromEntries(found.map(({ name, version }) => [name, version] as const).sort());
}
