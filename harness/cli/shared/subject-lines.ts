import type { Proof } from '../../evidence/proof.ts';
import type { Subject } from '../../release/subjects.ts';

/** What a decision or a signature is about, a line each: `  commit 5f3b9a7e...`. */
export function formatSubjects(subjects: readonly Subject[]): string {
  return subjects.map(({ name, digest }) => `  ${name} ${Object.values(digest).join(' ')}\n`).join('');
}

/** How many of the seeded bugs the suite has noticed, on one line. */
export function formatStrength(proof: Proof | undefined): string {
  if (proof === undefined) {
    return '  seeded bugs: no proof.json lies beside it, so nothing is said of its strength\n';
  }
  const tiers = Object.entries(proof.tiers).filter(([, { total }]) => total > 0);
  const killed = tiers.map(([tier, one]) => `${tier} ${one.killed} of ${one.total}`).join(', ');
  return `  seeded bugs: ${killed === '' ? 'none' : `${killed} killed`}\n`;
}
