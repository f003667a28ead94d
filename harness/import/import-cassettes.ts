import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { Cassette } from '../cassette/cassette.ts';
import { CassetteInvalid } from '../cassette/cassette-invalid.ts';
import { cassettePath } from '../cassette/cassette-path.ts';
import { loadCassetteIfThere } from '../cassette/load-cassette.ts';
import { saveCassette } from '../cassette/save-cassette.ts';
import { SecretInCassette } from '../cassette/secret-in-cassette.ts';
import type { SecretFirewall } from '../secrets/firewall.ts';
import { CassetteNames } from './cassette-name.ts';
import { numbered, type ReadCassette, readCassette } from './import-file.ts';
import { Refusal, type RefusalCode } from './refusals.ts';
import { SourceFile } from './source-file.ts';

/** What may hold a recording. Everything else in a folder is passed by. */
const CANDIDATE = /\.(?:json|jsonl|ya?ml|har|httprr|txt|sse|cassette|vcr)(?:\.gz)?$/i;

export interface ImportOptions {
  /** A file or a folder. */
  readonly source: string;
  /** The cassette directory. */
  readonly out: string;
  /** The name of a format, or `auto`. */
  readonly format: string;
  readonly firewall: SecretFirewall;
}

export interface RefusedImport {
  /** Relative to the source folder. */
  readonly file: string;
  /** From 0; null for the whole file. */
  readonly interaction: number | null;
  readonly code: RefusalCode;
  readonly reason: string;
}

export interface ImportResult {
  readonly files: number;
  readonly interactions: number;
  readonly imported: number;
  readonly refused: readonly RefusedImport[];
  readonly warnings: readonly { readonly file: string; readonly interaction: number; readonly note: string }[];
  /** The cassettes that were written. */
  readonly cassettes: readonly { readonly file: string; readonly cassette: string; readonly format: string }[];
}

/**
 * Turns other recorders' files into cassettes, one a file. What cannot be imported is refused with a reason; one bad file
 * never stops the others. Overwrites only what was imported before. Throws the error of the file system when the source
 * cannot be read or the directory not be written.
 */
export async function importCassettes(options: ImportOptions): Promise<ImportResult> {
  const source = resolve(options.source);
  const isFolder = (await stat(source)).isDirectory();
  const folder = isFolder ? source : dirname(source);
  const names = isFolder ? await candidatesBelow(folder) : [basename(source)];
  const cassetteNames = new CassetteNames();
  const results: FileResult[] = [];
  for (const name of names) {
    results.push(await importFile({ folder, name, id: cassetteNames.nameFor(name) }, options));
  }
  return {
    files: names.length,
    interactions: results.reduce((sum, { imported, refused }) => sum + imported + countOf(refused), 0),
    imported: results.reduce((sum, { imported }) => sum + imported, 0),
    refused: results.flatMap(({ refused }) => refused),
    warnings: results.flatMap(({ warnings }) => warnings),
    cassettes: results.flatMap(({ cassette }) => (cassette === null ? [] : [cassette])),
  };
}

interface FileResult extends Pick<ImportResult, 'refused' | 'warnings'> {
  readonly imported: number;
  readonly cassette: ImportResult['cassettes'][number] | null;
}

function countOf(refused: readonly RefusedImport[]): number {
  return refused.filter(({ interaction }) => interaction !== null).length;
}

async function candidatesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && CANDIDATE.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

interface FilePlace {
  readonly folder: string;
  readonly name: string;
  readonly id: string;
}

async function importFile(place: FilePlace, options: ImportOptions): Promise<FileResult> {
  try {
    const read = await readCassette(await openSource(place), { ...options, id: place.id });
    const path = cassettePath(options.out, place.id);
    const kept = await save(read, { path, firewall: options.firewall });
    const refused = [...read.refused, ...kept.refused].map(({ position, refusal }) => ({
      file: place.name,
      interaction: position,
      code: refusal.code,
      reason: refusal.message,
    }));
    return {
      imported: kept.imported,
      refused,
      warnings: read.warnings.map(({ position, note }) => ({ file: place.name, interaction: position, note })),
      cassette: kept.imported === 0 ? null : { file: place.name, cassette: path, format: read.format },
    };
  } catch (error) {
    const { code, message } = refusalFor(error);
    const refused = [{ file: place.name, interaction: null, code, reason: message }];
    return { imported: 0, refused, warnings: [], cassette: null };
  }
}

/** A bug that one file brings to light must not hide what the others hold. Errors of the file system stop the import. */
function refusalFor(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const isSystem = error instanceof Error && 'syscall' in error;
  if (isSystem || !(error instanceof Error)) throw error;
  return new Refusal('failed', error.name);
}

async function openSource({ folder, name }: FilePlace): Promise<SourceFile> {
  const path = join(folder, ...name.split('/'));
  const { mtime } = await stat(path);
  return new SourceFile({
    name,
    bytes: await readFile(path),
    modifiedAt: mtime,
    readBeside: async (beside) => await readInside(folder, resolve(dirname(path), beside)),
  });
}

/** A file below the folder that is imported. A path in a recording may not lead out of it. */
async function readInside(folder: string, path: string): Promise<Uint8Array | null> {
  const inside = relative(folder, path);
  if (inside.startsWith('..') || path.includes('\0')) return null;
  try {
    return await readFile(path);
  } catch (error) {
    if (
      error instanceof Error &&
      'code' in error &&
      /^(?:ENOENT|EISDIR|ENOTDIR|ENAMETOOLONG)$/.test(String(error.code))
    ) {
      return null;
    }
    throw error;
  }
}

interface Kept {
  readonly imported: number;
  readonly refused: ReadCassette['refused'];
}

/** Writes the cassette without the interactions in which a secret is left. */
async function save(
  read: ReadCassette,
  { path, firewall }: { readonly path: string; readonly firewall: SecretFirewall },
): Promise<Kept> {
  const { cassette, positions } = read;
  if (cassette.interactions.length === 0) return { imported: 0, refused: [] };
  await checkTarget(path);
  try {
    await saveCassette(path, cassette, { firewall });
    return { imported: cassette.interactions.length, refused: [] };
  } catch (error) {
    if (!(error instanceof SecretInCassette)) throw error;
    const indices = new Set(error.places.map(({ pointer }) => Number(/^\/interactions\/(\d+)/.exec(pointer)?.[1])));
    const clean = without(cassette, indices);
    if (clean.interactions.length > 0) await saveCassette(path, clean, { firewall });
    return {
      imported: clean.interactions.length,
      refused: positions
        .filter((_position, index) => indices.has(index))
        .map((position) => ({ position, refusal: new Refusal('secret') })),
    };
  }
}

function without(cassette: Cassette, indices: ReadonlySet<number>): Cassette {
  return { ...cassette, interactions: numbered(cassette.interactions.filter((_one, index) => !indices.has(index))) };
}

async function checkTarget(path: string): Promise<void> {
  const source = await sourceOf(path);
  if (source !== null && !source.startsWith('import:')) throw new Refusal('target_taken');
}

async function sourceOf(path: string): Promise<string | null> {
  try {
    return (await loadCassetteIfThere(path))?.provenance.source ?? null;
  } catch (error) {
    if (error instanceof CassetteInvalid) throw new Refusal('target_taken', 'It cannot be read.');
    throw error;
  }
}
