import type { EvidenceFault, JsonObject } from 'ultra-parity';
import {
  cloneDatabase,
  connectAsAdmin,
  type Engine,
  type PostgresNetwork,
  SEAL,
  ServerContainerFailed,
  startServerContainer,
} from 'ultra-parity/containers';
import { containerEnvironment, PORT_IN_CONTAINER } from './container-environment.ts';
import { reachedUrl } from './postgres.ts';
import type { SharedPostgres } from './shared-postgres.ts';

export interface Trial {
  /** For the witness. */
  readonly facts: JsonObject;
  readonly faults: readonly EvidenceFault[];
}

export interface TrialOptions {
  readonly engine: Engine;
  readonly image: string;
  readonly network: PostgresNetwork;
  readonly shared: SharedPostgres;
  readonly runId: string;
}

/** The image's own probe, this often instead of every few seconds. */
const PROBE_EVERY_MS = 1_000;

/** Starts the image once, as a scenario will, and sees its health check pass and who it runs as. */
export async function tryImage({ engine, image, network, shared, runId }: TrialOptions): Promise<Trial> {
  await using opened = new AsyncDisposableStack();
  const administration = opened.use(connectAsAdmin(shared.postgres.connection));
  const database = opened.use(await cloneDatabase(administration, shared.template, `parity_trial_${runId}`));
  const databaseUrl = reachedUrl(database.url, network);
  const variables = containerEnvironment({ env: {}, given: {}, llm: undefined, databaseUrl, hostName: network.host });
  try {
    const options = { engine, image, variables, port: PORT_IN_CONTAINER, network: network.name, runId };
    const server = opened.use(await startServerContainer({ ...options, probeEveryMs: PROBE_EVERY_MS }));
    const { output } = await server.run(['id', '-u']);
    const user = Number(output.trim());
    const facts = { user, health: 'healthy', seal: { ...SEAL } };
    if (Number.isInteger(user) && user > 0) {
      return { facts, faults: [] };
    }
    return { facts, faults: [fault(`The image runs as user ${output.trim()}.`, 'Give its Dockerfile a USER.')] };
  } catch (error) {
    if (!(error instanceof ServerContainerFailed)) {
      throw error;
    }
    return { facts: { user: null, health: null }, faults: [fault(error.message, error.hint)] };
  }
}

function fault(message: string, hint: string): EvidenceFault {
  return { code: 'witness_failed', message, hint };
}
