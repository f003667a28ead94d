import { isWords } from './example-values.ts';

/** A variable whose value is a secret, by its name. */
const SECRET_NAME =
  /(?:^|_)(?:API_?KEY|ACCESS_?KEY|ACCOUNT_?KEY|MASTER_?KEY|SIGNING_?KEY|ENCRYPTION_?KEY|PRIVATE_?KEY|SECRET(?:_?(?:ACCESS_?)?KEY)?(?:_BASE)?|TOKEN|PASSWORD|PASSWD|PASSPHRASE|PASS|CREDENTIALS?|CONNECTION_?STRING)$/i;
const URL_PASSWORD = /^[a-z][a-z0-9+.-]*:\/\/[^\s:@/]*:([^\s@/]+)@/i;
/** A short value may be an ordinary word of the application: `postgres`. */
const LONG_ENOUGH = 16;
const LEAST_LONG = 8;

/** The values in an environment that are secrets: by the name of the variable, and the password of a URL. */
export function findEnvironmentSecrets(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  return Object.entries(env).flatMap(([name, value = '']) => {
    const password = URL_PASSWORD.exec(value)?.[1];
    const candidates = [
      ...(SECRET_NAME.test(name) ? [value] : []),
      ...(password === undefined ? [] : [decode(password)]),
    ];
    return candidates.filter(isSecret);
  });
}

function isSecret(value: string): boolean {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(value)).length;
  const isPath = /^(?:\.{0,2}\/|[A-Z]:\\)/.test(value) && !value.includes('=');
  return (value.length >= LONG_ENOUGH || (value.length >= LEAST_LONG && kinds >= 3)) && !isPath && !isWords(value);
}

function decode(password: string): string {
  try {
    return decodeURIComponent(password);
  } catch {
    return password;
  }
}
