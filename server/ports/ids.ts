/** The only source of identity. */
export interface Ids {
  /** A random UUID version 4 (RFC 9562), lower case. */
  uuid(): string;
}
