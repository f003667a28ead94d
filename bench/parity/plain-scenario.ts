import { randomUUID } from 'node:crypto';
import { expect, inject, test, vi } from 'vitest';
import type { Drive } from '../../harness/scenario/api/scenario-context.ts';
import type { TargetInstance } from '../../harness/scenario/api/target.ts';
import { type ClientOptions, createClient } from '../../harness/scenario/engine/client.ts';
import { identifyTest } from '../../harness/scenario/engine/identify-test.ts';
import { loadConfig } from '../../harness/scenario/engine/load-config.ts';
import { machineClock } from '../../harness/scenario/engine/machine-clock.ts';
import {
  channelsObservation,
  startObservation,
  tablesObservation,
} from '../../harness/scenario/engine/observations.ts';
import { stopSystem } from '../../harness/scenario/engine/stop-system.ts';
import { toHttpResponse } from '../../harness/scenario/engine/to-http-response.ts';
import { openTraffic, type Traffic } from '../../harness/scenario/engine/traffic.ts';
import type { ScenarioOptions } from '../../harness/scenario/scenario.ts';

export * from '../../harness/api.ts';

/**
 * Stands in for `scenario` of the harness: the same steps on the same target, sent with supertest, and nothing is written
 * down. Only what is expected of a status is asserted, so a team's own tests would take longer than this.
 */
export function scenario(title: string, ...rest: [Drive] | [ScenarioOptions, Drive]): void {
  const [{ given = {} }, drive] = rest.length === 1 ? [{}, rest[0]] : rest;
  test(title, async ({ task }) => {
    const settings = inject('parity');
    const identity = identifyTest(task, settings);
    const config = await loadConfig(settings.config);
    const target = config.targets[settings.target];
    if (target === undefined) {
      throw new TypeError(`${settings.target} is no target`);
    }
    const { prepared } = settings;
    const run = { identity, settings, given, env: process.env, now: () => new Date(), newToken: () => randomUUID() };
    await using traffic = await openTraffic({ ...run, config, target });
    const circumstances = { scenario: identity, given, prepared, env: run.env, llm: traffic.urls };
    await using instance = await target.setUp(circumstances);
    const startResult = await instance.start();
    const outcome = startResult.outcome === 'listening' ? { outcome: startResult.outcome } : startResult;
    const hasSchedule = given['database'] !== undefined;
    const observer = onlyAsserting(instance, traffic, { hasSchedule });
    await drive({
      start: startObservation(outcome, { add: () => {} }),
      client: createClient({
        address: () => ('url' in startResult ? startResult.url : 'http://127.0.0.1:1'),
        observer,
        clock: machineClock(run.now),
      }),
      stop: () => stopSystem({ target: settings.target, instance, startResult, observer }),
      tables: async () => tablesObservation((await instance.tables?.()) ?? {}, { add: () => {} }),
      channels: async () => channelsObservation({}, { add: () => {} }),
    });
  });
}

const SETTLED = { timeout: 2_000, interval: 10 };

function onlyAsserting(
  instance: TargetInstance,
  traffic: Traffic,
  { hasSchedule }: { readonly hasSchedule: boolean },
): ClientOptions['observer'] {
  const calls = () => traffic.calls ?? instance.calls?.() ?? [];
  const add: ClientOptions['observer']['add'] = async ({ http, concurrently }, { hasAborted = false } = {}) => {
    // A test that hangs up and asks again at once would find a server that has not noticed yet.
    if (hasAborted) {
      await vi.waitUntil(() => calls().every(({ outcome }) => outcome.status !== 'open'), SETTLED);
    }
    // Faults of a database happen when the log is read after a step.
    if (hasSchedule) {
      const answered = http === undefined ? (concurrently?.responses ?? []) : [http.response];
      await instance.audit?.(answered.map(toHttpResponse));
    }
    return {
      add: (expectation) => {
        const stated = expectation as { readonly http?: { readonly response?: { readonly status?: unknown } } };
        const status = stated.http?.response?.status;
        if (typeof status === 'number') {
          expect(http?.response.status).toBe(status);
        }
      },
    };
  };
  return {
    get callCount() {
      return calls().length;
    },
    add,
    start: () => ({ answered: add }),
  };
}
