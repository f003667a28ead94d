import type { Session, User } from '../ports/database.ts';
import type { Ports } from '../ports/ports.ts';
import type { TokenClaims, TokenRejection, TokenType } from '../ports/token-service.ts';
import { type ProblemCode, ProblemError } from './errors.ts';

/** Seconds. */
export interface TokenLifetimes {
  readonly access: number;
  readonly refresh: number;
}

interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Seconds until the access token expires. */
  readonly expiresIn: number;
}

export interface SignedIn extends TokenPair {
  readonly user: User;
}

/** Who sends a request. */
export interface Principal {
  /** What requests are counted by: the user's id, or that of the service key. */
  readonly id: string;
  readonly user: User;
}

export interface SessionPrincipal extends Principal {
  readonly sessionId: string;
}

type IssuingPorts = Pick<Ports, 'database' | 'tokens' | 'clock' | 'ids' | 'logger'>;
type AccountPorts = IssuingPorts & Pick<Ports, 'passwords'>;

const REJECTIONS: Readonly<Record<TokenRejection, ProblemCode>> = {
  malformed: 'token_malformed',
  signature_invalid: 'token_signature_invalid',
  expired: 'token_expired',
  wrong_type: 'token_wrong_type',
};

/** @throws ProblemError email_taken */
export async function register(
  ports: AccountPorts,
  lifetimes: TokenLifetimes,
  account: { readonly email: string; readonly password: string; readonly name: string | null },
): Promise<SignedIn> {
  const user: User = {
    id: ports.ids.uuid(),
    email: account.email,
    passwordHash: await ports.passwords.hash(account.password),
    name: account.name,
    createdAt: ports.clock.now(),
  };
  const opened = openSession(ports, lifetimes, user.id);
  await ports.database.transaction(async ({ users, sessions }) => {
    if ((await users.insert(user)) === 'email_taken') {
      throw new ProblemError('email_taken', 'Another account uses this e-mail address');
    }
    await sessions.insert(opened.session);
  });
  ports.logger.log('info', 'account_registered', { userId: user.id, sessionId: opened.session.id });
  return { user, ...opened.pair };
}

/** @throws ProblemError credentials_invalid, the same whether the e-mail or the password is wrong */
export async function logIn(
  ports: AccountPorts,
  lifetimes: TokenLifetimes,
  credentials: { readonly email: string; readonly password: string },
): Promise<SignedIn> {
  const user = await ports.database.users.findByEmail(credentials.email);
  const isRight = await ports.passwords.verify(credentials.password, user?.passwordHash ?? null);
  if (user === null || !isRight) {
    throw failedLogin(ports, user);
  }
  const { session, pair } = openSession(ports, lifetimes, user.id);
  // The password may have been changed while it was hashed, and then this one opens nothing any more.
  if (!(await ports.database.sessions.insertUnderPassword(session, user.passwordHash))) {
    throw failedLogin(ports, user);
  }
  ports.logger.log('info', 'logged_in', { userId: user.id, sessionId: session.id });
  return { user, ...pair };
}

/**
 * Swaps a refresh token for a new pair. A token that has been swapped before is stolen or replayed: its session is
 * revoked, as RFC 9700 section 4.14.2 advises.
 * @throws ProblemError token_malformed, token_signature_invalid, token_expired, token_wrong_type, token_revoked
 */
export async function refresh(ports: IssuingPorts, lifetimes: TokenLifetimes, token: string): Promise<SignedIn> {
  const claims = verifiedClaims(ports, token, 'refresh');
  const { user, session } = await liveSession(ports, claims);
  const now = ports.clock.now();
  const jti = ports.ids.uuid();
  const rotated = await ports.database.sessions.rotate({
    id: session.id,
    fromJti: claims.jti,
    toJti: jti,
    expiresAt: secondsAfter(now, lifetimes.refresh),
  });
  if (!rotated) {
    if (await ports.database.sessions.revoke(session.id, now)) {
      ports.logger.log('warn', 'refresh_token_reused', { userId: user.id, sessionId: session.id });
    }
    throw revoked();
  }
  return { user, ...issuePair(ports, lifetimes, { userId: user.id, sessionId: session.id, jti, now }) };
}

export async function logOut(
  ports: Pick<Ports, 'database' | 'clock' | 'logger'>,
  { user, sessionId }: SessionPrincipal,
): Promise<void> {
  if (await ports.database.sessions.revoke(sessionId, ports.clock.now())) {
    ports.logger.log('info', 'logged_out', { userId: user.id, sessionId });
  }
}

/**
 * Who sent this access token. The session is looked up on every call, so that a logout holds at once and everywhere.
 * @throws ProblemError token_malformed, token_signature_invalid, token_expired, token_wrong_type, token_revoked
 */
export async function authenticate(
  ports: Pick<Ports, 'database' | 'tokens' | 'clock'>,
  token: string,
): Promise<SessionPrincipal> {
  const { user, session } = await liveSession(ports, verifiedClaims(ports, token, 'access'));
  return { id: user.id, user, sessionId: session.id };
}

function verifiedClaims({ tokens }: Pick<Ports, 'tokens'>, token: string, type: TokenType): TokenClaims {
  const verification = tokens.verify(token, type);
  if (verification.status === 'rejected') {
    throw new ProblemError(REJECTIONS[verification.reason], `A valid ${type} token is needed`);
  }
  return verification.claims;
}

async function liveSession(
  { database, clock }: Pick<Ports, 'database' | 'clock'>,
  claims: TokenClaims,
): Promise<{ readonly user: User; readonly session: Session }> {
  const found = await database.sessions.find(claims.sid);
  const isLive =
    found !== null &&
    found.session.userId === claims.sub &&
    found.session.revokedAt === null &&
    found.session.expiresAt.getTime() > clock.now().getTime();
  if (!isLive) {
    throw revoked();
  }
  return found;
}

function openSession(
  ports: IssuingPorts,
  lifetimes: TokenLifetimes,
  userId: string,
): { readonly session: Session; readonly pair: TokenPair } {
  const now = ports.clock.now();
  const session: Session = {
    id: ports.ids.uuid(),
    userId,
    refreshJti: ports.ids.uuid(),
    createdAt: now,
    expiresAt: secondsAfter(now, lifetimes.refresh),
    revokedAt: null,
  };
  const pair = issuePair(ports, lifetimes, { userId, sessionId: session.id, jti: session.refreshJti, now });
  return { session, pair };
}

function issuePair(
  { tokens, ids }: Pick<Ports, 'tokens' | 'ids'>,
  lifetimes: TokenLifetimes,
  grant: { readonly userId: string; readonly sessionId: string; readonly jti: string; readonly now: Date },
): TokenPair {
  const iat = Math.floor(grant.now.getTime() / 1000);
  const shared = { sub: grant.userId, sid: grant.sessionId, iat };
  return {
    accessToken: tokens.sign({ ...shared, jti: ids.uuid(), type: 'access', exp: iat + lifetimes.access }),
    refreshToken: tokens.sign({ ...shared, jti: grant.jti, type: 'refresh', exp: iat + lifetimes.refresh }),
    expiresIn: lifetimes.access,
  };
}

/** The log may tell the two reasons apart; the answer does not. */
function failedLogin({ logger }: Pick<Ports, 'logger'>, user: User | null): ProblemError {
  logger.log('warn', 'login_failed', { userId: user?.id ?? null });
  return new ProblemError('credentials_invalid', 'No account has this e-mail address and password');
}

function revoked(): ProblemError {
  return new ProblemError('token_revoked', 'The session of this token has ended');
}

function secondsAfter(from: Date, seconds: number): Date {
  return new Date(from.getTime() + seconds * 1000);
}
