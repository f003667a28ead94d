import { z } from 'zod';
import { EngineRequestFailed } from '../errors/engine-request-failed.ts';
import { type Engine, readMessage } from './engine.ts';

const image = z.object({
  Id: z.string(),
  RepoDigests: z.array(z.string()).nullish(),
  Config: z.object({ Labels: z.record(z.string(), z.string()).nullish() }).nullish(),
});

/** `digest` is `name@sha256:...` as the registry knows it, or the image id when it never was in a registry. */
export interface LocalImage {
  readonly id: string;
  readonly digest: string;
  readonly labels: Readonly<Record<string, string>>;
}

export type Pull = { readonly pulled: true } | { readonly pulled: false; readonly why: string };

/** What the engine knows of an image, or `null` when it has none of that name. */
export async function findImage(engine: Engine, name: string): Promise<LocalImage | null> {
  const path = `/images/${encodeURIComponent(name)}/json`;
  const reply = await engine.ask({ path });
  if (reply.status === 404) {
    return null;
  }
  const { Id, RepoDigests, Config } = image.parse(await engine.call({ path }));
  return { id: Id, digest: RepoDigests?.[0] ?? Id, labels: Config?.Labels ?? {} };
}

/** Removes an image and the unnamed ones under it; one in use, or under another name, stays. */
export async function removeImage(engine: Engine, id: string): Promise<void> {
  const { status, text } = await engine.ask({ method: 'DELETE', path: `/images/${id}`, timeoutMs: 60_000 });
  const isExpected = status === 200 || status === 404 || status === 409;
  if (!isExpected) {
    throw new EngineRequestFailed(`The engine kept image ${id}: ${text}`, { status });
  }
}

/** Asks the registry for an image's manifest through the engine, without pulling: may it be pulled? Never throws. */
export async function canPull(engine: Engine, name: string): Promise<Pull> {
  return attempt(async () => {
    const reply = await engine.ask({ path: `/distribution/${name}/json`, timeoutMs: 5_000 });
    return reply.status === 200 ? null : readMessage(reply);
  });
}

/**
 * Pulls an image from a registry that needs no login, within the time given. Never throws.
 * @note The engine answers 200 and reports a failure in the middle of the body as `{"error": ...}`.
 */
export async function pullImage(engine: Engine, name: string, timeoutMs: number): Promise<Pull> {
  return attempt(async () => {
    const path = `/images/create?fromImage=${encodeURIComponent(name)}`;
    const reply = await engine.ask({ method: 'POST', path, timeoutMs });
    if (reply.status !== 200) {
      return readMessage(reply);
    }
    return /"error"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(reply.text)?.[1] ?? null;
  });
}

async function attempt(run: () => Promise<string | null>): Promise<Pull> {
  try {
    const why = await run();
    return why === null ? { pulled: true } : { pulled: false, why };
  } catch (error) {
    return { pulled: false, why: error instanceof Error ? error.message : String(error) };
  }
}
