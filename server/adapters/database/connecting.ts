import type { Clock } from '../../ports/clock.ts';
import { DatabaseUnavailable } from '../../ports/database-unavailable.ts';

const BASE_DELAY_MS = 200;
const LONGEST_DELAY_MS = 5_000;

/**
 * Connects, again and again while the database cannot be reached, up to `attempts` times. A wrong password or a
 * missing database does not heal by waiting and fails at once.
 */
export async function connecting<T>(
  connect: () => Promise<T>,
  { attempts, clock }: { readonly attempts: number; readonly clock: Clock },
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await connect();
    } catch (error) {
      const mayHeal = error instanceof DatabaseUnavailable && error.failure === 'unreachable';
      if (!mayHeal || attempt >= attempts) {
        throw error;
      }
    }
    await clock.sleep(Math.min(BASE_DELAY_MS * 2 ** (attempt - 1), LONGEST_DELAY_MS));
  }
}
