export interface SigningKey {
  readonly kid: string;
  readonly secret: string;
}
