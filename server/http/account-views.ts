import type { SignedIn } from '../domain/accounts.ts';
import type { User } from '../ports/database.ts';

export function userView({ id, email, name, createdAt }: User) {
  return { id, email, name, createdAt: createdAt.toISOString() };
}

export function signedInView({ user, accessToken, refreshToken, expiresIn }: SignedIn) {
  return { user: userView(user), accessToken, refreshToken, tokenType: 'Bearer', expiresIn };
}
