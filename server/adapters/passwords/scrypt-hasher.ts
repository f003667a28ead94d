import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { PasswordHasher } from '../../ports/password-hasher.ts';

interface Parameters {
  /** The base-2 logarithm of N. */
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

const SALT_BYTES = 16;
const KEY_BYTES = 32;
const NOBODY: Buffer = Buffer.alloc(SALT_BYTES);
const FORMAT = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** scrypt (RFC 7914) in the PHC string format: `$scrypt$ln=15,r=8,p=1$salt$hash`, base64 without padding. */
export class ScryptHasher implements PasswordHasher {
  readonly #parameters: Parameters;

  constructor(options: { readonly ln: number }) {
    this.#parameters = { ln: options.ln, r: 8, p: 1 };
  }

  async hash(password: string): Promise<string> {
    const salt = randomBytes(SALT_BYTES);
    const key = await derive(password, salt, this.#parameters);
    const { ln, r, p } = this.#parameters;
    return `$scrypt$ln=${ln},r=${r},p=${p}$${unpadded(salt)}$${unpadded(key)}`;
  }

  async verify(password: string, hash: string | null): Promise<boolean> {
    if (hash === null) {
      await derive(password, NOBODY, this.#parameters);
      return false;
    }
    const [, ln, r, p, salt, expected] = FORMAT.exec(hash) ?? [];
    if (salt === undefined || expected === undefined) {
      throw new TypeError('The stored password hash is not in the scrypt format');
    }
    const parameters = { ln: Number(ln), r: Number(r), p: Number(p) };
    const actual = await derive(password, Buffer.from(salt, 'base64'), parameters);
    const wanted = Buffer.from(expected, 'base64');
    return actual.length === wanted.length && timingSafeEqual(actual, wanted);
  }
}

function derive(password: string, salt: Buffer, { ln, r, p }: Parameters): Promise<Buffer> {
  const N = 2 ** ln;
  // @note Node allows 32 MiB by default, which ln=15 with r=8 just exceeds.
  const options = { N, r, p, maxmem: 256 * N * r };
  return new Promise((resolve, reject) => {
    scrypt(password, salt, KEY_BYTES, options, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
