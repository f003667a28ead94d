export type TokenType = 'access' | 'refresh';

export interface TokenClaims {
  /** The user. */
  readonly sub: string;
  /** The session. */
  readonly sid: string;
  readonly jti: string;
  readonly type: TokenType;
  /** Seconds since the epoch. */
  readonly iat: number;
  readonly exp: number;
}

export type TokenRejection = 'malformed' | 'signature_invalid' | 'expired' | 'wrong_type';

export type TokenVerification =
  | { readonly status: 'valid'; readonly claims: TokenClaims }
  | { readonly status: 'rejected'; readonly reason: TokenRejection };

/** Signs and verifies tokens (JWT, RFC 7519, by the advice of RFC 8725). Revocation is not its business. */
export interface TokenService {
  sign(claims: TokenClaims): string;
  /** Never throws for a bad token. The time of the check is the Clock's. */
  verify(token: string, type: TokenType): TokenVerification;
}
