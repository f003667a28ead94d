import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { HarnessError } from '../base/harness-error.ts';

/** The file holds no Ed25519 key in PEM, or not the half that is needed. */
export class KeyInvalid extends HarnessError {
  readonly code = 'PARITY_KEY_INVALID';

  constructor(path: string, problem: string, options: { readonly hint: string; readonly cause?: unknown }) {
    super(`${path} cannot be used as a key: ${problem}.`, options);
  }
}

const NEW_KEY = 'Make one: openssl genpkey -algorithm ed25519 -out release.key.pem';
const PUBLIC_HALF = 'Take the public half: openssl pkey -in release.key.pem -pubout -out release.pub.pem';

/**
 * The key that signs: Ed25519, PKCS #8 in PEM.
 *
 * @throws KeyInvalid
 */
export async function readPrivateKey(path: string): Promise<KeyObject> {
  const pem = await readPem(path, NEW_KEY);
  if (!pem.includes('PRIVATE KEY')) {
    throw new KeyInvalid(path, 'it holds no private key', { hint: NEW_KEY });
  }
  return checked(path, () => createPrivateKey(pem), NEW_KEY);
}

/**
 * A key that is trusted: Ed25519, SubjectPublicKeyInfo in PEM. Whoever verifies has no business with the private half,
 * so a file that holds it is refused.
 *
 * @throws KeyInvalid
 */
export async function readPublicKey(path: string): Promise<KeyObject> {
  const pem = await readPem(path, PUBLIC_HALF);
  if (pem.includes('PRIVATE KEY')) {
    throw new KeyInvalid(path, 'it holds the private key', { hint: PUBLIC_HALF });
  }
  return checked(path, () => createPublicKey(pem), PUBLIC_HALF);
}

async function readPem(path: string, hint: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new KeyInvalid(path, 'it cannot be read', { hint, cause });
  }
}

function checked(path: string, parse: () => KeyObject, hint: string): KeyObject {
  let key: KeyObject;
  try {
    key = parse();
  } catch {
    // What the parser says may quote the key, so it is not passed on.
    throw new KeyInvalid(path, 'it is not a key in PEM', { hint });
  }
  if (key.asymmetricKeyType === 'ed25519') {
    return key;
  }
  throw new KeyInvalid(path, `it is of the type ${key.asymmetricKeyType ?? 'unknown'}, not Ed25519`, { hint });
}
