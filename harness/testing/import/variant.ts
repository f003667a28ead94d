import { SAMPLE } from './sample-sources.ts';

/** For tests: one interaction that a source holds. */
export interface ExpectedExchange {
  readonly method?: string;
  readonly url?: string;
  readonly status?: number;
  readonly asked?: string | Uint8Array;
  readonly answered?: string | Uint8Array;
}

/** For tests: a recording as another version or setting of its recorder writes it. `files` has the recording first. */
export interface Variant {
  readonly format: string;
  readonly title: string;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly expected: readonly ExpectedExchange[];
}

/** For tests: bytes that are no text. */
export const BINARY = Uint8Array.of(0xff, 0xd8, 0x00, 0x01, 0xfe, 0x0a, 0x0d);

/** For tests: a stream with both kinds of line ends in it. */
export const STREAM = 'data: {"a":"é"}\r\n\r\ndata: {"b":"\u{1f600}"}\r\n\r\n';

/** For tests: the text as base64. */
export function base64(content: string | Uint8Array): string {
  return Buffer.from(content).toString('base64');
}

/** For tests: an exchange where nothing else is said. */
export const ORDINARY: ExpectedExchange = {};

/** For tests: what an expected exchange says with the sample's values for the rest. */
export function expectedOf({ method = 'POST', url = SAMPLE.url, status = 200, asked, answered }: ExpectedExchange) {
  return {
    method,
    url,
    status,
    asked: Buffer.from(asked ?? SAMPLE.asked).toString('latin1'),
    answered: Buffer.from(answered ?? SAMPLE.answered).toString('latin1'),
  };
}
