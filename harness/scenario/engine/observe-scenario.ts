import { performance } from 'node:perf_hooks';
import type { EvidenceFault } from '../../evidence/evidence-fault.ts';
import { parseTranscript } from '../../evidence/folder.ts';
import type { StartOutcome, Tables } from '../../evidence/step.ts';
import { TRANSCRIPT_SCHEMA, type Transcript } from '../../evidence/transcript.ts';
import { createFirewall } from '../../traffic/secrets/firewall.ts';
import type { JsonObject } from '../../values/json.ts';
import { withoutSignatures } from '../../values/without-signatures.ts';
import type { ParityConfig } from '../api/parity-config.ts';
import type { Drive, ScenarioContext } from '../api/scenario-context.ts';
import type { StartResult, Target, TargetInstance, TargetWitness } from '../api/target.ts';
import { createClient } from './client.ts';
import { loadConfig } from './load-config.ts';
import { machineClock } from './machine-clock.ts';
import { channelsObservation, startObservation, tablesObservation } from './observations.ts';
import { Observer } from './observer.ts';
import { readChannels, type ShownChannels } from './read-channels.ts';
import { SystemNotListening, UnknownTarget } from './scenario-errors.ts';
import type { ScenarioRun } from './scenario-run.ts';
import { stopSystem } from './stop-system.ts';
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
  const session = await driveTarget({ run, target, traffic, channels: config.channels ?? [] });
  // What went wrong with the traffic comes first: the rest often follows from it.
  const faults = [...(await traffic.finish()), ...session.faults];
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
    faults,
    witness: { ...session.witness, ...traffic.witness() },
    durationMs: Math.round(performance.now() - startedMs),
  };
  return sanitised(transcript, config.knownSecrets?.(run.env) ?? []);
}

interface Session {
  readonly observer: Observer;
  readonly facts: JsonObject;
  readonly tables: Tables | null;
  readonly witness: JsonObject;
  readonly channels: ShownChannels['values'];
  readonly faults: readonly EvidenceFault[];
}

interface Driving {
  readonly run: ScenarioRun;
  readonly target: Target;
  readonly traffic: Traffic;
  readonly channels: readonly string[];
}

async function driveTarget({ run, target, traffic, channels }: Driving): Promise<Session> {
  const { identity, settings, given, drive, env } = run;
  using connections = watchConnections();
  await using instance = await target.setUp({
    scenario: identity,
    given,
    prepared: settings.prepared,
    env,
    llm: traffic.urls,
  });
  const observer = new Observer({
    calls: () => traffic.calls ?? instance.calls?.() ?? [],
    audit: instance.audit?.bind(instance),
  });

  const startResult = await instance.start();
  const outcome: StartOutcome = startResult.outcome === 'listening' ? { outcome: 'listening' } : startResult;
  const start = startObservation(outcome, await observer.add({ label: 'start', start: outcome }));
  const context: ScenarioContext = {
    start,
    client: createClient({ address: () => addressOf(startResult), observer, clock: machineClock(run.now) }),
    stop: () => stopSystem({ target: settings.target, instance, startResult, observer }),
    tables: async () => {
      const tables = (await instance.tables?.()) ?? {};
      return tablesObservation(tables, await observer.add({ label: 'read the tables', tables }));
    },
    // What could not be read is a fault at the end, where they are read in any case.
    channels: async () => {
      const { values } = await readChannels(channels, instance);
      return channelsObservation(values, await observer.add({ label: 'read the channels', channels: values }));
    },
  };

  const faults = await outcomeOf(drive, context);
  await observer.finish();
  const own = await readChannels(channels, instance);
  const witness = await witnessOf(instance);
  const ownPort = startResult.outcome === 'listening' ? [Number(new URL(startResult.url).port)] : [];
  const doubles = target.traffic === 'scripted' ? witnessOfDoubles(connections.opened({ except: ownPort })) : NOTHING;
  return {
    observer,
    facts: instance.facts,
    tables: (await instance.tables?.()) ?? null,
    witness: { ...witness.facts, ...doubles.facts },
    channels: own.values,
    faults: [...faults, ...own.faults, ...witness.faults, ...doubles.faults],
  };
}

/** A client without a system fails at its first request, and says why. */
function addressOf(startResult: StartResult): string {
  if (startResult.outcome === 'refused') {
    throw new SystemNotListening(startResult);
  }
  return startResult.url;
}

async function outcomeOf(drive: Drive, context: ScenarioContext): Promise<EvidenceFault[]> {
  try {
    await drive(context);
    return [];
  } catch (error) {
    const message = `The scenario stopped before its end: ${error instanceof Error ? error.message : String(error)}`;
    return [{ code: 'drive_failed', message, hint: 'What it did not get to was not observed. Look at its last step.' }];
  }
}

const NOTHING: TargetWitness = { facts: {}, faults: [] };

async function witnessOf(instance: TargetInstance): Promise<TargetWitness> {
  return (await instance.witness?.()) ?? NOTHING;
}

/** A target of doubles proves what it is by what it does not do: it opens no connection. */
function witnessOfDoubles(opened: readonly string[]): TargetWitness {
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

function sanitised(transcript: Transcript, knownSecrets: readonly string[]): Transcript {
  const firewall = createFirewall({ knownSecrets });
  const redacted = firewall.redactJson(withoutSignatures(JSON.parse(JSON.stringify(transcript))));
  return parseTranscript(redacted, `${transcript.scenario.id} on ${transcript.target}`);
}
