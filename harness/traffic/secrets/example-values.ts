import { createHash } from 'node:crypto';

/** Words that stand for a value in documentation. */
const EXAMPLE_WORDS =
  /example|placeholder|change[_-]?me|replace[_-]?(?:me|with)|redacted|insert[_-]|dummy|(?:^|[_.:-])your(?:$|[_.-])|\*{3}|\.{3}|…|(.)\1{7}/i;
/** Passwords that everybody writes, in examples and for databases on their own machine. */
const COMMON_PASSWORD =
  /^(?:pass(?:w(?:or)?d)?|pwd|secret|user(?:name)?|postgres|mysql|root|admin|guest|test|dev|local|token|key|api[_-]?key|x+|x-oauth-basic|%\w)$/i;
/** What a template puts the value into: `${TOKEN}`, `{{token}}`, `<token>`, `%TOKEN%`. */
const VARIABLE = /^(?:\$\w|\$\{|\{|<|%[A-Z_]+%|%(?:24|25|3C|5B|7B)|\[secret:)/i;
/** Words in one case, as in `YOUR_ACCESS_TOKEN`, `authentication-required` or `my.cache.key`. */
const WORDS = /^(?:[A-Z]+(?:[_.-][A-Z]*)*|[a-z]+(?:[_.-][a-z]*)*)$/;
const ASCENDING = ['0123456789', '1234567890', 'abcdefghijklmnopqrstuvwxyz'];
const LEAST_ASCENDING = 9;
const FEWEST_CHARACTERS = 4;

/**
 * Keys of documentation that look like real ones, by SHA-256: of Stripe, Google Maps, SendGrid, Telegram, RFC 6750,
 * GitHub, jwt.io, and of the emulators of Azure.
 */
const DOCUMENTED: ReadonlySet<string> = new Set([
  '2cafc0970149a84f3b9e62eaf169f36f59907a3b3e31f7b82e68c69cd27f7326',
  'f2d6ca16515033e5dce14eba840b979d27b5cbae24bb3e5bf484339667f86397',
  '7e8de44ea9ecf6d53415c90f5b249a8591f7abafbf7d65a2c0d855afeca3ec09',
  'ac9265e56c79b234607ec72c53753cfea9f88c99eb713790ddf9be5593bb4465',
  '02091175c1ae3023fb1e92ff16e1a5ca44dcd9f449916770f7d4eb192092e273',
  '0b5dd075ccdd03c42f4edda8e299e6838e2a75d3486a2a8d86940ed1541e9178',
  'b8e148545b13c78bc74da2f1a7275dd71e56ddece129d7d2f7b3ecc06f7994da',
  '3543c50b0cb9cea8e55eb1f529b79f043cb250d485fde7b66cabbb5183add7da',
  'bc3ae723f57c6b9e3fd80b699fcc420f6074b0b1718039669d22631d508ac0a7',
  '7f75367e7881255134e1375e723d1dea8ad5f6a4fdb79d938df1f1754a830606',
  'c794fa6d20c64efb9adf980ae93af472a1679775862d421ffe55d4a57fad5b3e',
  '0011cc25eb4320717494d2703e8cba85743e71b500283c21c8b88147992f9059',
  'aa6547439583c3a275d4542a0df6c1ad6a863971be9f2a2220f027cc02aef615',
]);

/** Whether a value stands for a secret in documentation, and is none. */
export function isExample(value: string): boolean {
  return (
    EXAMPLE_WORDS.test(value) ||
    new Set(value.slice(-24)).size < Math.min(FEWEST_CHARACTERS, value.length) ||
    isAscending(value.toLowerCase()) ||
    DOCUMENTED.has(createHash('sha256').update(value).digest('hex'))
  );
}

/** Whether a value is words, or stands for a password in documentation. */
export function isWords(value: string): boolean {
  return COMMON_PASSWORD.test(value) || VARIABLE.test(value) || WORDS.test(value) || isExample(value);
}

/** Whether letters or digits stand in their own order, as a person types them. */
function isAscending(value: string): boolean {
  return ASCENDING.some((order) => {
    for (let start = 0; start + LEAST_ASCENDING <= order.length; start++) {
      if (value.includes(order.slice(start, start + LEAST_ASCENDING))) {
        return true;
      }
    }
    return false;
  });
}
