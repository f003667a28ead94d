import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { HarnessError } from '../../base/harness-error.ts';
import { refuse } from '../engine/refusal.ts';
import { RecordedResponse } from '../engine/replay/recorded-response.ts';
import { findProvider, PROVIDERS } from '../providers/providers.ts';
import { redact } from '../secrets/firewall.ts';
import type { GatewayPlaybacks, OpenPlayback } from './gateway-playbacks.ts';
import { sendJson, sendRecorded, sendResponse, toRequest } from './node-http.ts';
import { type GatewayRoute, getPlaybackPath, getProviderPath, parseRoute, toProviderUrls } from './provider-urls.ts';

const SCENARIO_HEADER = 'x-parity-scenario';

/** Answers what comes in at the gateway. */
export class GatewayRequests {
  readonly #playbacks: GatewayPlaybacks;
  readonly #defaultScenario: string | null;

  constructor(playbacks: GatewayPlaybacks, defaultScenario: string | null) {
    this.#playbacks = playbacks;
    this.#defaultScenario = defaultScenario;
  }

  /** Never throws: who asks gets every failure as an answer. */
  answer(request: IncomingMessage, response: ServerResponse): void {
    this.#answer(request, response).catch((error: unknown) => {
      if (response.headersSent) {
        response.destroy();
      } else {
        sendJson(response, chooseStatus(error), describeError(error));
      }
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const route = parseRoute(request.url ?? '/');
    switch (route.kind) {
      case 'call':
        return await this.#call(route, request, response);
      case 'scenario':
        return await this.#scenario(route.scenarioId, request, response);
      case 'playback':
        return await this.#playback(route.token, request, response);
      case 'health':
        return sendJson(response, 200, { status: 'ok' });
      case 'unknown':
        return sendJson(response, 404, toError(`Nothing is at ${request.url}. ${PLACES}`));
      default:
        route satisfies never;
    }
  }

  async #call(
    route: Extract<GatewayRoute, { readonly kind: 'call' }>,
    incoming: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const { url } = route;
    const isOurs = (name: string) => name === SCENARIO_HEADER;
    const request = await toRequest(incoming, { url, signal: gone.signal, isOurs });
    const open = await this.#choose(route.token, incoming);
    const answer =
      typeof open === 'string' ? refuse(open, findProvider(new URL(url))) : await open.playback.deliver(request);
    if (answer instanceof RecordedResponse) {
      return await sendRecorded(answer, response);
    }
    await sendResponse(answer, response);
  }

  /** The playback that a call is for, or why there is none. */
  async #choose(token: string | null, { headers }: IncomingMessage): Promise<OpenPlayback | string> {
    if (token !== null) {
      return this.#playbacks.byToken(token) ?? 'This request belongs to no playback: it has ended, or never began.';
    }
    const named = headers[SCENARIO_HEADER];
    const scenarioId = typeof named === 'string' ? named : this.#defaultScenario;
    if (scenarioId !== null) {
      return await this.#playbacks.shared(scenarioId);
    }
    return `This request names no scenario. Send the header "${SCENARIO_HEADER}", or open a playback: ${PLACES}`;
  }

  async #scenario(scenarioId: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'DELETE') {
      const open = this.#playbacks.ofScenario(scenarioId);
      const [only] = open;
      if (only === undefined) {
        return sendJson(response, 404, toError(`No playback of "${scenarioId}" is open.`));
      }
      if (open.length > 1) {
        return sendJson(response, 409, toError(`Several playbacks of "${scenarioId}" are open. ${PLACES}`));
      }
      return await this.#end(only, response);
    }
    if (request.method !== 'POST') {
      return sendJson(response, 405, toError('POST opens a playback, DELETE ends it.'));
    }
    const opened = await this.#playbacks.open({ id: scenarioId, title: await readTitle(request, scenarioId) });
    const base = `http://${request.headers.host ?? 'localhost'}`;
    sendJson(response, 201, {
      schema: 'ultra-parity/playback/v1',
      scenario: scenarioId,
      token: opened.token,
      baseUrls: toProviderUrls(base + getPlaybackPath(opened.token)),
      end: `${base}/__parity/playbacks/${opened.token}`,
    });
  }

  async #playback(token: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const open = this.#playbacks.byToken(token);
    if (open === null) {
      return sendJson(response, 404, toError('No playback of this token is open.'));
    }
    if (request.method === 'DELETE') {
      return await this.#end(open, response);
    }
    const { scenarioId, playback } = open;
    sendJson(response, 200, {
      scenario: scenarioId,
      calls: playback.calls,
      outgoing: playback.outgoing,
      faults: playback.faults,
    });
  }

  async #end(open: OpenPlayback, response: ServerResponse): Promise<void> {
    const summary = await this.#playbacks.endForClient(open);
    sendJson(response, 200, { schema: 'ultra-parity/playback-summary/v1', scenario: open.scenarioId, ...summary });
  }
}

const PLACES = `Calls go to ${PROVIDERS.map(getProviderPath).join(', ')}, those to listed hosts to /upstream/https/<host>; POST /__parity/scenarios/<id> opens a playback with base URLs of its own, DELETE /__parity/playbacks/<token> ends it.`;

/** The title in the body, `{"title": "..."}`; the id without one. */
async function readTitle(request: IncomingMessage, scenarioId: string): Promise<string> {
  if ((request.headers['content-length'] ?? '0') === '0') {
    return scenarioId;
  }
  const body: unknown = await json(request);
  const title = typeof body === 'object' && body !== null && 'title' in body ? body.title : undefined;
  return typeof title === 'string' ? title : scenarioId;
}

function toError(message: string) {
  return { error: { message } };
}

function chooseStatus(error: unknown): number {
  const isOurs = error instanceof HarnessError && error.code === 'PARITY_SCENARIO_ID_INVALID';
  return isOurs || error instanceof SyntaxError ? 400 : 500;
}

function describeError(error: unknown) {
  const message = redact(error instanceof Error ? error.message : String(error));
  return { error: error instanceof HarnessError ? { code: error.code, message, hint: error.hint } : { message } };
}
