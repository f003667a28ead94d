import { encodeBody } from '../../cassette/body-codec.ts';
import { type Chunk, type Interaction, NOT_BEGUN } from '../../cassette/cassette.ts';
import { keepRequestHeaders, keepResponseHeaders } from '../../cassette/kept-headers.ts';
import { type RequestShape, stripCredentials } from '../../cassette/request-key.ts';
import type { BodySource } from '../body-stream.ts';

/** Listens to one exchange while the answer goes on to who asked. */
export class ExchangeRecorder {
  readonly #now: () => Date;
  readonly #request: RequestShape & { readonly headers: Headers };
  readonly #pieces: Uint8Array[] = [];
  readonly #chunks: Chunk[] = [];

  constructor(request: RequestShape & { readonly headers: Headers }, now: () => Date) {
    this.#request = request;
    this.#now = now;
  }

  /** The body of the answer, noting each piece as it is read. */
  listen(body: ReadableStream<Uint8Array>): BodySource {
    const reader = body.getReader();
    let last = this.#now().getTime();
    return {
      next: async () => {
        const { done, value } = await reader.read();
        if (done) {
          return null;
        }
        const time = this.#now().getTime();
        this.#chunks.push([Math.max(0, time - last), value.length]);
        this.#pieces.push(value);
        last = time;
        return value;
      },
      cancel: () => reader.cancel(),
    };
  }

  get body(): Uint8Array {
    return Buffer.concat(this.#pieces);
  }

  /** The exchange of which no answer had begun when the one who asked went away. */
  unanswered(): Omit<Interaction, 'id'> {
    const response = { status: NOT_BEGUN, headers: {}, body: encodeBody(new Uint8Array()) };
    return { request: this.#recordedRequest(), response, chunks: [], end: 'abandoned' };
  }

  interaction(response: Response): Omit<Interaction, 'id'> {
    const encoding = response.headers.get('content-encoding');
    return {
      request: this.#recordedRequest(),
      response: {
        status: response.status,
        headers: keepResponseHeaders(response.headers),
        ...(encoding === null || encoding === 'identity' ? {} : { encoding }),
        body: encodeBody(this.body),
      },
      chunks: this.#chunks,
      end: 'done',
    };
  }

  #recordedRequest(): Interaction['request'] {
    const { method, url, headers, body } = this.#request;
    return { method, url: stripCredentials(url), headers: keepRequestHeaders(headers), body: encodeBody(body) };
  }
}
