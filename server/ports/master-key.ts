/** A key that seals other keys. */
export interface MasterKey {
  readonly version: string;
  /** 32 bytes in base64. */
  readonly secret: string;
}
