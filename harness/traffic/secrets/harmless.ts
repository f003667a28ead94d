import { matchesGlob } from 'node:path';
import { z } from 'zod';

/** A value that looks like a secret and is none, such as the example of a documentation. */
export const harmlessSchema = z.strictObject({
  /** SHA-256 of the value, as a refused recording names it. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 of 64 hexadecimal digits'),
  /** Where it may be, as a glob: `cassettes/notes/**`, `transcripts/**`, `run.json`. */
  place: z.string().min(1),
  /** Why it is no secret. */
  reason: z.string().regex(/[^\s.]/, 'says nothing'),
});

export type Harmless = Readonly<z.infer<typeof harmlessSchema>>;

/** What the configuration calls the cassette of a scenario. */
export function cassettePlace(scenario: string): string {
  return `cassettes/${scenario}.json`;
}

/** What the configuration calls the transcript of a scenario on a target. */
export function transcriptPlace(scenario: string, target: string): string {
  return `transcripts/${scenario}/${target}.json`;
}

/** What the configuration calls the description of a run: its witnesses, faults and titles. */
export const MANIFEST_PLACE = 'run.json';

/** The digests of the values that are harmless at a place. */
export function harmlessAt(place: string, harmless: readonly Harmless[] = []): readonly string[] {
  return harmless.filter((one) => matchesGlob(place, one.place)).map(({ sha256 }) => sha256);
}
