import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Cassette } from '../cassette/cassette.ts';
import { CassetteInvalid } from '../cassette/cassette-invalid.ts';
import { cassettePath } from '../cassette/cassette-path.ts';
import { loadCassetteIfThere } from '../cassette/load-cassette.ts';
import { numberInteractions } from '../cassette/number-interactions.ts';
import { saveCassette } from '../cassette/save-cassette.ts';
import { SecretInCassette } from '../cassette/secret-in-cassette.ts';
import type { SecretFirewall } from '../secrets/firewall.ts';
import { CassetteNames } from './cassette-name.ts';
import { type ReadCassette, readCassette } from './import-file.ts';
import { Refusal, type RefusalCode } from './refusals.ts';
import { SourceFile } from './source-file.ts';

/** What may hold a recording. Everything else in a folder is passed by. */
const CANDIDATE = /\.(?:json|jsonl|ya?ml|har|httprr|txt|sse|cassette|vcr)(?:\.gz)?$/i;

/** What is expected to be a recording. */
const RECORDING = /\.(?:json|ya?ml|har|httprr)(?:\.gz)?$/i;

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
  /** What was imported and what was refused; a file that is refused as a whole counts as one. */
  readonly interactions: number;
  readonly imported: number;
  readonly refused: readonly RefusedImport[];
  /** Files of a folder that are no recorder's: texts and the like. They count nowhere else. */
  readonly passedBy: readonly string[];
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
  const sideFiles = new Set<string>();
  const all: FileResult[] = [];
  for (const name of names) {
    all.push(await importFile({ folder, name, id: cassetteNames.nameFor(name), sideFiles }, options));
  }
  const results = all.filter(({ imported }, index) => imported > 0 || !sideFiles.has(join(folder, names[index] ?? '')));
  const passedBy = isFolder ? results.flatMap(({ refused }) => refused.filter(isNoRecording)) : [];
  const refused = results.flatMap((result) => result.refused).filter((one) => !passedBy.includes(one));
  const imported = results.reduce((sum, result) => sum + result.imported, 0);
  return {
    files: results.length - passedBy.length,
    interactions: imported + refused.length,
    imported,
    refused,
    passedBy: passedBy.map(({ file }) => file),
    warnings: results.flatMap(({ warnings }) => warnings),
    cassettes: results.flatMap(({ cassette }) => (cassette === null ? [] : [cassette])),
  };
}

interface FileResult extends Pick<ImportResult, 'refused' | 'warnings'> {
  readonly imported: number;
  readonly cassette: ImportResult['cassettes'][number] | null;
}

/** A text of any kind that holds nothing of a recorder. A file of JSON or YAML that cannot be placed is refused. */
function isNoRecording({ file, code }: RefusedImport): boolean {
  return !RECORDING.test(file) && (code === 'unknown_format' || code === 'nothing_recorded');
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
  /** Gets the paths of the bodies that lie in files of their own, which are no recordings themselves. */
  readonly sideFiles: Set<string>;
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
  if (error instanceof Refusal) {
    return error;
  }
  const isSystem = error instanceof Error && 'syscall' in error;
  if (isSystem || !(error instanceof Error)) {
    throw error;
  }
  return new Refusal('failed', error.name);
}

async function openSource({ folder, name, sideFiles }: FilePlace): Promise<SourceFile> {
  const path = join(folder, ...name.split('/'));
  const { mtime } = await stat(path);
  return new SourceFile({
    name,
    bytes: await readFile(path),
    modifiedAt: mtime,
    readBeside: async (beside) => {
      const side = resolve(dirname(path), beside);
      const bytes = await readInside(folder, side);
      if (bytes !== null) {
        sideFiles.add(side);
      }
      return bytes;
    },
  });
}

/** A file below the folder that is imported. A path in a recording may not lead out of it, but to WireMock's `__files`. */
async function readInside(folder: string, path: string): Promise<Uint8Array | null> {
  const [, root] = /^(.*)[/\\]mappings(?:[/\\]|$)/.exec(folder) ?? [];
  const allowed = root === undefined ? [folder] : [folder, join(root, '__files')];
  if (path.includes('\0') || !allowed.some((one) => isInside(one, path))) {
    return null;
  }
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

function isInside(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  return !inside.startsWith('..') && !isAbsolute(inside);
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
  if (cassette.interactions.length === 0) {
    return { imported: 0, refused: [] };
  }
  await checkTarget(path);
  try {
    await saveCassette(path, cassette, { firewall });
    return { imported: cassette.interactions.length, refused: [] };
  } catch (error) {
    if (!(error instanceof SecretInCassette)) {
      throw error;
    }
    const indices = new Set(error.places.map(({ pointer }) => Number(/^\/interactions\/(\d+)/.exec(pointer)?.[1])));
    const clean = without(cassette, indices);
    if (clean.interactions.length > 0) {
      await saveCassette(path, clean, { firewall });
    }
    return {
      imported: clean.interactions.length,
      refused: positions
        .filter((_position, index) => indices.has(index))
        .map((position) => ({ position, refusal: new Refusal('secret') })),
    };
  }
}

function without(cassette: Cassette, indices: ReadonlySet<number>): Cassette {
  return {
    ...cassette,
    interactions: numberInteractions(cassette.interactions.filter((_one, index) => !indices.has(index))),
  };
}

async function checkTarget(path: string): Promise<void> {
  const source = await readSource(path);
  if (source !== null && !source.startsWith('import:')) {
    throw new Refusal('target_taken');
  }
}

async function readSource(path: string): Promise<string | null> {
  try {
    return (await loadCassetteIfThere(path))?.provenance.source ?? null;
  } catch (error) {
    if (error instanceof CassetteInvalid) {
      throw new Refusal('target_taken', 'It cannot be read.');
    }
    throw error;
  }
}
