import { setTimeout as sleep } from 'node:timers/promises';
import type { Json, SetUpRequest, StartResult, StopResult, Target, TargetInstance } from 'ultra-parity';
import {
  findEngine,
  ImageUnavailable,
  POSTGRES_OPTION,
  type SealedContainer,
  ServerContainerFailed,
  startSealedContainer,
} from 'ultra-parity/containers';
import { containerEnvironment, PORT_IN_CONTAINER } from './container-environment.ts';
import { arrangeDatabase } from './postgres.ts';
import { type PreparedImage, prepareImage } from './prepare-image.ts';
import { openServerLog } from './server-log.ts';
import { addressIn, refusalFrom } from './start-lines.ts';

/** The server as it is shipped: the image of the Dockerfile, with no more rights than it needs, asking a gateway. */
export const imageTarget: Target = {
  traffic: 'gateway',
  options: POSTGRES_OPTION,
  requiredWitness: { '/image/health': 'healthy', '/image/user': 'present', '/postgres/rejectsWrongPassword': true },
  gatewayHost: (prepared) => preparedImage(prepared).host.listenOn,
  prepare: prepareImage,
  setUp: arrangeImage,
};

/** The image's own probe was seen once a run; in a scenario it would only take the processor from others. */
const NO_PROBE_MS = 3_600_000;
const BOOT_MS = 50_000;
const POLL_MS = 100;

function preparedImage(prepared: Json): PreparedImage {
  return prepared as unknown as PreparedImage;
}

async function arrangeImage(request: SetUpRequest): Promise<TargetInstance> {
  const prepared = preparedImage(request.prepared);
  await using opened = new AsyncDisposableStack();
  const { network, host, faults: imageFaults } = prepared;
  const database = opened.use(
    await arrangeDatabase(request, { target: 'image', reach: { ...network, machine: host } }),
  );
  const variables = containerEnvironment({ ...request, databaseUrl: database.url, hostName: host.name });
  const { read, audit, stopping } = openServerLog();
  const owned = opened.move();
  let container: SealedContainer | undefined;
  let startResult: StartResult | undefined;
  let output: Promise<void> | undefined;
  return {
    facts: { mode: 'real', ...database.facts },
    start: async () => {
      container = owned.use(await startContainer(request, variables));
      const log = followed(container, read);
      output = log.ended;
      startResult = await findStart(container, log);
      return startResult;
    },
    stop: async () => {
      const ended = awaitExit(container, output);
      await container?.tellToStop();
      await stopping();
      return { ended };
    },
    audit: database.withEvents(audit),
    tables: () => database.tables(),
    inspectCommand: () => database.inspectCommand(),
    witness: async () => {
      const { facts, faults } = await database.witness({ isListening: startResult?.outcome === 'listening' });
      return { facts: { ...facts, containers: container === undefined ? 0 : 1 }, faults: [...imageFaults, ...faults] };
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** Waits for the rest of what it wrote, too. */
async function awaitExit(
  container: SealedContainer | undefined,
  output: Promise<void> | undefined,
): Promise<StopResult> {
  const exitCode = (await container?.ended()) ?? 0;
  await output;
  return { exitCode };
}

async function startContainer(
  { env, prepared }: SetUpRequest,
  variables: Readonly<Record<string, string>>,
): Promise<SealedContainer> {
  const found = await findEngine(env);
  if (!found.found) {
    throw new ImageUnavailable(found.why, { hint: found.next });
  }
  const { serverImage, network, runId } = preparedImage(prepared);
  return await startSealedContainer({
    engine: found.engine,
    image: serverImage,
    variables,
    port: PORT_IN_CONTAINER,
    network: network.name,
    runId,
    probeEveryMs: NO_PROBE_MS,
  });
}

interface FollowedLog {
  readonly text: string;
  /** The log ends with the container, which `state` tells of, or breaks off. */
  readonly ended: Promise<void>;
}

function followed(container: SealedContainer, read: (text: string) => void): FollowedLog {
  let log = '';
  const output = container.follow((text) => {
    log += text;
    read(text);
  });
  return {
    get text() {
      return log;
    },
    ended: output.catch(() => undefined),
  };
}

/** Listens for the line that says where it listens, or for its end. What it says first is what became of the start. */
async function findStart(container: SealedContainer, log: FollowedLog): Promise<StartResult> {
  const givesUpAt = performance.now() + BOOT_MS;
  while (addressIn(log.text) === undefined) {
    const { isRunning, exitCode } = await container.state();
    if (!isRunning) {
      await log.ended;
      return addressIn(log.text) === undefined
        ? refusalFrom((await container.log()).stderr, exitCode)
        : listening(container);
    }
    if (performance.now() > givesUpAt) {
      throw new ServerContainerFailed(`The server did not listen within ${BOOT_MS} ms`, {
        exitCode: null,
        log: log.text,
      });
    }
    await sleep(POLL_MS);
  }
  return listening(container);
}

function listening({ url }: SealedContainer): StartResult {
  return { outcome: 'listening', url };
}
