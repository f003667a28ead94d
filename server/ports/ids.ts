/** The only source of identity and of secrets. */
export interface Ids {
  /** A random UUID version 4 (RFC 9562), lower case. */
  uuid(): string;
  /** 32 random bytes in base64url: 43 characters that nobody can guess. */
  secret(): string;
}
