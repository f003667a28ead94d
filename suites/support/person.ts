import type { Client, Reply } from 'ultra-parity';

/** Someone who uses the service, by the same words in every scenario. */
export const ADA = { email: 'ada@example.test', password: 'a long enough password', name: 'Ada' } as const;

export interface SignedIn {
  readonly reply: Reply;
  readonly accessToken: string;
  readonly refreshToken: string;
}

export async function register(
  client: Client,
  person: { email: string; password: string; name?: string } = ADA,
): Promise<SignedIn> {
  return signedIn(await client.post('/api/auth/register', { json: { ...person } }));
}

export async function login(client: Client, { email, password } = ADA): Promise<SignedIn> {
  return signedIn(await client.post('/api/auth/login', { json: { email, password } }));
}

export async function refresh(client: Client, refreshToken: string): Promise<SignedIn> {
  return signedIn(await client.post('/api/auth/refresh', { json: { refreshToken } }));
}

function signedIn(reply: Reply): SignedIn {
  return { reply, accessToken: reply.text('accessToken'), refreshToken: reply.text('refreshToken') };
}
