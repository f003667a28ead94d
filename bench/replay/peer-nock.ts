import nock from 'nock';
import { askByFetch } from './ask.ts';
import { makeStubs } from './stubs.ts';
import type { Loaded, Tape } from './subjects.ts';
import { CHAT } from './tape.ts';

/** One interceptor for each answer, as `nock.define` makes them of a recording. */
export async function loadNock(tape: Tape): Promise<Loaded> {
  const { origin, pathname } = new URL(CHAT);
  if (!nock.isActive()) {
    nock.activate();
  }
  nock.disableNetConnect();
  nock.define(
    makeStubs(tape).map(({ asked, status, headers, body }) => ({
      scope: origin,
      method: 'POST',
      path: pathname,
      body: JSON.parse(asked),
      status,
      response: body,
      rawHeaders: Object.entries(headers).flat(),
    })),
  );
  return {
    ask: askByFetch(CHAT),
    [Symbol.asyncDispose]: async () => {
      nock.cleanAll();
      nock.restore();
    },
  };
}
