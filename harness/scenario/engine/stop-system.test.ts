import { expect, test } from 'vitest';
import { inProcess } from '../../targets/in-process.ts';
import type { Target } from '../api/target.ts';
import { Observer } from './observer.ts';
import { stopSystem } from './stop-system.ts';

const REQUEST = {
  scenario: { id: 'area/case', title: 'a case' },
  given: {},
  prepared: null,
  env: {},
  llm: undefined,
};

async function started(target: Target) {
  const instance = await target.setUp(REQUEST);
  const startResult = await instance.start();
  if (startResult.outcome === 'refused') {
    throw new TypeError(startResult.message);
  }
  const observer = new Observer({ calls: () => [] });
  return { instance, startResult, observer, target: 'memory' };
}

test('a system ends when what is under way has been answered, and then takes no connection', async () => {
  const slow = inProcess(() => ({ app: (_, response) => setTimeout(() => response.end('late'), 50) }));
  const system = await started(slow);
  await using _arranged = system.instance;
  const answer = fetch(system.startResult.url).then((response) => response.text());
  await new Promise((resolve) => setTimeout(resolve, 20));

  const stopping = [await stopSystem(system), await stopSystem(system)];
  const [first] = await Promise.all(stopping.map((one) => one.ended()));
  first?.expect({ exitCode: 0 });

  await expect(answer).resolves.toBe('late');
  expect(first?.outcome).toEqual({ outcome: 'stopped', exitCode: 0, connections: 'refused' });
  expect(system.observer.steps()[0]).toMatchObject({
    label: 'stop',
    stop: { outcome: 'stopped' },
    expectations: [{ start: { exitCode: 0 } }],
  });
});

test('a system that goes on to take connections shows', async () => {
  const deaf = inProcess(() => ({ app: (_, response) => response.end() }));
  const system = await started(deaf);
  await using _arranged = system.instance;
  const instance = { stop: async () => ({ ended: Promise.resolve({ exitCode: 0 }) }) };

  const stopping = await stopSystem({ ...system, instance });
  const stopped = await stopping.ended();

  expect(stopped.outcome.connections).toBe('accepted');
});

test('a target that nobody can tell to stop is named', async () => {
  const system = await started(inProcess(() => ({ app: (_, response) => response.end() })));
  await using _arranged = system.instance;

  const stopping = stopSystem({ ...system, instance: {} });

  await expect(stopping).rejects.toThrow('The target "memory" cannot be told to stop.');
});
