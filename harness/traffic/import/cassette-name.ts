import { createHash } from 'node:crypto';

const LONGEST_SEGMENT = 120;
const EXTENSIONS = /(?:\.cassette)?\.(?:json|ya?ml|har|httprr|txt|jsonl|sse)(?:\.gz)?$/i;

/**
 * The id of a source file's cassette: its path with what a scenario id may not hold replaced by `-`. Files whose names
 * differ only in that get `-2`, `-3`.
 */
export class CassetteNames {
  readonly #taken = new Set<string>();

  nameFor(file: string): string {
    const plain = file.replace(EXTENSIONS, '').split('/').map(toSegment).join('/');
    for (let repetition = 1; ; repetition += 1) {
      const name = repetition === 1 ? plain : `${plain}-${repetition}`;
      const folded = name.toLowerCase();
      if (this.#taken.has(folded)) {
        continue;
      }
      this.#taken.add(folded);
      return name;
    }
  }
}

function toSegment(segment: string): string {
  const plain = segment.replaceAll(/[^A-Za-z0-9._-]+/g, '-').replace(/^[.-]+|[.-]+$/g, '') || 'cassette';
  if (plain.length <= LONGEST_SEGMENT) {
    return plain;
  }
  const hash = createHash('sha256').update(segment).digest('hex').slice(0, 8);
  return `${plain.slice(0, LONGEST_SEGMENT - 9)}-${hash}`;
}
