import { fileURLToPath } from 'node:url';
import type { EvidenceFault, PreparedTarget, PrepareRequest } from 'ultra-parity';
import {
  buildServerImage,
  findEngine,
  type HostAddress,
  hostAddressFor,
  ImageUnavailable,
  type PostgresNetwork,
  presentImage,
} from 'ultra-parity/containers';
import { lookingInto, toPrepared, witnessOfServer } from './postgres.ts';
import type { PreparedPostgres } from './scenario-postgres.ts';
import { holdPostgres, type SharedPostgres } from './shared-postgres.ts';
import { tryImage } from './try-image.ts';

/** What the scenarios of the target `image` share. */
export interface PreparedImage extends PreparedPostgres {
  /** The id of the image of the server, so that a later build under its name changes nothing. */
  readonly serverImage: string;
  readonly network: PostgresNetwork;
  /** This machine, as a container of that network sees it. */
  readonly host: HostAddress;
  /** What is wrong with the image itself. It is then wrong for every scenario. */
  readonly faults: readonly EvidenceFault[];
}

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TAG = 'ultra-parity/server:parity';

/**
 * Builds the image, starts Postgres beside it in a container, and tries the image once: its health check must pass, by
 * a user other than root.
 *
 * @throws PARITY_IMAGE_UNAVAILABLE where there is no engine, or Postgres is no container, and what the build and
 * Postgres throw
 */
export async function prepareImage(request: PrepareRequest): Promise<PreparedTarget> {
  const { env, runId, progress } = request;
  const found = await findEngine(env);
  if (!found.found) {
    throw new ImageUnavailable(found.why, {
      hint: `${found.next} Or leave the image out: --target mock,real,process.`,
    });
  }
  const { engine } = found;
  await using opened = new AsyncDisposableStack();
  const shared = opened.use(await holdPostgres(request));
  const network = toNetwork(shared);
  // PARITY_SERVER_IMAGE: an image that is there already, to be tested as it will be shipped.
  const named = env['PARITY_SERVER_IMAGE'];
  progress(named ? `Trying ${named}.` : `Building ${TAG}.`);
  const extraCa = env['NODE_EXTRA_CA_CERTS'];
  const built = named
    ? await presentImage(engine, named)
    : await buildServerImage({ engine, context: ROOT, tag: TAG, extraCa, progress });
  const trial = await tryImage({ engine, image: built.id, network, shared, runId });
  const data: PreparedImage = {
    ...toPrepared(shared, request),
    serverImage: built.id,
    network,
    host: await hostAddressFor(engine, network.name),
    faults: trial.faults,
  };
  const owned = opened.move();
  return {
    data: JSON.parse(JSON.stringify(data)),
    witness: { ...witnessOfServer(shared), image: { name: built.tag, digest: built.digest, ...trial.facts } },
    ...lookingInto(shared, { target: 'image', request }),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

function toNetwork({ postgres }: SharedPostgres): PostgresNetwork {
  if (postgres.network !== null) {
    return postgres.network;
  }
  throw new ImageUnavailable(`Its Postgres must be a container beside it, and is ${postgres.provider}.`, {
    hint: 'Add --postgres container, or leave the target image out.',
  });
}
