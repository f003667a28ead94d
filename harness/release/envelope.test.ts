import { generateKeyPairSync, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { countersign, EnvelopeInvalid, keyId, parseEnvelope, readPayload, seal, signers } from './envelope.ts';

const ours = generateKeyPairSync('ed25519');
const theirs = generateKeyPairSync('ed25519');
const statement = { _type: 'https://in-toto.io/Statement/v1', predicate: { result: 'PASSED', note: 'grün' } };

describe('an envelope', () => {
  test('is signed over its type and its payload, each with its length in bytes', () => {
    const { payloadType, payload, signatures } = seal(statement, ours.privateKey);

    const body = Buffer.from(payload, 'base64');
    const signed = Buffer.concat([Buffer.from(`DSSEv1 28 ${payloadType} ${body.byteLength} `), body]);
    expect(verify(null, signed, ours.publicKey, Buffer.from(signatures[0]?.sig ?? '', 'base64'))).toBe(true);
  });

  test('gives back what was signed', () => {
    expect(readPayload(seal(statement, ours.privateKey))).toEqual(statement);
  });

  test('survives being written and read', () => {
    const envelope = seal(statement, ours.privateKey);

    expect(parseEnvelope(JSON.stringify(envelope))).toEqual(envelope);
  });

  test('names its key by the digest of the public half', () => {
    expect(seal(statement, ours.privateKey).signatures[0]?.keyid).toBe(keyId(ours.publicKey));
  });

  test('counts only for the keys that signed it', () => {
    const envelope = seal(statement, ours.privateKey);

    expect(signers(envelope, [theirs.publicKey, ours.publicKey])).toEqual([ours.publicKey]);
  });

  test('counts for nobody once a byte of its payload has changed', () => {
    const envelope = seal(statement, ours.privateKey);
    const payload = Buffer.from(envelope.payload, 'base64');
    payload[10] = (payload[10] ?? 0) ^ 1;

    expect(signers({ ...envelope, payload: payload.toString('base64') }, [ours.publicKey])).toEqual([]);
  });

  test('counts for nobody once its type has changed', () => {
    const envelope = seal(statement, ours.privateKey);

    expect(signers({ ...envelope, payloadType: 'application/json' }, [ours.publicKey])).toEqual([]);
  });

  test('may be signed by a second key, once each', () => {
    const both = countersign(countersign(seal(statement, ours.privateKey), theirs.privateKey), theirs.privateKey);

    expect(signers(both, [ours.publicKey, theirs.publicKey])).toHaveLength(2);
    expect(both.signatures).toHaveLength(2);
  });

  test('does not trust the key id that it claims', () => {
    const forged = seal(statement, theirs.privateKey);
    const claiming = {
      ...forged,
      signatures: [{ keyid: keyId(ours.publicKey), sig: forged.signatures[0]?.sig ?? '' }],
    };

    expect(signers(claiming, [ours.publicKey])).toEqual([]);
  });
});

test.each([
  ['no JSON', '{"payload'],
  ['no signature', JSON.stringify({ payloadType: 'a', payload: 'e30=', signatures: [] })],
  [
    'a payload that is no base64',
    JSON.stringify({ payloadType: 'a', payload: '{}', signatures: [{ keyid: '', sig: '' }] }),
  ],
])('a file with %s is refused as unreadable', (_, text) => {
  expect(() => parseEnvelope(text)).toThrow(EnvelopeInvalid);
});

test('a payload of another type is refused, however well it is signed', () => {
  const { payload, signatures } = seal(statement, ours.privateKey);

  expect(() => readPayload({ payloadType: 'text/plain', payload, signatures })).toThrow('type text/plain');
});
