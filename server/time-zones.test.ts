import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { serverProcess } from './test-support/server-process.ts';

const SLOW_MS = 60_000;
const CREDENTIALS = { email: 'ada@example.org', password: 'correct horse battery' };

const SIGNED_IN = z.object({ accessToken: z.string(), refreshToken: z.string(), expiresIn: z.number() });
const CLAIMS = z.object({ iat: z.int(), exp: z.int() });

describe('in every time zone', () => {
  test.each(['Pacific/Pago_Pago', 'UTC', 'Pacific/Kiritimati'])(
    'tokens last as long as they say, and work, with TZ=%s',
    { timeout: SLOW_MS },
    async (zone) => {
      await using server = serverProcess({ ULTRA_MODE: 'mock', PORT: '0', TZ: zone });
      const url = await server.url;

      await post(`${url}/api/auth/register`, CREDENTIALS);
      const response = await post(`${url}/api/auth/login`, CREDENTIALS);
      const { accessToken, refreshToken, expiresIn } = SIGNED_IN.parse(await response.json());
      const me = await fetch(`${url}/api/users/me`, { headers: { authorization: `Bearer ${accessToken}` } });
      const refreshed = await post(`${url}/api/auth/refresh`, { refreshToken });

      const [access, refresh] = [claimsOf(accessToken), claimsOf(refreshToken)];
      expect([access.exp - access.iat, refresh.exp - refresh.iat]).toStrictEqual([expiresIn, 2_592_000]);
      expect(Math.abs(access.iat - Date.now() / 1000)).toBeLessThan(SLOW_MS / 1000);
      expect([me.status, refreshed.status]).toStrictEqual([200, 200]);
    },
  );
});

function post(url: string, body: unknown): Promise<Response> {
  return fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

function claimsOf(token: string) {
  return CLAIMS.parse(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')));
}
