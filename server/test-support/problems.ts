import type { Response } from 'supertest';
import { expect } from 'vitest';

export function expectProblem(response: Response, status: number, code: string): void {
  expect(response.body).toMatchObject({
    type: `urn:ultra:problem:${code}`,
    title: expect.any(String),
    status,
    detail: expect.any(String),
    code,
    requestId: response.get('x-request-id'),
  });
  expect(response.status).toBe(status);
  expect(response.get('content-type')).toContain('application/problem+json');
}

export function pointersOf(response: Response): readonly string[] {
  return response.body.errors.map(({ pointer }: { pointer: string }) => pointer);
}
