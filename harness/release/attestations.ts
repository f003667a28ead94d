import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '../base/write-atomically.ts';
import { type Envelope, parseEnvelope } from './envelope.ts';

/** One envelope a line: https://github.com/in-toto/attestation/blob/main/spec/v1/bundle.md */
const FILE = 'attestations.intoto.jsonl';

/** The attestations that lie beside the evidence; none where nobody has signed. Throws EnvelopeInvalid. */
export async function loadAttestations(folder: string): Promise<readonly Envelope[]> {
  const text = await readIfThere(join(folder, FILE));
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(parseEnvelope);
}

/** Puts the attestations beside the evidence and returns where they are. */
export async function saveAttestations(folder: string, envelopes: readonly Envelope[]): Promise<string> {
  const path = join(folder, FILE);
  await writeAtomically(path, envelopes.map((envelope) => `${JSON.stringify(envelope)}\n`).join(''));
  return path;
}

async function readIfThere(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return '';
    }
    throw error;
  }
}
