import { KeyVaultError } from '../ports/key-vault.ts';
import type { Ports } from '../ports/ports.ts';

/** Versions of master keys that seal provider keys and are not in the ring, so that nobody can open those keys. */
export async function lostMasterKeys({
  database,
  vault,
}: Pick<Ports, 'database' | 'vault'>): Promise<readonly string[]> {
  return (await database.providerKeys.versions()).filter((version) => !vault.knows(version));
}

/**
 * Seals every provider key anew that an older master key seals, key by key and each in one statement, so that it can be
 * stopped at any moment and run again. A server whose ring has both master keys serves all the while; a key that its
 * owner replaces meanwhile is left as the owner set it.
 * @returns how many it sealed anew
 * @throws KeyVaultError when a master key that seals something is not in the ring, before it does anything; when a key was
 * changed, after it has done those before it
 */
export async function rotateProviderKeys(
  { database, vault, logger }: Pick<Ports, 'database' | 'vault' | 'logger'>,
  batchSize: number,
): Promise<number> {
  const lost = await lostMasterKeys({ database, vault });
  if (lost.length > 0) {
    throw new KeyVaultError(
      'version_unknown',
      `There is no master key of version ${lost.join(', ')}, but provider keys of users are sealed under it`,
    );
  }
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
