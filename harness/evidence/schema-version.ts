/** A document of a version that cannot be read, and what to do about it. */
export interface VersionProblem {
  readonly problem: string;
  readonly hint: string;
}

/**
 * What is wrong with the version of a document; undefined where it is the one that is read. A version is the end of its
 * `schema`: `ultra-parity/transcript/v2`. There is no reading of other versions: members that a reader does not know
 * may be what the verdict depends on.
 */
export function checkVersion(document: unknown, schema: string): VersionProblem | undefined {
  const found = typeof document === 'object' && document !== null && 'schema' in document ? document.schema : undefined;
  if (typeof found !== 'string' || found === schema) {
    return undefined;
  }
  const [own, other] = [parseVersion(schema), parseVersion(found)];
  if (own === undefined || other === undefined || own.kind !== other.kind) {
    return undefined;
  }
  const problem = `has the schema ${found}, and this version of ultra-parity reads ${schema}`;
  return other.version > own.version
    ? { problem, hint: 'Use the newer ultra-parity that wrote it: npm install ultra-parity@latest.' }
    : {
        problem,
        hint: 'Run it again with this version: npx parity run --out DIR. Or read it with the one that wrote it.',
      };
}

function parseVersion(schema: string): { readonly kind: string; readonly version: number } | undefined {
  const [, kind, version] = /^(.+)\/v([1-9]\d*)$/.exec(schema) ?? [];
  return kind === undefined ? undefined : { kind, version: Number(version) };
}
