import { dirname, resolve } from 'node:path';
import { HarnessError } from '../base/harness-error.ts';
import type { ParityConfig } from '../scenario/api/parity-config.ts';
import type { Target } from '../scenario/api/target.ts';
import { describeUserError } from '../scenario/engine/call-site.ts';
import type { RunSettings } from '../scenario/engine/run-settings.ts';
import { UnknownTarget } from '../scenario/engine/scenario-errors.ts';
import type { PreparedTargets, RunRequest } from './run-request.ts';

/**
 * Prepares the targets of a request, in order.
 *
 * @throws UnknownTarget, and what `prepare` of a target throws
 */
export async function prepareTargets(
  request: Pick<RunRequest, 'config' | 'targets' | 'runId' | 'env' | 'options' | 'progress'>,
  config: ParityConfig,
): Promise<PreparedTargets> {
  await using opened = new AsyncDisposableStack();
  const targets = [];
  for (const name of request.targets ?? Object.keys(config.targets)) {
    const target: Target | undefined = config.targets[name];
    if (target === undefined) {
      throw new UnknownTarget(name, Object.keys(config.targets));
    }
    const { runId, env, options, progress } = request;
    const prepared = await prepare(name, request, () =>
      target.prepare?.({ runId, env, options, progress: (line) => progress.note(`${name}: ${line}`) }),
    );
    targets.push({ name, prepared: prepared === undefined ? undefined : opened.use(prepared) });
  }
  const owned = opened.move();
  return { targets, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** `prepare` of a target has thrown. */
class TargetUnprepared extends HarnessError {
  readonly code = 'PARITY_TARGET_UNPREPARED';
}

/** Errors that have a code and a next step are passed on; of any other, the message and its line in the project are told. */
async function prepare<T>(
  name: string,
  { config }: Pick<RunRequest, 'config'>,
  act: () => Promise<T> | undefined,
): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof HarnessError) {
      throw error;
    }
    throw new TargetUnprepared(`prepare() of the target ${name} failed: ${describeUserError(error, dirname(config))}`, {
      hint: `Look at prepare() of the target ${name} in the parity configuration.`,
      cause: error,
    });
  }
}

/** What the scenarios of one target are told. */
export function createSettings(
  request: Pick<RunRequest, 'config' | 'out' | 'cassettes' | 'only' | 'shard' | 'llm' | 'env'>,
  config: ParityConfig,
  { name, prepared }: PreparedTargets['targets'][number],
): RunSettings {
  return {
    config: request.config,
    evidence: resolve(request.out),
    cassettes: request.cassettes ?? resolve(dirname(request.config), config.cassettes),
    target: name,
    only: request.only,
    shard: request.shard ?? null,
    llm: request.llm,
    upstream: hasEveryLiveKey(config, request.env) ? 'live' : 'stand-in',
    prepared: prepared?.data ?? null,
  };
}

/** Whether the environment has a key of every provider, so that the live APIs can answer. */
export function hasEveryLiveKey({ liveKeys }: Pick<ParityConfig, 'liveKeys'>, env: RunRequest['env']): boolean {
  const keys = Object.values(liveKeys?.(env) ?? {});
  return keys.length > 0 && keys.every((key) => key !== undefined && key !== '');
}
