import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { z } from 'zod';
import { HarnessError } from '../errors/harness-error.ts';
import { writeAtomically } from '../files/write-atomically.ts';
import type { Evidence, RunManifest } from '../observe/evidence.ts';
import type { EvidenceFault } from '../observe/evidence-fault.ts';
import type { Transcript } from '../observe/transcript.ts';
import { manifestSchema, transcriptSchema } from './evidence-schema.ts';

const MANIFEST = 'run.json';
const TRANSCRIPTS = 'transcripts';

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
  await rm(join(folder, MANIFEST), { force: true });
  await mkdir(join(folder, TRANSCRIPTS), { recursive: true });
}

export async function saveManifest(folder: string, manifest: RunManifest): Promise<void> {
  await writeAtomically(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Reads a whole evidence folder. Throws EvidenceInvalid when any of it cannot be read. */
export async function loadEvidence(folder: string): Promise<Evidence> {
  const manifest = await loadManifest(folder);
  const { transcripts, faults } = await loadTranscripts(folder);
  const [first] = faults;
  if (first !== undefined) throw new EvidenceInvalid(folder, first.message);
  return { manifest, transcripts };
}

/** Reads what a run set out to do. Throws EvidenceInvalid. */
export async function loadManifest(folder: string): Promise<RunManifest> {
  return (await readChecked(join(folder, MANIFEST), manifestSchema)) as unknown as RunManifest;
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
      if (!(error instanceof EvidenceInvalid)) throw error;
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
  if (parsed.success) return parsed.data;

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
