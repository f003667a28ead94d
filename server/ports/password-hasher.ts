export interface PasswordHasher {
  /** A self-describing hash with its own salt and cost. */
  hash(password: string): Promise<string>;
  /**
   * Whether `password` made `hash`. With `null` (no such account) it does the same work and answers false, so that
   * the time taken does not tell whether an account exists.
   */
  verify(password: string, hash: string | null): Promise<boolean>;
}
