import type { Ports } from '../ports/ports.ts';

/**
 * Seals every provider key anew that an older master key seals, key by key and each in one statement, so that it can be
 * stopped at any moment and run again. A server whose ring has both master keys serves all the while; a key that its
 * owner replaces meanwhile is left as the owner set it.
 * @returns how many it sealed anew
 * @throws KeyVaultError when a key cannot be opened; those before it are done
 */
export async function rotateProviderKeys(
  { database, vault, logger }: Pick<Ports, 'database' | 'vault' | 'logger'>,
  batchSize: number,
): Promise<number> {
  let resealed = 0;
  for (;;) {
    const batch = await database.providerKeys.notSealedUnder(vault.currentVersion, batchSize);
    if (batch.length === 0) {
      return resealed;
    }
    for (const key of batch) {
      const { keyVersion, ciphertext } = vault.seal(vault.open(key, key), key);
      const { userId, provider } = key;
      const isDone = await database.providerKeys.reseal({
        ...{ userId, provider, keyVersion, ciphertext },
        from: key.ciphertext,
      });
      resealed += Number(isDone);
    }
    logger.log('info', 'provider_keys_resealed', { keyVersion: vault.currentVersion, resealed });
  }
}
