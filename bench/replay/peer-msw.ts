import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { askByFetch } from './ask.ts';
import { makeStubs } from './stubs.ts';
import type { Loaded, Tape } from './subjects.ts';
import { CHAT } from './tape.ts';

/** One handler for each answer, told apart by the body: what MSW offers for requests to one address. */
export async function loadMsw(tape: Tape): Promise<Loaded> {
  const server = setupServer(
    ...makeStubs(tape).map(({ asked, status, headers, body }) =>
      http.post(CHAT, async ({ request }) =>
        (await request.clone().text()) === asked ? new HttpResponse(body, { status, headers }) : undefined,
      ),
    ),
  );
  server.listen({ onUnhandledFrame: 'error' });
  return { ask: askByFetch(CHAT), [Symbol.asyncDispose]: async () => server.close() };
}
