import { expect, test } from 'vitest';
import { sampleEvidence } from '../testing/evidence/sample-evidence.ts';
import { sampleExchange, sampleStep, sampleTranscript } from '../testing/evidence/sample-transcript.ts';
import { measureCoverage } from './coverage.ts';

test('an endpoint that only concurrent requests reached is covered, with every status', () => {
  const { request, response } = sampleExchange({ status: 201 });
  const { http: _, ...step } = sampleStep({ label: '2 x GET /thing' });
  const concurrently = { request, responses: [response, { ...response, status: 409 }] };
  const { manifest } = sampleEvidence();

  const { endpoints } = measureCoverage(manifest, [sampleTranscript({ steps: [{ ...step, concurrently }] })]);

  expect(endpoints).toEqual([{ method: 'GET', path: '/thing', statuses: { mock: [201, 409] } }]);
});
