import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ScenarioTotal } from './scenario-total.ts';

const FILE = `
// scenario('is only mentioned', ...)
scenario('places an order', async () => {});
describe('orders', () => {
  scenario('lists orders', async () => {});
});
`;

describe('ScenarioTotal', () => {
  test('is known before a file is collected, for every target', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'orders.scenario.ts');
    await writeFile(path, FILE);
    const total = new ScenarioTotal(false);

    total.expectFiles([
      { target: 'mock', path },
      { target: 'real', path },
    ]);

    expect(total.value).toBe(4);
  });

  test('takes the number of a file once it is collected', () => {
    const total = new ScenarioTotal(false);
    total.expectFiles([{ target: 'mock', path: '/not/there' }]);

    total.collected({ target: 'mock', path: '/not/there' }, 7);

    expect(total.value).toBe(7);
  });

  test('is unknown while files of a selection are not collected', () => {
    const total = new ScenarioTotal(true);
    total.expectFiles([{ target: 'mock', path: '/not/there' }]);

    const before = total.value;
    total.collected({ target: 'mock', path: '/not/there' }, 1);

    expect([before, total.value]).toEqual([undefined, 1]);
  });
});

async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), 'parity-total-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
