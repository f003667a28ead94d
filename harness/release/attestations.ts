import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode } from '../base/has-code.ts';
import { writeAtomically } from '../base/write-atomically.ts';
import { ATTESTATIONS } from '../evidence/folder-contents.ts';
import { type Envelope, parseEnvelope } from './envelope.ts';

/**
 * The attestations that lie in the folder of the evidence, one envelope a line; none where it was not signed. Throws
 * EnvelopeInvalid. https://github.com/in-toto/attestation/blob/main/spec/v1/bundle.md
 */
export async function loadAttestations(folder: string): Promise<readonly Envelope[]> {
  const text = await readIfThere(join(folder, ATTESTATIONS));
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(parseEnvelope);
}

/** Puts the attestations beside the evidence and returns where they are. */
export async function saveAttestations(folder: string, envelopes: readonly Envelope[]): Promise<string> {
  const path = join(folder, ATTESTATIONS);
  await writeAtomically(path, envelopes.map((envelope) => `${JSON.stringify(envelope)}\n`).join(''));
  return path;
}

async function readIfThere(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) {
      return '';
    }
    throw error;
  }
}
