import type { SealedEvidence } from './evidence.ts';
import { EvidenceInvalid } from './evidence-invalid.ts';
import { getControlFolder, loadEvidence, prepareEvidenceFolder, saveManifest, saveTranscript } from './folder.ts';
import { mergeEvidence } from './merge.ts';

/**
 * Joins evidence folders into one, which is written to `out`.
 *
 * @throws EvidenceInvalid or MergeRefused, and writes nothing then
 */
export async function mergeFolders(folders: readonly string[], out: string): Promise<SealedEvidence> {
  const loaded = await Promise.all(folders.map(loadEvidence));
  const [first, ...rest] = loaded;
  if (first === undefined) {
    throw new EvidenceInvalid(out, 'nothing was named to merge');
  }
  const merged = rest.reduce(mergeEvidence, first);
  return await writeEvidence(out, { ...merged, manifest: { ...merged.manifest, isMerged: true } });
}

async function writeEvidence(folder: string, evidence: SealedEvidence): Promise<SealedEvidence> {
  await prepareEvidenceFolder(folder);
  for (const transcript of evidence.transcripts) {
    await saveTranscript(folder, transcript);
  }
  const manifest = await saveManifest(folder, evidence.manifest);
  if (evidence.control === undefined) {
    return { ...evidence, manifest };
  }
  return { ...evidence, manifest, control: await writeEvidence(getControlFolder(folder), evidence.control) };
}
