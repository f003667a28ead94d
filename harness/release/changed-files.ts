import type { EvidenceDigests } from './digest-evidence.ts';

/** Each file that is not as it was signed, in words. */
export function listChangedFiles(signed: EvidenceDigests, found: EvidenceDigests): string[] {
  const paths = [...new Set([...Object.keys(signed), ...Object.keys(found)])].toSorted();
  return paths.flatMap((path) => {
    if (signed[path] === found[path]) {
      return [];
    }
    if (found[path] === undefined) {
      return [`${path} was signed and is missing.`];
    }
    if (signed[path] === undefined) {
      return [`${path} was added after signing.`];
    }
    return [`${path} was changed after signing.`];
  });
}
