import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { z } from 'zod';
import { HarnessError } from '../base/harness-error.ts';

/** https://github.com/in-toto/attestation/blob/main/spec/v1/envelope.md */
const PAYLOAD_TYPE = 'application/vnd.in-toto+json';

/**
 * A signed payload: Dead Simple Signing Envelope, https://github.com/secure-systems-lab/dsse (protocol and envelope, 1.0).
 * `payload` and `sig` are base64, `keyid` is the SHA-256 of the public key (SubjectPublicKeyInfo, DER) in hex.
 */
export interface Envelope {
  readonly payloadType: string;
  readonly payload: string;
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
}

/** The file is no envelope, or holds another kind of payload. */
export class EnvelopeInvalid extends HarnessError {
  readonly code = 'PARITY_ENVELOPE_INVALID';
}

/** Signs the exact bytes of the statement with an Ed25519 key (RFC 8032). */
export function seal(statement: object, key: KeyObject): Envelope {
  const payload = Buffer.from(JSON.stringify(statement)).toString('base64');
  return countersign({ payloadType: PAYLOAD_TYPE, payload, signatures: [] }, key);
}

/** The same payload, signed by one more key. A key that has signed before signs afresh. */
export function countersign({ payloadType, payload, signatures }: Envelope, key: KeyObject): Envelope {
  const signed = preAuthenticationEncoding(payloadType, Buffer.from(payload, 'base64'));
  const own = { keyid: keyId(key), sig: sign(null, signed, key).toString('base64') };
  return { payloadType, payload, signatures: [...signatures.filter(({ keyid }) => keyid !== own.keyid), own] };
}

/** The keys, of those that are trusted, whose signature is on the envelope and is good. */
export function signers(envelope: Envelope, trusted: readonly KeyObject[]): KeyObject[] {
  const signed = preAuthenticationEncoding(envelope.payloadType, Buffer.from(envelope.payload, 'base64'));
  return trusted.filter((key) =>
    envelope.signatures.some(({ sig }) => verify(null, signed, key, Buffer.from(sig, 'base64'))),
  );
}

/**
 * The payload, whoever signed it: ask `signers` first.
 *
 * @throws EnvelopeInvalid
 */
export function readPayload({ payloadType, payload }: Envelope): unknown {
  if (payloadType !== PAYLOAD_TYPE) {
    throw invalid(`its payload is of the type ${payloadType}`);
  }
  return parsed(Buffer.from(payload, 'base64').toString('utf8'));
}

/**
 * An envelope from its text.
 *
 * @throws EnvelopeInvalid
 */
export function parseEnvelope(text: string): Envelope {
  const read = schema.safeParse(parsed(text));
  if (!read.success) {
    throw invalid(`at /${read.error.issues[0]?.path.join('/') ?? ''} it has another shape`);
  }
  return read.data;
}

/** The public half of a key, by its digest. */
export function keyId(key: KeyObject): string {
  const half = key.type === 'private' ? createPublicKey(key) : key;
  return createHash('sha256')
    .update(half.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

const schema = z.object({
  payloadType: z.string(),
  payload: z.base64(),
  signatures: z.array(z.object({ keyid: z.string(), sig: z.base64() })).min(1),
});

/** What is signed: the type as well as the payload, each with its length, so that neither can run into the other. */
function preAuthenticationEncoding(type: string, payload: Buffer): Buffer {
  const head = `DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.byteLength} `;
  return Buffer.concat([Buffer.from(head), payload]);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid('it is not JSON, or was cut short', cause);
  }
}

function invalid(problem: string, cause?: unknown): EnvelopeInvalid {
  return new EnvelopeInvalid(`The attestation cannot be read: ${problem}.`, {
    hint: 'Sign the evidence again: npx parity sign --evidence DIR --key PEM.',
    cause,
  });
}
