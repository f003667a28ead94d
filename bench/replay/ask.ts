import https from 'node:https';
import { performance } from 'node:perf_hooks';

export interface Asked {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly pieces: readonly string[];
  /** When each piece came, in milliseconds since the request. */
  readonly times: readonly number[];
}

/** Sends one request and reads its answer. Rejects when the answer breaks off. */
export type Ask = (body: string) => Promise<Asked>;

const HEADERS = { 'content-type': 'application/json' };

export function askByFetch(url: string): Ask {
  return async (body) => {
    const began = performance.now();
    const response = await fetch(url, { method: 'POST', headers: HEADERS, body });
    const [pieces, times]: [string[], number[]] = [[], []];
    for await (const piece of response.body ?? []) {
      times.push(performance.now() - began);
      pieces.push(Buffer.from(piece).toString('utf8'));
    }
    return { status: response.status, headers: Object.fromEntries(response.headers), pieces, times };
  };
}

/** For what does not see `fetch`. */
export function askByHttps(url: string): Ask {
  return async (body) => {
    const began = performance.now();
    const { promise, resolve, reject } = Promise.withResolvers<Asked>();
    // Not a named import: that would be the function from before a replayer took over.
    const sent = https.request(url, {
      method: 'POST',
      headers: { ...HEADERS, 'content-length': Buffer.byteLength(body) },
    });
    sent.once('error', reject);
    sent.once('response', (response) => {
      const [pieces, times]: [string[], number[]] = [[], []];
      response.on('data', (piece: Buffer) => {
        times.push(performance.now() - began);
        pieces.push(piece.toString('utf8'));
      });
      response.once('error', reject);
      const headers = Object.fromEntries(
        Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
      );
      response.once('end', () => resolve({ status: response.statusCode ?? 0, headers, pieces, times }));
    });
    sent.end(body);
    return await promise;
  };
}
