import { ProblemError } from '../domain/errors.ts';

/** The token of an Authorization header (RFC 6750, section 2.1). @throws ProblemError token_missing, token_malformed */
export function bearerToken(header: string | undefined): string {
  const [scheme = '', token, ...rest] = header?.trim().split(/\s+/) ?? [];
  if (scheme.toLowerCase() !== 'bearer') {
    throw new ProblemError('token_missing', 'Send the header "Authorization: Bearer <access token>"');
  }
  if (token === undefined || rest.length > 0) {
    throw new ProblemError('token_malformed', 'The Authorization header does not hold one token');
  }
  return token;
}
