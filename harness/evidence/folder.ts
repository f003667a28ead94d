import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import type { z } from 'zod';
import { makeFolder } from '../base/make-folder.ts';
import { writeAtomically } from '../base/write-atomically.ts';
import { clearFolder } from './claim-folder.ts';
import type { SealedEvidence } from './evidence.ts';
import type { EvidenceFault } from './evidence-fault.ts';
import { EvidenceInvalid } from './evidence-invalid.ts';
import { findContradiction } from './find-contradiction.ts';
import { CONTROL, MANIFEST, TRANSCRIPTS } from './folder-contents.ts';
import { type EvidenceFile, manifestSchema, RUN_SCHEMA, type RunManifest, type SealedManifest } from './manifest.ts';
import { describeProblem } from './schema.ts';
import { checkVersion } from './schema-version.ts';
import { TRANSCRIPT_SCHEMA, type Transcript, transcriptSchema } from './transcript.ts';

/**
 * Makes room for the evidence of a new run. What an earlier run left is removed, and only that.
 *
 * @throws FolderForeign
 */
export async function prepareEvidenceFolder(folder: string): Promise<void> {
  await clearFolder(folder);
  await makeFolder(join(folder, TRANSCRIPTS));
}

/** Where the second run of a control lies. It is an evidence folder too. */
export function getControlFolder(folder: string): string {
  return join(folder, CONTROL);
}

/** Where the transcript of a scenario on a target lies in an evidence folder. */
export function getTranscriptPath(
  folder: string,
  { scenario, target }: Pick<Transcript, 'scenario' | 'target'>,
): string {
  return join(folder, TRANSCRIPTS, ...scenario.id.split('/'), `${target}.json`);
}

export async function saveTranscript(folder: string, transcript: Transcript): Promise<void> {
  await writeAtomically(getTranscriptPath(folder, transcript), `${JSON.stringify(transcript, null, 2)}\n`);
}

/** Seals the folder: writes the manifest, with the digest of every transcript that lies there. */
export async function saveManifest<M extends RunManifest>(
  folder: string,
  manifest: M,
): Promise<M & { readonly files: readonly EvidenceFile[] }> {
  const sealed = { ...manifest, files: await digestTranscripts(folder) };
  await writeAtomically(join(folder, MANIFEST), `${JSON.stringify(sealed, null, 2)}\n`);
  return sealed;
}

async function digestTranscripts(folder: string): Promise<EvidenceFile[]> {
  const names = await listTranscripts(folder);
  return await Promise.all(
    names.map(async (path) => {
      const sha256 = createHash('sha256')
        .update(await readFile(join(folder, path)))
        .digest('hex');
      return { path, sha256 };
    }),
  );
}

/** Whether a run has sealed evidence in the folder. */
export function holdsEvidence(folder: string): boolean {
  return existsSync(join(folder, MANIFEST));
}

/**
 * Reads a whole evidence folder.
 *
 * @throws EvidenceInvalid when any of it is not as the run left it
 */
export async function loadEvidence(folder: string): Promise<SealedEvidence> {
  const manifest = await loadManifest(folder);
  await checkFiles(folder, manifest);
  const transcripts: Transcript[] = [];
  for (const name of await listTranscripts(folder)) {
    const transcript = await readTranscript(folder, name);
    if (getTranscriptPath(folder, transcript) !== join(folder, name)) {
      const { scenario, target } = transcript;
      throw new EvidenceInvalid(
        folder,
        `${name} is the transcript of ${scenario.id} on ${target}, which has another place`,
      );
    }
    transcripts.push(transcript);
  }
  const contradiction = findContradiction(manifest, transcripts);
  if (contradiction !== undefined) {
    throw new EvidenceInvalid(folder, contradiction);
  }
  return {
    manifest,
    transcripts,
    ...(manifest.hasControl ? { control: await loadEvidence(getControlFolder(folder)) } : {}),
  };
}

async function checkFiles(folder: string, { files }: SealedManifest): Promise<void> {
  const found = await digestTranscripts(folder);
  const digests = new Map(found.map(({ path, sha256 }) => [path, sha256]));
  for (const { path, sha256 } of files) {
    const digest = digests.get(path);
    if (digest === undefined) {
      throw new EvidenceInvalid(folder, `${path} is missing`);
    }
    if (digest !== sha256) {
      throw new EvidenceInvalid(folder, `${path} was changed after the run, or was cut short`);
    }
  }
  const extra = found.find(({ path }) => !files.some((file) => file.path === path));
  if (extra !== undefined) {
    throw new EvidenceInvalid(folder, `${extra.path} does not belong to the run`);
  }
}

/**
 * Reads what a run set out to do.
 *
 * @throws EvidenceInvalid
 */
export async function loadManifest(folder: string): Promise<SealedManifest> {
  return await readDocument(folder, MANIFEST, RUN);
}

/** Reads what the workers of a run wrote. A file that cannot be read becomes a fault of the run. */
export async function loadTranscripts(
  folder: string,
): Promise<{ readonly transcripts: readonly Transcript[]; readonly faults: readonly EvidenceFault[] }> {
  const transcripts: Transcript[] = [];
  const faults: EvidenceFault[] = [];
  for (const name of await listTranscripts(folder)) {
    try {
      transcripts.push(await readTranscript(folder, name));
    } catch (error) {
      if (!(error instanceof EvidenceInvalid)) {
        throw error;
      }
      faults.push({ code: 'transcript_invalid', message: `${error.problem}.`, hint: error.hint });
    }
  }
  return { transcripts, faults };
}

/**
 * Reads one transcript file.
 *
 * @throws EvidenceInvalid
 */
export async function loadTranscript(path: string): Promise<Transcript> {
  return parseTranscript(await readJson(dirname(path), basename(path)), path);
}

/**
 * A transcript from its JSON.
 *
 * @throws EvidenceInvalid, which names the place in `path` where it is not one
 */
export function parseTranscript(document: unknown, path: string): Transcript {
  return parseDocument(document, TRANSCRIPT, (problem, options) => new EvidenceInvalid(path, problem, options));
}

async function readTranscript(folder: string, name: string): Promise<Transcript> {
  return await readDocument(folder, name, TRANSCRIPT);
}

/** The paths of the transcripts below the folder, with `/` on every system. */
async function listTranscripts(folder: string): Promise<string[]> {
  const entries = await readdir(join(folder, TRANSCRIPTS), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.json'));
  const paths = files.map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
  return paths.map((path) => path.split(sep).join('/')).toSorted();
}

interface DocumentKind<T extends z.ZodType> {
  readonly schema: T;
  readonly version: string;
}

const TRANSCRIPT = { schema: transcriptSchema, version: TRANSCRIPT_SCHEMA };
const RUN = { schema: manifestSchema, version: RUN_SCHEMA };

async function readDocument<T extends z.ZodType>(
  folder: string,
  name: string,
  kind: DocumentKind<T>,
): Promise<z.infer<T>> {
  const document = await readJson(folder, name);
  return parseDocument(
    document,
    kind,
    (problem, options) => new EvidenceInvalid(folder, `${name} ${problem}`, options),
  );
}

function parseDocument<T extends z.ZodType>(
  document: unknown,
  { schema, version }: DocumentKind<T>,
  refuse: (problem: string, options?: { readonly hint: string }) => EvidenceInvalid,
): z.infer<T> {
  const otherVersion = checkVersion(document, version);
  if (otherVersion !== undefined) {
    throw refuse(otherVersion.problem, otherVersion);
  }
  const parsed = schema.safeParse(document);
  if (!parsed.success) {
    throw refuse(describeProblem(parsed.error));
  }
  return parsed.data;
}

async function readJson(folder: string, name: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(join(folder, name), 'utf8'));
  } catch (cause) {
    const problem = cause instanceof SyntaxError ? 'is not JSON, or was cut short' : 'cannot be read';
    throw new EvidenceInvalid(folder, `${name} ${problem}`, { cause });
  }
}
