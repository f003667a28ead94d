import { expect, test } from 'vitest';
import { withoutSignatures } from '../../values/without-signatures.ts';
import { createFirewall } from './firewall.ts';

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
const SIGNED = `${encode({ alg: 'HS256' })}.${encode({ sub: 'ada' })}.${'c2lnbmVk'.repeat(5)}`;

test('a token whose signature is a fingerprint stays readable after Bearer', () => {
  const kept = withoutSignatures({ authorization: `Bearer ${SIGNED}` });

  expect(createFirewall({ knownSecrets: [] }).redactJson(kept)).toEqual(kept);
});

test('a token with its signature does not', () => {
  const sent = { authorization: `Bearer ${SIGNED}` };

  expect(createFirewall({ knownSecrets: [] }).redactJson(sent)).not.toEqual(sent);
});
