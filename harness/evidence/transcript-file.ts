import { join } from 'node:path';
import { writeAtomically } from '../base/write-atomically.ts';
import type { Transcript } from './transcript.ts';

/** Where the transcript of a scenario on a target lies in an evidence folder. */
export function transcriptPath(
  evidence: string,
  { scenario, target }: Pick<Transcript, 'scenario' | 'target'>,
): string {
  return join(evidence, 'transcripts', ...scenario.id.split('/'), `${target}.json`);
}

export async function saveTranscript(evidence: string, transcript: Transcript): Promise<void> {
  await writeAtomically(transcriptPath(evidence, transcript), `${JSON.stringify(transcript, null, 2)}\n`);
}
