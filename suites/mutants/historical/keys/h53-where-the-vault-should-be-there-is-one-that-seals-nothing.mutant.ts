import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H53',
  title: 'where the vault should be there is one that seals nothing',
  tier: 'H',
  origin: 'Divergence 45: an import that failed was replaced by an object that did nothing.',
  edits: [
    {
      file: 'server/adapters/vault/aes-key-vault.ts',
      find: "return { keyVersion, ciphertext: sealed.toString('base64') };",
      replace: "return { keyVersion, ciphertext: Buffer.from(key).toString('base64') };",
    },
    {
      file: 'server/adapters/vault/aes-key-vault.ts',
      find: 'const masterKey = this.#masterKey(keyVersion);',
      replace: `if (ciphertext !== '') return Buffer.from(ciphertext, 'base64').toString();
    const masterKey = this.#masterKey(keyVersion);`,
    },
  ],
  expect: { scenario: 'keys/sealed/**', channel: 'db', kind: 'value', pointer: '/provider_keys/*/ciphertext' },
});
