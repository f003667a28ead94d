import { get } from 'node:http';
import { hasCode } from '../../base/has-code.ts';
import type { StopOutcome } from '../../evidence/step.ts';
import type { Stopping } from '../api/scenario-context.ts';
import type { StartResult, TargetInstance } from '../api/target.ts';
import { stopObservation } from './observations.ts';
import type { Observer } from './observer.ts';
import { SystemCannotStop, SystemNotListening } from './scenario-errors.ts';

export interface StopRequest {
  readonly target: string;
  readonly instance: Pick<TargetInstance, 'stop'>;
  readonly startResult: StartResult;
  readonly observer: Pick<Observer, 'add'>;
}

/**
 * Tells the system to stop, and resolves when it knows. How it ends, and whether it still takes connections then, is a step of
 * its own.
 */
export async function stopSystem({ target, instance, startResult, observer }: StopRequest): Promise<Stopping> {
  if (instance.stop === undefined) {
    throw new SystemCannotStop(target);
  }
  if (startResult.outcome === 'refused') {
    throw new SystemNotListening(startResult);
  }
  const { ended } = await instance.stop();
  ended.catch(() => undefined); // it is thrown where the end is awaited
  return {
    ended: async () => {
      const { exitCode } = await ended;
      const stop: StopOutcome = { outcome: 'stopped', exitCode, connections: await connectionTo(startResult.url) };
      return stopObservation(stop, await observer.add({ label: 'stop', stop }));
    },
  };
}

/** By a request and not by a bare socket: those of this process may be intercepted, and then seem to be connected. */
async function connectionTo(url: string): Promise<StopOutcome['connections']> {
  const outcome = Promise.withResolvers<StopOutcome['connections']>();
  const request = get(url, { agent: false });
  request.once('response', () => outcome.resolve('accepted'));
  request.once('error', (error) => outcome.resolve(hasCode(error, 'ECONNREFUSED') ? 'refused' : 'accepted'));
  const connections = await outcome.promise;
  request.destroy();
  return connections;
}
