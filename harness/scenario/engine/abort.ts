import { request as send } from 'node:http';
import type { HttpRequest } from '../../evidence/step.ts';
import { holdsWithin } from './holds-within.ts';
import { type RequestToSend, toWireForm } from './send-request.ts';

const POLL_MS = 5;
const LATEST_MS = 10_000;

/** A client cannot go away before an answer that has come, or from calls that never were made. */
class CannotHangUp extends Error {
  constructor({ method, path }: RequestToSend, why: string) {
    super(`The client of ${method} ${path} could not hang up in the middle: ${why}.`);
    this.name = new.target.name;
  }
}

/**
 * Sends a request, and closes its connection as soon as `mayAbort` says so.
 *
 * @throws when an answer begins before that
 */
export async function sendAndAbort(
  url: string,
  sending: RequestToSend & Required<Pick<RequestToSend, 'mayAbort'>>,
): Promise<HttpRequest> {
  const { method, path, options } = sending;
  const { payload, ...request } = toWireForm(options);
  const length = payload === undefined ? {} : { 'content-length': Buffer.byteLength(payload) };
  const pending = send(new URL(path, url), { method, headers: { ...request.headers, ...length }, agent: false });
  const gone = Promise.withResolvers<string | null>();
  pending.on('response', ({ statusCode }) => gone.resolve(`the system had answered with ${statusCode}`));
  pending.on('error', (error) => gone.resolve(error.message));
  pending.end(payload);

  const problem = await Promise.race([gone.promise, untilCalled(sending.mayAbort)]);
  pending.destroy();
  if (problem !== null) {
    throw new CannotHangUp(sending, problem);
  }
  return { method, path, ...request };
}

/** Resolves to null when the calls have been made, or to what is wrong when they have not for too long. */
export async function untilCalled(haveBegun: () => boolean): Promise<string | null> {
  const haveCome = await holdsWithin({ latestMs: LATEST_MS, everyMs: POLL_MS }, haveBegun);
  return haveCome ? null : `the calls did not come within ${LATEST_MS} ms`;
}
