import { describe, expect, test } from 'vitest';
import { createFirewall, digestSecret, findSecrets, redact, redactJson } from './firewall.ts';

/** Put together at run time, so that no scanner takes this file for a leak. */
function fake(prefix: string, length: number): string {
  return prefix + 'aB3dE5gH7jK9'.repeat(10).slice(0, length);
}

const EXAMPLES: readonly (readonly [rule: string, secret: string])[] = [
  ['anthropic-key', fake('sk-ant-api03-', 80)],
  ['openai-project-key', fake('sk-proj-', 60)],
  ['openai-key', fake('sk-', 48)],
  ['google-api-key', fake('AIza', 35)],
  ['google-oauth-token', fake('ya29.', 60)],
  ['aws-access-key', `AKIA${'ABCDEFGH23456789'}`],
  ['github-token', fake('ghp_', 36)],
  ['slack-token', fake('xoxb-', 24)],
];

describe('findSecrets', () => {
  test.each(EXAMPLES)('finds an %s by its shape', (rule, secret) => {
    const text = `The key "${secret}" is in this text.`;

    const findings = findSecrets(text);

    expect(findings).toMatchObject([{ rule, index: text.indexOf(secret), length: secret.length }]);
  });

  test('finds a private key with its line breaks escaped', () => {
    const pem = ['-----BEGIN ', 'PRIVATE KEY-----\\nMIIEvQ\\n-----END ', 'PRIVATE KEY-----'].join('');

    const findings = findSecrets(`{"key":"${pem}"}`);

    expect(findings).toMatchObject([{ rule: 'private-key', length: pem.length }]);
  });

  test('finds a token after Bearer, and not the word itself', () => {
    const token = fake('', 40);

    const findings = findSecrets(`authorization: Bearer ${token}`);

    expect(findings).toMatchObject([{ rule: 'bearer', index: 22, length: 40 }]);
  });

  test.each([
    ['JSON', '{"api_key": "RANDOM"}'],
    ['JSON in a JSON string', '{\\"clientSecret\\":\\"RANDOM\\"}'],
    ['a setting', 'export MY_SERVICE=1; password=RANDOM'],
  ])('finds a random value by the name before it, in %s', (_name, text) => {
    const findings = findSecrets(text.replace('RANDOM', 'q7Zp2LxV9sKd4Rt8Wb1N'));

    expect(findings).toMatchObject([{ rule: 'random-value', length: 20 }]);
  });

  test.each([
    ['a UUID', 'token: 018f3f5e-7b1c-7d50-8f4f-000000000001'],
    ['an id of a provider', '"key": "call_q7Zp2LxV9sKd4Rt8Wb1N"'],
    ['words', 'the key: InternationalisationOfTheThirdKind2024'],
    ['a random value that nothing names', 'signature q7Zp2LxV9sKd4Rt8Wb1Nq7Zp2LxV9sKd4Rt8Wb1N'],
  ])('does not take %s for a random value', (_name, text) => {
    const findings = findSecrets(text);

    expect(findings).toEqual([]);
  });

  test('finds a password in a connection string', () => {
    const findings = findSecrets('postgres://ultra:hunter2@db.example:5432/ultra');

    expect(findings).toMatchObject([{ rule: 'url-password', length: 7 }]);
  });

  test.each([
    ['base64 that holds the start of a key', `${'QUJD'.repeat(8)}sk-${fake('', 40)}`],
    ['base64url that holds the start of a key', `${'QUJD'.repeat(8)}_AIza${fake('', 35)}`],
    ['a JSON web token that nobody presents', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJlc2lnbmF0dXJl'],
    ['words with sk- inside', 'a risk-management-and-desk-organisation-plan for task-2024-quarterly-review'],
    ['a placeholder', 'sk-fake-key'],
    ['a key that the provider masked', 'Incorrect API key provided: sk-proj-********************************2345.'],
  ])('takes no offence at %s', (_name, text) => {
    const findings = findSecrets(text);

    expect(findings).toEqual([]);
  });
});

const KEY = fake('ghp_', 36);

describe('findSecrets, in no matter which form', () => {
  test.each([
    ['after =', `GITHUB_TOKEN=${KEY}`],
    ['after /', `https://api.internal/keys/${KEY}`],
    ['after _', `backup_${KEY}`],
    ['after :', `token:${KEY}`],
    ['after %3D', `state=token%3D${KEY}%26a`],
    ['as the user of a URL', `https://${KEY}@github.com/a/b`],
    ['as the password of a URL', `https://x:${KEY}@github.com/a/b`],
    ['after an escaped line break', JSON.stringify(`a\n${KEY}`)],
    ['after an escape of JSON in JSON', JSON.stringify(JSON.stringify(`a\n${KEY}`))],
    ['after an escape for HTML', `"a\\u003d${KEY}"`],
    ['in base64', Buffer.from(`TOKEN=${KEY}\n`).toString('base64')],
    ['in base64 after one byte', Buffer.from(`=${KEY}`).toString('base64')],
    ['in base64url after a name', `data_${Buffer.from(`k=${KEY}`).toString('base64url')}`],
    ['in Basic credentials', `Authorization: Basic ${Buffer.from(`ada:${KEY}`).toString('base64')}`],
  ])('finds a key %s', (_name, text) => {
    const redacted = redact(text);

    expect(redacted).toMatch(/\[secret:/);
    expect(redacted).not.toContain(KEY);
  });

  test('covers all of a secret whose parts two rules find', () => {
    const text = `Bearer ${KEY}.${fake('', 30)}`;

    const redacted = redact(text);

    expect(redacted).toMatch(/^Bearer \[secret:[a-z-]+:[0-9a-f]{8}\]$/);
  });

  test('gives a private key one tag, with its line breaks escaped and as they are', () => {
    const pem = ['-----BEGIN ', `PRIVATE KEY-----\n${fake('MIIE', 80)}\n-----END `, 'PRIVATE KEY-----'].join('');

    const [plain, escaped] = [redact(pem), redact(JSON.stringify(pem).slice(1, -1))];

    expect(plain).toMatch(/^\[secret:private-key:[0-9a-f]{8}\]$/);
    expect(escaped).toBe(plain);
  });

  test.each([
    ['Bearer', 'Bearer YOUR_ACCESS_TOKEN'],
    ['Basic', `Basic ${Buffer.from('user:password').toString('base64')}`],
    ['a database of its own machine', 'postgres://user:password@localhost:5432/notes'],
    ['a template', 'https://ada:$' + '{PASSWORD}@registry.internal'],
    ['AWS', ['AKIA', 'IOSFODNN7EXAMPLE'].join('')],
    ['a person who types', 'sk-1234567890abcdef1234567890abcdef'],
    ['prose about a file', ['starts with -----BEGIN ', 'PRIVATE KEY----- and ends'].join('')],
  ])('takes no offence at the example of %s', (_name, text) => {
    const findings = findSecrets(text);

    expect(findings).toEqual([]);
  });
});

describe('redactJson, of a stream', () => {
  const events = ['my key is gh', KEY.slice(2, 9), KEY.slice(9), ', ok'].map((text) => ({ delta: { text } }));

  test('redacts a key that the events add up to, in the first of them', () => {
    const value = redactJson(events);

    expect(value).toEqual([
      { delta: { text: expect.stringMatching(/^my key is \[secret:github-token:[0-9a-f]{8}\]$/) } },
      { delta: { text: '' } },
      { delta: { text: '' } },
      { delta: { text: ', ok' } },
    ]);
  });

  test('finds it', () => {
    const findings = createFirewall({ knownSecrets: [] }).findInJson({ events });

    expect(findings).toMatchObject([{ pointer: '/events', rule: 'github-token' }]);
  });
});

describe('harmless values', () => {
  const harmless = [{ sha256: digestSecret(KEY), place: 'cassettes/notes/**', reason: 'the example of the docs' }];

  test('pass where they were declared', () => {
    const firewall = createFirewall({ knownSecrets: [], harmless }).at('cassettes/notes/shows-a-note.json');

    expect(firewall.redact(`the key ${KEY}`)).toBe(`the key ${KEY}`);
  });

  test('are secrets everywhere else', () => {
    const firewall = createFirewall({ knownSecrets: [], harmless }).at('transcripts/notes/shows-a-note/mock.json');

    expect(firewall.redact(KEY)).toMatch(/^\[secret:/);
  });

  test('are secrets where they are known as such', () => {
    const firewall = createFirewall({ knownSecrets: [KEY], harmless }).at('cassettes/notes/shows-a-note.json');

    expect(firewall.redact(KEY)).toMatch(/^\[secret:known-secret:/);
  });
});

describe('redact', () => {
  test('replaces equal secrets with equal tags and different ones with different tags', () => {
    const [first, second] = [fake('sk-proj-', 40), fake('sk-proj-', 41)];

    const text = redact(`${first} ${second} ${first}`);

    expect(text).toMatch(
      /^(\[secret:openai-project-key:[0-9a-f]{8}\]) (?!\1)\[secret:openai-project-key:[0-9a-f]{8}\] \1$/,
    );
  });

  test('changes nothing in a text that was redacted', () => {
    const once = redact(`Bearer ${fake('', 40)} and ${fake('sk-ant-', 40)}`);

    const twice = redact(once);

    expect(twice).toBe(once);
  });

  test('reaches every string of a JSON value, property names included', () => {
    const secret = fake('AIza', 35);

    const value = redactJson({ [secret]: [secret, 1, null, { deep: `x ${secret}` }] });

    expect(JSON.stringify(value)).not.toContain(secret);
  });
});

describe('createFirewall', () => {
  const known = 'correct horse/battery+staple?';
  const firewall = createFirewall({ knownSecrets: [known, 'short'] });

  test.each([
    ['as it is', known],
    ['URL-encoded', encodeURIComponent(known)],
    ['in base64', Buffer.from(known).toString('base64')],
    ['in base64 after one byte', Buffer.from(`:${known}`).toString('base64')],
    ['in base64url after two bytes', Buffer.from(`u:${known}!`).toString('base64url')],
  ])('finds a known secret %s', (_name, text) => {
    const findings = firewall.findSecrets(`before ${text} after`);

    expect(findings).toMatchObject([{ rule: 'known-secret' }]);
  });

  test('gives the forms of one secret one tag', () => {
    const text = firewall.redact(`${known} ${encodeURIComponent(known)}`);

    expect(text).toMatch(/^(\[secret:known-secret:[0-9a-f]{8}\]) \1$/);
  });

  test('does not look for a known secret of less than 8 characters', () => {
    const text = firewall.redact('a short text');

    expect(text).toBe('a short text');
  });
});
