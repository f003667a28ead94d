import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { z } from 'zod';
import { HarnessError } from '../base/harness-error.ts';
import { writeAtomically } from '../base/write-atomically.ts';
import type { RunManifest, SealedEvidence, SealedManifest } from './evidence.ts';
import type { EvidenceFault } from './evidence-fault.ts';
import { manifestSchema, transcriptSchema } from './evidence-schema.ts';
import type { EvidenceFile } from './provenance.ts';
import type { Transcript } from './transcript.ts';

const MANIFEST = 'run.json';
const TRANSCRIPTS = 'transcripts';
const CONTROL = 'control';

/** The folder is not what a run left behind: it is absent, cut short or edited. */
export class EvidenceInvalid extends HarnessError {
  readonly code = 'PARITY_EVIDENCE_INVALID';

  constructor(path: string, problem: string, cause?: unknown) {
    super(`${path} is no evidence: ${problem}.`, { hint: 'Run it again: npx parity run --out DIR.', cause });
  }
}

/** Makes room for the evidence of a new run. What an earlier run left is removed, and only that. */
export async function prepareEvidenceFolder(folder: string): Promise<void> {
  await rm(join(folder, TRANSCRIPTS), { recursive: true, force: true });
  await rm(controlFolder(folder), { recursive: true, force: true });
  await rm(join(folder, MANIFEST), { force: true });
  await mkdir(join(folder, TRANSCRIPTS), { recursive: true });
}

/** Where the second run of a control lies. It is an evidence folder of its own. */
export function controlFolder(folder: string): string {
  return join(folder, CONTROL);
}

/** Seals the folder: writes the manifest, with the digest of every transcript that lies there. */
export async function saveManifest<M extends RunManifest>(
  folder: string,
  manifest: M,
): Promise<M & { readonly files: readonly EvidenceFile[] }> {
  const paths = await transcriptFiles(folder);
  const files = await Promise.all(paths.map(async (path) => await fileRecord(folder, path)));
  const sealed = { ...manifest, files };
  await writeAtomically(join(folder, MANIFEST), `${JSON.stringify(sealed, null, 2)}\n`);
  return sealed;
}

async function fileRecord(folder: string, path: string): Promise<EvidenceFile> {
  const sha256 = createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
  return { path: relative(folder, path).split(sep).join('/'), sha256 };
}

/** Whether a run has sealed evidence in the folder. */
export function holdsEvidence(folder: string): boolean {
  return existsSync(join(folder, MANIFEST));
}

/** Reads a whole evidence folder. Throws EvidenceInvalid when any of it is not as the run left it. */
export async function loadEvidence(folder: string): Promise<SealedEvidence> {
  const manifest = await loadManifest(folder);
  await checkFiles(folder, manifest);
  const { transcripts, faults } = await loadTranscripts(folder);
  const [first] = faults;
  if (first !== undefined) {
    throw new EvidenceInvalid(folder, first.message);
  }
  return {
    manifest,
    transcripts,
    ...(manifest.hasControl ? { control: await loadEvidence(controlFolder(folder)) } : {}),
  };
}

async function checkFiles(folder: string, { files }: SealedManifest): Promise<void> {
  const paths = await transcriptFiles(folder);
  const found = await Promise.all(paths.map(async (path) => await fileRecord(folder, path)));
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

/** Reads what a run set out to do. Throws EvidenceInvalid. */
export async function loadManifest(folder: string): Promise<SealedManifest> {
  return (await readChecked(join(folder, MANIFEST), manifestSchema)) as unknown as SealedManifest;
}

/** Reads what the workers of a run wrote. A file that cannot be read becomes a fault of the run. */
export async function loadTranscripts(
  folder: string,
): Promise<{ readonly transcripts: readonly Transcript[]; readonly faults: readonly EvidenceFault[] }> {
  const transcripts: Transcript[] = [];
  const faults: EvidenceFault[] = [];
  for (const path of await transcriptFiles(folder)) {
    try {
      transcripts.push(await loadTranscript(path));
    } catch (error) {
      if (!(error instanceof EvidenceInvalid)) {
        throw error;
      }
      faults.push({
        code: 'transcript_invalid',
        message: `${relative(folder, path)}: ${error.message}`,
        hint: error.hint,
      });
    }
  }
  return { transcripts, faults };
}

/** Reads one transcript file. Throws EvidenceInvalid. */
export async function loadTranscript(path: string): Promise<Transcript> {
  return (await readChecked(path, transcriptSchema)) as unknown as Transcript;
}

async function transcriptFiles(folder: string): Promise<string[]> {
  const entries = await readdir(join(folder, TRANSCRIPTS), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.json'));
  return files.map((file) => join(file.parentPath, file.name)).toSorted();
}

async function readChecked(path: string, schema: z.ZodType): Promise<unknown> {
  const parsed = schema.safeParse(await readJson(path));
  if (parsed.success) {
    return parsed.data;
  }

  const [issue] = parsed.error.issues;
  throw new EvidenceInvalid(path, `at /${issue?.path.join('/') ?? ''} ${issue?.message ?? 'it has another shape'}`);
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    const problem = error instanceof SyntaxError ? 'it is not JSON, or was cut short' : 'it cannot be read';
    throw new EvidenceInvalid(path, problem, error);
  }
}
