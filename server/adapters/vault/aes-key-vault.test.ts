import { describe, expect, test } from 'vitest';
import { AesKeyVault } from './aes-key-vault.ts';
import { ephemeralMasterKey } from './ephemeral-master-key.ts';

const OLD = { ...ephemeralMasterKey(), version: 'v1' };
const NEW = { ...ephemeralMasterKey(), version: 'v2' };
const ADA = { userId: '00000000-0000-4000-8000-000000000001', provider: 'openai' } as const;
const KEY = 'sk-live-0123456789abcdef-ünïcode';

describe('AesKeyVault', () => {
  test('opens what it sealed, and seals the same key differently each time', () => {
    const vault = new AesKeyVault([OLD]);

    const sealed = [vault.seal(KEY, ADA), vault.seal(KEY, ADA)];

    expect(sealed.map((one) => vault.open(one, ADA))).toStrictEqual([KEY, KEY]);
    expect(sealed[0]?.ciphertext).not.toBe(sealed[1]?.ciphertext);
    expect(JSON.stringify(sealed)).not.toContain(KEY);
  });

  test('seals under the first master key and opens under every one of the ring', () => {
    const before = new AesKeyVault([OLD]).seal(KEY, ADA);
    const vault = new AesKeyVault([NEW, OLD]);

    const sealed = vault.seal(KEY, ADA);

    expect(sealed.keyVersion).toBe('v2');
    expect([vault.open(before, ADA), vault.open(sealed, ADA)]).toStrictEqual([KEY, KEY]);
  });

  test.each([
    ['another user', { ...ADA, userId: '00000000-0000-4000-8000-000000000002' }],
    ['another provider', { ...ADA, provider: 'google' as const }],
  ])('does not open a key that was moved to %s', (_whose, owner) => {
    const vault = new AesKeyVault([OLD]);
    const sealed = vault.seal(KEY, ADA);

    expect(() => vault.open(sealed, owner)).toThrow(expect.objectContaining({ reason: 'not_authentic' }));
  });

  test('does not open a key of which a single bit was changed, wherever it is', () => {
    const vault = new AesKeyVault([OLD]);
    const { ciphertext } = vault.seal(KEY, ADA);
    const bytes = Buffer.from(ciphertext, 'base64');

    for (const index of bytes.keys()) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
      const sealed = { keyVersion: 'v1', ciphertext: changed.toString('base64') };

      expect(() => vault.open(sealed, ADA)).toThrow(expect.objectContaining({ reason: 'not_authentic' }));
    }
  });

  test.each(['', 'AAAA', '%%%'])('does not open %j', (ciphertext) => {
    const vault = new AesKeyVault([OLD]);

    expect(() => vault.open({ keyVersion: 'v1', ciphertext }, ADA)).toThrow(
      expect.objectContaining({ code: 'key_vault_failed' }),
    );
  });

  test('does not take a ciphertext of one version for one of another', () => {
    const sealed = new AesKeyVault([OLD]).seal(KEY, ADA);
    const vault = new AesKeyVault([{ ...NEW, secret: OLD.secret }]);

    expect(() => vault.open(sealed, ADA)).toThrow(expect.objectContaining({ reason: 'version_unknown' }));
    expect(() => vault.open({ ...sealed, keyVersion: 'v2' }, ADA)).toThrow(
      expect.objectContaining({ reason: 'not_authentic' }),
    );
  });
});
