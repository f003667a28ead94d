import { isExample, isWords } from './example-values.ts';
import { looksRandom } from './looks-random.ts';

/** A secret that is known by what stands before it, or by its shape where it has no prefix. */
export interface SecretRule {
  readonly name: string;
  /** When it has a group, the group is the secret and the rest is context. */
  readonly pattern: RegExp;
  /** One of these is in every text that the pattern matches. In lower case. */
  readonly keywords: readonly string[];
  /** The name before the value is all that is known. In the payload of a token such a name means something else. */
  readonly isGuess?: true;
  /** Judges what the pattern found, where a pattern cannot. */
  readonly accepts?: (secret: string) => boolean;
  /** The value that is the same however it is written. */
  readonly normalise?: (secret: string) => string;
}

const END = '(?![A-Za-z0-9])';
const NAMES = 'key|secret|token|password|passwd|credential|pwd';
const ASSIGNED = `\\\\*["']?\\s*(?:[:=]|=>)\\s*\\\\*["']?`;
/** A signed token whose signature is no fingerprint (values/without-signatures.ts). */
const JWT = '(?<![A-Za-z0-9])(eyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.(?!sig_)[A-Za-z0-9_-]{20,})';
/** Names whose value is a secret even if it looks like a digest. */
const STRONG_NAME =
  '(?:api|access|auth|client|private|secret|account|storage|subscription|signing|encryption|master|webhook|shared)[_-]?(?:key|secret|token)|[_-]?secret(?:[_-]?key)?|password|passwd';

const isRandom = (word: string) => looksRandom(word) && !isExample(word);
const isSecretWord = (word: string) => !isWords(word);
const isSecretToken = (token: string) => !isWords(token) && !token.startsWith('[secret:');

/**
 * Most telling first: where two match the same text, the earlier rule names the finding. A JWT alone is not a secret:
 * tokens of the system under test are observations; in an authorization header `bearer` finds them.
 */
export const SECRET_RULES: readonly SecretRule[] = [
  {
    name: 'private-key',
    // Prose may name the first line; a key goes on after it.
    pattern:
      /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----(?:(?:\s*\\*[\\nr]|\s*\n)\s*(?:[A-Za-z0-9+/=]{6}|[A-Z][\w-]+: )|\s?[A-Za-z0-9+/=]{40})[\s\S]*?(?:-----END (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----|$)/g,
    keywords: ['private key'],
    normalise: (key) => key.replaceAll(/\\[nr]|\s/g, ''),
  },
  {
    name: 'putty-key',
    pattern: /PuTTY-User-Key-File-\d:[\s\S]*?Private-Lines:[\s\S]*?(?:Private-MAC: *[0-9a-f]+|$)/g,
    keywords: ['putty-user-key-file'],
  },
  {
    name: 'telegram-token',
    pattern: /(?<!\d)(\d{6,11}:AA[A-Za-z0-9_-]{32,34})(?![A-Za-z0-9_-])/g,
    keywords: [':aa'],
    accepts: (secret) => !isExample(secret),
  },
  {
    name: 'azure-client-secret',
    pattern: /(?<![A-Za-z0-9])([A-Za-z0-9_~.]{3}\dQ~[A-Za-z0-9_~.-]{31,34})(?![A-Za-z0-9_~-])/g,
    keywords: ['q~'],
  },
  {
    name: 'azure-key',
    pattern: /(?<![A-Za-z0-9])([A-Za-z0-9]{52}JQQJ99[A-Za-z0-9]{20,30})(?![A-Za-z0-9])/g,
    keywords: ['jqqj99'],
  },
  {
    name: 'azure-storage-key',
    pattern: /\b(?:Account|SharedAccess|Access)Key\s*[=:]\s*([A-Za-z0-9+/]{43,86}={1,2})/gi,
    keywords: ['key'],
    accepts: (secret) => !isExample(secret),
  },
  {
    name: 'azure-shared-signature',
    // One that may do more than read one file: links to images that a model made are signed too.
    pattern:
      /(?<=\?[^\s"'\\]{0,500}(?:\bsrt=|\bsp=[a-z]*[acdluwx])[^\s"'\\]{0,500})\bsig=([A-Za-z0-9+/_-]{40,}={0,2})/gi,
    keywords: ['sig='],
  },
  {
    name: 'aws-secret-key',
    pattern:
      /aws[\w-]{0,40}?(?:key|token|secret)(?:_id)?\\*["']?\s*(?:[:=]|=>)\s*\\*["']?([A-Za-z0-9/+]{40}|[A-Za-z0-9/+]{100,}={0,2})(?![A-Za-z0-9/+])/gi,
    keywords: ['aws'],
    accepts: isSecretWord,
  },
  {
    name: 'mailchimp-key',
    pattern: /(?<![A-Za-z0-9])([0-9a-f]{32}-us\d{1,2})(?![A-Za-z0-9])/g,
    keywords: ['-us'],
  },
  {
    name: 'terraform-token',
    pattern: /(?<![A-Za-z0-9])([A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,})/g,
    keywords: ['.atlasv1.'],
  },
  {
    name: 'azure-webhook',
    pattern: /(https:\/\/[a-z0-9-]+\.webhook\.office\.com\/webhookb2\/[^\s"'\\]{60,})/gi,
    keywords: ['webhook.office.com'],
  },
  {
    name: 'twitter-token',
    pattern: /(?<![A-Za-z0-9])(A{20,}[A-Za-z0-9%]{60,})(?![A-Za-z0-9%])/g,
    keywords: ['aaaaaaaaaaaaaaaaaaaa'],
    accepts: (secret) => looksRandom(secret.replace(/^A+/, '')),
  },
  {
    // A token whose signature is a fingerprint (values/without-signatures.ts) opens nothing.
    name: 'bearer',
    pattern:
      /\bBearer(?:\s+|\\*["']?\s*[:=,]\s*\\*["']?)(?![\w-]+\.[\w-]+\.sig_[0-9a-f]{16}(?:_|\b))([A-Za-z0-9._~+/=-]{16,})/gi,
    keywords: ['bearer'],
    accepts: isSecretToken,
  },
  {
    // Keys that are JSON web tokens: of Supabase by what they say, of others by the name of the variable.
    name: 'jwt-key',
    pattern: new RegExp(JWT, 'g'),
    keywords: ['eyj'],
    accepts: opensEverything,
  },
  {
    name: 'jwt-key',
    isGuess: true,
    pattern: new RegExp(`(?:api|secret|service|role|access|private|license)[_-]?key${ASSIGNED}${JWT}`, 'gi'),
    keywords: ['key'],
    accepts: isSecretToken,
  },
  {
    name: 'basic',
    pattern: /\bBasic\s+([A-Za-z0-9+/_-]{6,}={0,2})(?![A-Za-z0-9+/_=-])/gi,
    keywords: ['basic'],
    accepts: isCredentials,
  },
  {
    name: 'authorization',
    pattern:
      /\bauthorization\\*["']?\s*[:=]\s*\\*["']?(?:token|apikey|key|api-key|bot|sso-key|genie-?key|klaviyo-api-key)\s+([A-Za-z0-9._~+/=:-]{16,})/gi,
    keywords: ['authorization'],
    accepts: isSecretToken,
  },
  {
    name: 'url-key',
    isGuess: true,
    pattern: /[?&](?:api[_-]?key|access_token)=([^&\s"'#\\]{16,})/gi,
    keywords: ['key', 'token'],
    accepts: isSecretWord,
  },
  {
    name: 'url-key',
    isGuess: true,
    pattern: /[?&]key=([^&\s"'#\\]{16,})/gi,
    keywords: ['key'],
    accepts: isRandom,
  },
  {
    name: 'url-password',
    pattern: /\b[a-z][a-z0-9+.-]{1,30}:\/\/[^\s:@/"'\\<>]{0,300}:([^\s@/"'\\]{1,1000})@(?=[\w[{$%])/gi,
    keywords: ['://'],
    accepts: isSecretWord,
  },
  {
    name: 'url-user',
    pattern: /\b[a-z][a-z0-9+.-]{1,30}:\/\/([A-Za-z0-9_-]{20,1000})@(?=[\w[])/gi,
    keywords: ['://'],
    accepts: looksRandom,
  },
  {
    name: 'random-value',
    isGuess: true,
    // A name that ends in `token` may be a cursor, so a name of more words is one of these.
    pattern: new RegExp(
      `(?:(?:api|access|auth|client|private|refresh|session|secret|signing|master)[_-]?|\\b)(?:${NAMES})s?${ASSIGNED}([A-Za-z0-9+/_.~=-]{20,})`,
      'gi',
    ),
    keywords: NAMES.split('|'),
    accepts: isRandom,
  },
  {
    name: 'random-value',
    isGuess: true,
    pattern: new RegExp(`\\b[A-Z][A-Z0-9_]*(?:${NAMES.toUpperCase()})S?${ASSIGNED}([A-Za-z0-9+/_.~=-]{20,})`, 'g'),
    keywords: NAMES.split('|'),
    accepts: isRandom,
  },
  {
    name: 'hexadecimal-value',
    isGuess: true,
    pattern: new RegExp(`(?:${STRONG_NAME})${ASSIGNED}([0-9a-f]{32,128})${END}`, 'gi'),
    keywords: NAMES.split('|'),
    accepts: (secret) => !isExample(secret) && new Set(secret).size >= 8,
  },
];

/** Whether the claims of a token are those of an administrator of Supabase. */
function opensEverything(token: string): boolean {
  return /"role" ?: ?"service_role"/.test(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
}

/** The user and the password of RFC 7617, in base64. */
function isCredentials(encoded: string): boolean {
  const [user = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  const password = rest.join(':');
  const isText = rest.length > 0 && /^[\x20-\x7e]*$/.test(user + password);
  return (
    isText && (password === '' ? looksRandom(user) || user.length >= 20 : !isWords(password) && !SAYING.test(password))
  );
}

/** The password of RFC 7617, as its examples write it. */
const SAYING = /^open ?sesame$/i;
