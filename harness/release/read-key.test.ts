import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keyId } from './envelope.ts';
import { KeyInvalid, readPrivateKey, readPublicKey } from './read-key.ts';

const pair = generateKeyPairSync('ed25519');
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PRIVATE = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const PUBLIC = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keys-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileWith(text: string): Promise<string> {
  const path = join(folder, 'key.pem');
  await writeFile(path, text);
  return path;
}

describe('a key', () => {
  test('is read from PEM, and both halves have one id', async () => {
    const secret = await readPrivateKey(await fileWith(PRIVATE));
    const shared = await readPublicKey(await fileWith(PUBLIC));

    expect(keyId(secret)).toBe(keyId(shared));
  });

  test('that signs is refused where one is needed that is trusted', async () => {
    await expect(readPublicKey(await fileWith(PRIVATE))).rejects.toThrow('it holds the private key');
  });

  test('that is trusted cannot sign', async () => {
    await expect(readPrivateKey(await fileWith(PUBLIC))).rejects.toThrow('it holds no private key');
  });

  test('of another kind is refused, and the error says which it is', async () => {
    const pem = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString();

    await expect(readPublicKey(await fileWith(pem))).rejects.toThrow('type rsa, not Ed25519');
  });

  test('that is not there is named, with the command that makes one', async () => {
    const missing = readPrivateKey(join(folder, 'absent.pem'));

    await expect(missing).rejects.toMatchObject({
      hint: expect.stringContaining('openssl genpkey -algorithm ed25519'),
    });
  });

  test('that is broken is refused without being quoted', async () => {
    const broken = PRIVATE.replace(/\n(.{20})/, '\n????$1');
    const error = await readPrivateKey(await fileWith(broken)).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(KeyInvalid);
    expect(String(error)).not.toContain(PRIVATE.split('\n')[1]?.slice(0, 20));
  });
});
