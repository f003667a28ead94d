import type { RunManifest } from '../evidence/manifest.ts';
import { isJsonObject, type Json } from '../values/json.ts';

/** What a statement is about, by digest: https://github.com/in-toto/attestation/blob/main/spec/v1/resource_descriptor.md */
export interface Subject {
  readonly name: string;
  readonly digest: Readonly<Record<string, string>>;
}

/** What a run has tested: the commit, the lock file, and each image that a target proved to be. */
export function listSubjects({ source, targets }: RunManifest): Subject[] {
  const images = targets.flatMap(({ name, witness }) =>
    imageDigests(witness['image']).map((sha256) => ({ name: `image of ${name}`, digest: { sha256 } })),
  );
  const { commit = null, lockfile = null } = source ?? {};
  return [
    ...(commit === null ? [] : [{ name: 'commit', digest: { gitCommit: commit } }]),
    ...(lockfile === null ? [] : [{ name: 'lock file', digest: { sha256: lockfile } }]),
    ...images,
  ];
}

function imageDigests(witness: Json | undefined): string[] {
  const text = JSON.stringify(isJsonObject(witness) || typeof witness === 'string' ? witness : null);
  return [...new Set([...text.matchAll(/sha256:([0-9a-f]{64})/g)].map(([, digest = '']) => digest))].toSorted();
}
