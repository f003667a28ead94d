import { createHash } from 'node:crypto';
import type { Chance } from './chance.ts';

/** A value that looks like a secret and is none. */
export interface LookAlike {
  readonly name: string;
  /** What it is called where it stands. */
  readonly variable: string;
  create(chance: Chance): string;
}

const alike = (name: string, variable: string, create: LookAlike['create']): LookAlike => ({ name, variable, create });
const hash = (chance: Chance, algorithm: string) => createHash(algorithm).update(chance.alnum(9));
const base64 = (chance: Chance, bytes: number) => chance.bytes(bytes).toString('base64');
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

export const LOOK_ALIKES: readonly LookAlike[] = [
  alike('SHA-256', 'sha256', (c) => hash(c, 'sha256').digest('hex')),
  alike('SHA-256 as a cache key', 'key', (c) => hash(c, 'sha256').digest('hex')),
  alike('SHA-1 of a commit', 'commit', (c) => hash(c, 'sha1').digest('hex')),
  alike('MD5', 'checksum', (c) => hash(c, 'md5').digest('hex')),
  alike('integrity', 'integrity', (c) => `sha512-${hash(c, 'sha512').digest('base64')}`),
  alike('image digest', 'image', (c) => `postgres@sha256:${hash(c, 'sha256').digest('hex')}`),
  alike('UUID', 'id', (c) => c.uuid()),
  alike('UUID as a token', 'token', (c) => c.uuid()),
  alike('PNG', 'image', (c) => `data:image/png;base64,iVBORw0KGgo${base64(c, 1_500)}`),
  alike('JPEG', 'b64_json', (c) => `/9j/4AAQSkZJRg${base64(c, 1_500)}`),
  alike('embedding', 'embedding', (c) => base64(c, 600)),
  alike('reasoning signature', 'signature', (c) => `Ev${c.bytes(450).toString('base64')}`),
  alike('encrypted reasoning', 'encrypted_content', (c) => `gAAAAABo${c.bytes(500).toString('base64url')}`),
  alike('OpenAI completion', 'id', (c) => `chatcmpl-${c.alnum(29)}`),
  alike('OpenAI response', 'previous_response_id', (c) => `resp_${c.hex(48)}`),
  alike('OpenAI tool call', 'tool_call_id', (c) => `call_${c.alnum(24)}`),
  alike('OpenAI fingerprint', 'system_fingerprint', (c) => `fp_${c.hex(10)}`),
  alike('OpenAI file', 'file_id', (c) => `file-${c.alnum(24)}`),
  alike('Anthropic message', 'id', (c) => `msg_01${c.alnum(22)}`),
  alike('Anthropic tool use', 'tool_use_id', (c) => `toolu_01${c.alnum(22)}`),
  alike('Anthropic request', 'request-id', (c) => `req_011C${c.alnum(20)}`),
  alike('Gemini response', 'responseId', (c) => c.word(22)),
  alike('Stripe customer', 'customer', (c) => `cus_${c.alnum(14)}`),
  alike('Stripe payment', 'payment_intent', (c) => `pi_3${c.alnum(23)}`),
  alike('Stripe event', 'event', (c) => `evt_1${c.alnum(23)}`),
  alike('Stripe price', 'price', (c) => `price_1${c.alnum(23)}`),
  alike('Stripe publishable key', 'publishable', (c) => `pk_live_${c.alnum(24)}`),
  alike('ETag', 'etag', (c) => `W/"${c.hex(2)}-${base64(c, 20).slice(0, 27)}"`),
  alike('trace', 'traceparent', (c) => `00-${c.hex(32)}-${c.hex(16)}-01`),
  alike('SSH fingerprint', 'fingerprint', (c) => `SHA256:${base64(c, 32).slice(0, 43)}`),
  alike('ULID', 'id', (c) => `01J${c.text(23, '0123456789ABCDEFGHJKMNPQRSTVWXYZ')}`),
  alike('nanoid', 'slug', (c) => c.word(21)),
  alike('ObjectId', '_id', (c) => c.hex(24)),
  alike('cursor', 'next_cursor', (c) => part({ after: c.uuid(), createdAt: '2026-11-30T10:00:00.000Z' })),
  alike('page token', 'next_page_token', (c) => `Ci${c.alnum(40)}`),
  alike('bcrypt', 'hash', (c) => `$2b$10$${c.alnum(53)}`),
  alike('argon2', 'hash', (c) => `$argon2id$v=19$m=65536,t=3,p=4$${base64(c, 16)}$${base64(c, 32)}`),
  alike(
    'session token of the application',
    'jwt',
    (c) => `${part({ alg: 'HS256' })}.${part({ sub: c.uuid() })}.${base64(c, 24)}`,
  ),
  alike('public key', 'publicKey', (c) =>
    ['-----BEGIN ', `PUBLIC KEY-----\nMIIB${base64(c, 300)}\n-----END `, 'PUBLIC KEY-----'].join(''),
  ),
  alike('certificate', 'certificate', (c) =>
    ['-----BEGIN ', `CERTIFICATE-----\nMIID${base64(c, 600)}\n-----END `, 'CERTIFICATE-----'].join(''),
  ),
  alike('example in capitals', 'apiKey', (c) =>
    c.pick(['YOUR_API_KEY', 'YOUR_TOKEN_HERE', 'INSERT_YOUR_API_KEY_HERE', 'REPLACE_WITH_YOUR_KEY']),
  ),
  alike('example key', 'OPENAI_API_KEY', (c) =>
    c.pick([
      'sk-your-api-key-goes-here-1',
      'sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
      'sk-proj-your_key_here_0123456789',
      'sk-1234567890abcdef1234567890abcdef',
    ]),
  ),
  alike('example of AWS', 'AWS_ACCESS_KEY_ID', (c) =>
    c.pick([['AKIA', 'IOSFODNN7EXAMPLE'].join(''), ['AKIA', 'I44QH8DHBEXAMPLE'].join('')]),
  ),
  alike(
    'example after Bearer',
    'authorization',
    (c) =>
      `Bearer ${c.pick(['YOUR_TOKEN', 'YOUR_ACCESS_TOKEN', 'your-access-token-here', '<access_token>', '$ACCESS_TOKEN', '{{accessToken}}', 'xxxxxxxxxxxxxxxxxxxxxxxx', 'eyJhbGciOiJIUzI1NiJ9...'])}`,
  ),
  alike(
    'example after Basic',
    'authorization',
    (c) =>
      `Basic ${Buffer.from(c.pick(['user:pass', 'username:password', 'Aladdin:open sesame', 'user:YOUR_PASSWORD'])).toString('base64')}`,
  ),
  alike('example of a database', 'DATABASE_URL', (c) =>
    c.pick([
      'postgres://user:password@localhost:5432/notes',
      'mysql://root:root@127.0.0.1/app',
      'postgres://postgres:postgres@db:5432/app',
      'mongodb://<user>:<password>@cluster0.example.net',
      ['redis://default:$', '{REDIS_PASSWORD}@cache:6379'].join(''),
    ]),
  ),
  alike('variable', 'API_KEY', (c) =>
    c.pick([
      'process.env.API_KEY_OF_PRODUCTION',
      ['$', '{API_KEY_OF_PRODUCTION}'].join(''),
      '{{ secrets.API_KEY_OF_PRODUCTION }}',
      'os.environ["API_KEY"]',
      '%API_KEY_OF_PRODUCTION%',
    ]),
  ),
  alike('masked key', 'apiKey', (c) => `sk-proj-${'*'.repeat(24)}${c.alnum(4)}`),
  alike('shortened key', 'apiKey', (c) => `sk-...${c.alnum(4)}`),
  alike('class name', 'class', (c) =>
    c.pick([
      'sk-fading-circle',
      'sk-cube-grid-wandering-2',
      'task-2024-quarterly-review',
      'risk-management-and-desk-plan-2024',
    ]),
  ),
  alike('words', 'key', (c) =>
    c.pick([
      'user.profile.settings.notification.email',
      'InternationalisationOfTheThirdKind2024',
      'max_completion_tokens_for_reasoning',
    ]),
  ),
  alike('resource name', 'arn', (c) => `arn:aws:iam::${c.digits(12)}:role/service-role/notes-${c.lower(8)}`),
  alike('pod', 'pod', (c) => `notes-api-${c.lower(10)}-${c.lower(5)}`),
  alike('client id', 'client_id', (c) => `${c.digits(12)}-${c.lower(32)}.apps.googleusercontent.com`),
  alike(
    'signed image link',
    'url',
    (c) =>
      `https://store.blob.core.windows.net/private/img-${c.alnum(24)}.png?se=2026-11-30T12%3A22%3A54Z&sp=r&sv=2024-08-04&sr=b&sig=${encodeURIComponent(base64(c, 32))}`,
  ),
  alike('redacted', 'apiKey', (c) => `[secret:openai-key:${c.hex(8)}]`),
];
