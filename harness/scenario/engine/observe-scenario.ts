import { dirname } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EvidenceFault } from '../../evidence/evidence-fault.ts';
import { parseTranscript } from '../../evidence/folder.ts';
import type { StartOutcome, Tables } from '../../evidence/step.ts';
import { TRANSCRIPT_SCHEMA, type Transcript } from '../../evidence/transcript.ts';
import type { SecretFirewall } from '../../traffic/secrets/firewall.ts';
import { transcriptPlace } from '../../traffic/secrets/harmless.ts';
import type { JsonObject } from '../../values/json.ts';
import { withoutSignatures } from '../../values/without-signatures.ts';
import type { ParityConfig } from '../api/parity-config.ts';
import type { ScenarioContext } from '../api/scenario-context.ts';
import type { StartResult, Target, TargetInstance, TargetWitness } from '../api/target.ts';
import { describeUserError } from './call-site.ts';
import { createClient } from './client.ts';
import { loadConfig } from './load-config.ts';
import { machineClock } from './machine-clock.ts';
import { channelsObservation, startObservation, tablesObservation } from './observations.ts';
import { Observer } from './observer.ts';
import { createProjectFirewall } from './project-firewall.ts';
import { readChannels, type ShownChannels } from './read-channels.ts';
import { SystemNotListening, UnknownTarget } from './scenario-errors.ts';
import { ScenarioGuard } from './scenario-guard.ts';
import type { ScenarioRun } from './scenario-run.ts';
import { stopSystem } from './stop-system.ts';
import { TargetParts } from './target-parts.ts';
import { openTraffic, type Traffic } from './traffic.ts';
import { watchConnections } from './watch-connections.ts';

/** Runs one scenario on one target and writes down everything that could be seen. What goes wrong is a fault in it. */
export async function observeScenario(run: ScenarioRun): Promise<Transcript> {
  return await observeWith(await loadConfig(run.settings.config), run);
}

/** The same under a configuration that is loaded already. */
export async function observeWith(config: ParityConfig, run: ScenarioRun): Promise<Transcript> {
  const { identity, settings } = run;
  const target = config.targets[settings.target];
  if (target === undefined) {
    throw new UnknownTarget(settings.target, Object.keys(config.targets));
  }

  const startedMs = performance.now();
  await using traffic = await openTraffic({ ...run, config, target });
  const faults: EvidenceFault[] = [];
  const session = await driveTarget({ run, target, traffic, faults, channels: config.channels ?? [] });
  // What went wrong with the traffic comes first: the rest often follows from it.
  const ofTraffic = await traffic.finish();
  const transcript: Transcript = {
    schema: TRANSCRIPT_SCHEMA,
    scenario: identity,
    target: settings.target,
    facts: session.facts,
    steps: session.observer.steps(),
    tables: session.tables,
    ...(config.channels === undefined && Object.keys(session.channels).length === 0
      ? {}
      : { channels: session.channels }),
    faults: [...ofTraffic, ...faults],
    witness: { ...session.witness, ...traffic.witness() },
    durationMs: Math.round(performance.now() - startedMs),
  };
  return sanitise(transcript, createProjectFirewall(config, run.env));
}

interface Session {
  readonly observer: Observer;
  readonly facts: JsonObject;
  readonly tables: Tables | null;
  readonly witness: JsonObject;
  readonly channels: ShownChannels['values'];
}

interface Driving {
  readonly run: ScenarioRun;
  readonly target: Target;
  readonly traffic: Traffic;
  /** What goes wrong is added here, until the transcript is written. */
  readonly faults: EvidenceFault[];
  readonly channels: readonly string[];
}

async function driveTarget({ run, target, traffic, faults, channels }: Driving): Promise<Session> {
  const { identity, settings, given, env } = run;
  const root = dirname(settings.config);
  const parts = new TargetParts({ target: settings.target, root, faults });
  using connections = watchConnections();
  const instance = await parts.call('setUp()', () =>
    target.setUp({
      scenario: identity,
      given,
      prepared: settings.prepared,
      env,
      llm: traffic.urls,
      upstreams: traffic.upstreamUrls,
    }),
  );
  const observer = new Observer({
    calls: () => traffic.calls ?? instance?.calls?.() ?? [],
    outgoing: () => traffic.outgoing ?? instance?.outgoing?.() ?? [],
    audit: instance?.audit?.bind(instance),
  });
  if (instance === undefined) {
    return { ...NOTHING_SEEN, observer };
  }

  try {
    const startResult = await parts.call('start()', () => instance.start());
    if (startResult === undefined) {
      return { ...NOTHING_SEEN, observer };
    }
    if (startResult.outcome === 'listening') {
      traffic.guardLoopback(startResult.url);
    }
    await drive({ run, channels, instance, observer, startResult, faults, root });
    const own = await readChannels(channels, instance);
    faults.push(...own.faults);
    const witness = (await parts.call('witness()', () => instance.witness?.())) ?? NOTHING;
    const tables = (await parts.call('tables()', () => instance.tables?.())) ?? null;
    const ownPort = startResult.outcome === 'listening' ? [Number(new URL(startResult.url).port)] : [];
    const doubles = target.traffic === 'scripted' ? witnessDoubles(connections.opened({ except: ownPort })) : NOTHING;
    faults.push(...witness.faults, ...doubles.faults);
    return {
      observer,
      facts: instance.facts,
      tables,
      witness: { ...witness.facts, ...doubles.facts },
      channels: own.values,
    };
  } finally {
    await parts.call('close()', async () => {
      await instance[Symbol.asyncDispose]();
    });
  }
}

const NOTHING: TargetWitness = { facts: {}, faults: [] };

const NOTHING_SEEN = { facts: {}, tables: null, witness: {}, channels: {} } as const;

interface Driven {
  readonly run: ScenarioRun;
  readonly channels: readonly string[];
  readonly instance: TargetInstance;
  readonly observer: Observer;
  readonly startResult: StartResult;
  readonly faults: EvidenceFault[];
  readonly root: string;
}

/** Runs the text of the scenario to its end. What is wrong with it is a fault. */
async function drive({ run, channels, instance, observer, startResult, faults, root }: Driven): Promise<void> {
  const guard = new ScenarioGuard({ root, faults });
  const outcome: StartOutcome = startResult.outcome === 'listening' ? { outcome: 'listening' } : startResult;
  const client = createClient({ address: () => getAddress(startResult), observer, clock: machineClock(run.now) });
  const context: ScenarioContext = {
    start: guard.guard(startObservation(outcome, await observer.add({ label: 'start', start: outcome }))),
    client: guard.guardClient(client),
    stop: () =>
      guard.watch('stop()', async () => {
        const { ended } = await stopSystem({ target: run.settings.target, instance, startResult, observer });
        return { ended: () => guard.watch('ended()', async () => guard.guard(await ended())) };
      }),
    tables: () =>
      guard.watch('tables()', async () => {
        const tables = (await instance.tables?.()) ?? {};
        return guard.guard(tablesObservation(tables, await observer.add({ label: 'read the tables', tables })));
      }),
    // What could not be read is a fault at the end, where they are read in any case.
    channels: () =>
      guard.watch('channels()', async () => {
        const { values } = await readChannels(channels, instance);
        return guard.guard(
          channelsObservation(values, await observer.add({ label: 'read the channels', channels: values })),
        );
      }),
  };

  faults.push(...(await runDrive(run, context, root)));
  await nextTurn(); // what was not awaited may still come to its end
  guard.end();
  faults.push(...(await finishObserving(observer, root)));
  if (faults.length === 0) {
    faults.push(...findNothingObserved(run, observer));
  }
}

/** A client without a system fails at its first request, and says why. */
function getAddress(startResult: StartResult): string {
  if (startResult.outcome === 'refused') {
    throw new SystemNotListening(startResult);
  }
  return startResult.url;
}

async function runDrive(run: ScenarioRun, context: ScenarioContext, root: string): Promise<EvidenceFault[]> {
  try {
    await run.drive(context);
    return [];
  } catch (error) {
    const message = `The scenario stopped before its end: ${describeUserError(error, root)}`;
    return [{ code: 'drive_failed', message, hint: 'Steps after the failure were not run. Look at the last step.' }];
  }
}

async function finishObserving(observer: Observer, root: string): Promise<EvidenceFault[]> {
  try {
    await observer.finish();
    return [];
  } catch (error) {
    const message = `What the system logged could not be read: ${describeUserError(error, root)}`;
    return [{ code: 'target_failed', message, hint: 'Look at audit() of the target.' }];
  }
}

/** A scenario that has only started the system, and says nothing of that, would be equivalent on any two targets. */
function findNothingObserved({ identity, declaredAt }: ScenarioRun, observer: Observer): EvidenceFault[] {
  const [start, ...others] = observer.steps();
  const isRefused = start?.start?.outcome === 'refused';
  if (others.length > 0 || isRefused || (start?.expectations.length ?? 0) > 0) {
    return [];
  }
  const message = `The scenario "${identity.title}" (${declaredAt ?? identity.file}) observed nothing: it sent no request and read nothing.`;
  return [
    {
      code: 'nothing_observed',
      message,
      hint: 'Send a request, or state what the start must show: start.expect(...).',
    },
  ];
}

/** A target of doubles proves what it is by what it does not do: it opens no connection. */
function witnessDoubles(opened: readonly string[]): TargetWitness {
  const facts = { connectionsOpened: opened.length };
  if (opened.length === 0) {
    return { facts, faults: [] };
  }
  const message = `A target whose doubles answer inside the server opened connections: ${[...new Set(opened)].join(', ')}.`;
  return {
    facts,
    faults: [{ code: 'witness_failed', message, hint: 'Something real is wired where a double should be.' }],
  };
}

function sanitise(transcript: Transcript, firewall: SecretFirewall): Transcript {
  const here = firewall.at(transcriptPlace(transcript.scenario.id, transcript.target));
  const redacted = here.redactJson(withoutSignatures(JSON.parse(JSON.stringify(transcript))));
  return parseTranscript(redacted, `${transcript.scenario.id} on ${transcript.target}`);
}
