import type { Ports } from '../ports/ports.ts';
import type { SessionPrincipal } from './accounts.ts';
import { ProblemError } from './errors.ts';

/**
 * Sets a new password and ends every session of the user, the one that asks included. Service keys stay: they are
 * revoked one by one.
 * @throws ProblemError password_wrong, also when somebody else changed it at the same moment
 */
export async function changePassword(
  { database, passwords, clock, logger }: Pick<Ports, 'database' | 'passwords' | 'clock' | 'logger'>,
  { user, sessionId }: SessionPrincipal,
  change: { readonly current: string; readonly next: string },
): Promise<void> {
  if (!(await passwords.verify(change.current, user.passwordHash))) {
    logger.log('warn', 'password_change_refused', { userId: user.id, sessionId });
    throw wrong();
  }
  const toHash = await passwords.hash(change.next);
  await database.transaction(async ({ users, sessions }) => {
    if (!(await users.setPassword({ id: user.id, fromHash: user.passwordHash, toHash }))) {
      throw wrong();
    }
    await sessions.revokeAll(user.id, clock.now());
  });
  logger.log('info', 'password_changed', { userId: user.id, sessionId });
}

function wrong(): ProblemError {
  return new ProblemError('password_wrong', 'The current password is not the one that was sent');
}
