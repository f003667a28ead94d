import { describe, expect, test } from 'vitest';
import { ScryptHasher } from './scrypt-hasher.ts';

/** Other processes only ever make a measurement longer, so the shortest of some says what the work takes. */
const ROUNDS = 5;

interface Timed<T> {
  readonly result: T;
  readonly ms: number;
}

describe('ScryptHasher', () => {
  test('verifies the password that made a hash, and no other', async () => {
    const hasher = new ScryptHasher({ ln: 4 });

    const hash = await hasher.hash('correct horse battery');

    await expect(hasher.verify('correct horse battery', hash)).resolves.toBe(true);
    await expect(hasher.verify('correct horse batterY', hash)).resolves.toBe(false);
  });

  test('writes the PHC string format with its cost and a salt of its own', async () => {
    const hasher = new ScryptHasher({ ln: 4 });

    const hashes = [await hasher.hash('same'), await hasher.hash('same')];

    expect(hashes[0]).toMatch(/^\$scrypt\$ln=4,r=8,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(hashes[0]).not.toBe(hashes[1]);
  });

  test('verifies a hash that was made at another cost', async () => {
    const hash = await new ScryptHasher({ ln: 5 }).hash('correct horse battery');

    const isRight = await new ScryptHasher({ ln: 4 }).verify('correct horse battery', hash);

    expect(isRight).toBe(true);
  });

  test('works at the cost of production', async () => {
    const hasher = new ScryptHasher({ ln: 15 });

    const isRight = await hasher.verify('correct horse battery', await hasher.hash('correct horse battery'));

    expect(isRight).toBe(true);
  });

  test('refuses every password for no account, after the same work', async () => {
    const hasher = new ScryptHasher({ ln: 14 });
    const hash = await hasher.hash('correct horse battery');

    const known: Timed<boolean>[] = [];
    const unknown: Timed<boolean>[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      known.push(await timed(() => hasher.verify('wrong', hash)));
      unknown.push(await timed(() => hasher.verify('wrong', null)));
    }

    expect([...known, ...unknown].filter(({ result }) => result)).toStrictEqual([]);
    expect(fastest(unknown)).toBeGreaterThan(fastest(known) / 4);
  });

  test('throws when what is stored is no such hash', async () => {
    const hasher = new ScryptHasher({ ln: 4 });

    const verify = hasher.verify('x', 'plain text');

    await expect(verify).rejects.toThrow('not in the scrypt format');
  });
});

async function timed<T>(work: () => Promise<T>): Promise<Timed<T>> {
  const startedAt = performance.now();
  const result = await work();
  return { result, ms: performance.now() - startedAt };
}

function fastest(all: readonly Timed<unknown>[]): number {
  return Math.min(...all.map(({ ms }) => ms));
}
