import { looksRandom } from './looks-random.ts';

/** How one kind of credential looks. When the pattern has a group, the group is the secret and the rest is context. */
export interface SecretRule {
  readonly name: string;
  readonly pattern: RegExp;
  /** Judges what the pattern found, where a pattern cannot. */
  readonly accepts?: (secret: string) => boolean;
}

/**
 * A key never starts in the middle of a word. This keeps look-alikes inside base64 (reasoning signatures, images) from
 * counting, because what comes before them there is a base64 character too.
 */
const START = '(?<![A-Za-z0-9+/=_-])';
const END = '(?![A-Za-z0-9_-])';

function key(body: string): RegExp {
  return new RegExp(`${START}${body}${END}`, 'g');
}

/**
 * The shapes of credentials, most telling first: where two match, the earlier rule names the finding. A JWT alone is not
 * one: tokens of the system under test are observations; in an authorization header `bearer` finds them.
 *
 * Sources: the key formats that OpenAI, Anthropic, Google, AWS, GitHub and Slack document for secret scanning partners.
 */
export const SECRET_RULES: readonly SecretRule[] = [
  { name: 'anthropic-key', pattern: key('sk-ant-[A-Za-z0-9_-]{20,}') },
  { name: 'openai-project-key', pattern: key('sk-(?:proj|svcacct|admin)-[A-Za-z0-9_-]{20,}') },
  { name: 'openai-key', pattern: key('sk-(?=[A-Za-z0-9_-]*\\d)[A-Za-z0-9_-]{20,}') },
  { name: 'google-api-key', pattern: key('AIza[A-Za-z0-9_-]{35}') },
  { name: 'google-oauth-token', pattern: key('ya29\\.[A-Za-z0-9_-]{20,}') },
  { name: 'aws-access-key', pattern: key('(?:AKIA|ASIA)[A-Z0-9]{16}') },
  { name: 'github-token', pattern: key('(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{40,})') },
  { name: 'slack-token', pattern: key('xox[abeoprs]-[A-Za-z0-9-]{10,}') },
  {
    name: 'private-key',
    pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  },
  // A token whose signature is a fingerprint (observe/without-signatures.ts) opens nothing.
  { name: 'bearer', pattern: /\bBearer\s+(?![\w-]+\.[\w-]+\.sig_[0-9a-f]{16}(?:_|\b))([A-Za-z0-9._~+/=-]{16,})/gi },
  { name: 'url-key', pattern: /[?&](?:key|api[_-]?key|access_token)=([^&\s"'#]{16,})/gi },
  { name: 'url-password', pattern: /\b[a-z][a-z0-9+.-]*:\/\/[^\s:@/"]*:([^\s@/"]+)@/gi },
  {
    name: 'random-value',
    pattern:
      /\b(?:(?:api|access|auth|client|private|refresh|session|secret)[_-]?)?(?:key|secret|token|password|passwd|credential)s?\\?["']?\s*[:=]\s*\\?["']?([A-Za-z0-9+/_.~=-]{20,})/gi,
    accepts: looksRandom,
  },
];
