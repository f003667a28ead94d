import { getMember } from '../../values/json.ts';
import { decodeBody, encodeBody } from '../cassette/body-codec.ts';
import type { RecordedBody, RecordedEvent } from '../cassette/cassette.ts';
import type { SecretFirewall } from '../secrets/firewall.ts';

/**
 * The body with every secret replaced by its tag: in the strings of JSON, where escapes would hide it, and then in the
 * bytes. The same bytes when there is none.
 */
export function redactBody(bytes: Uint8Array, firewall: SecretFirewall): Uint8Array {
  const byValue = decodeBody(redactValues(encodeBody(bytes), firewall));
  const text = textThatHolds(byValue);
  const redacted = firewall.redact(text.value);
  return redacted === text.value ? byValue : Buffer.from(redacted, text.encoding);
}

function redactValues(body: RecordedBody, firewall: SecretFirewall): RecordedBody {
  switch (body.kind) {
    case 'json':
      return { ...body, json: firewall.redactJson(body.json) };
    case 'sse':
      return { ...body, events: redactEvents(body.events, firewall) };
    default:
      return body;
  }
}

/** All at once: the events of a stream may share a secret. */
function redactEvents(events: readonly RecordedEvent[], firewall: SecretFirewall): readonly RecordedEvent[] {
  const redacted = firewall.redactJson(events.map((event) => (typeof event === 'string' ? event : event.data)));
  return events.map((event, index) => {
    const data = getMember(redacted, index) ?? null;
    return typeof event === 'string' ? String(data) : { ...event, data };
  });
}

/** UTF-8 where it is, otherwise one character a byte, so that nothing else changes. */
function textThatHolds(bytes: Uint8Array): { readonly value: string; readonly encoding: 'utf8' | 'latin1' } {
  const value = Buffer.from(bytes).toString('utf8');
  return Buffer.from(value, 'utf8').equals(bytes)
    ? { value, encoding: 'utf8' }
    : { value: Buffer.from(bytes).toString('latin1'), encoding: 'latin1' };
}
