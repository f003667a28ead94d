import request from 'supertest';
import { describe, expect, test } from 'vitest';
import { PrometheusMetrics } from '../adapters/metrics/prometheus-metrics.ts';
import { parseConfig } from '../config.ts';
import { start } from '../start.ts';
import { freshDatabase, TEST_DATABASE_URL } from '../test-support/fresh-database.ts';
import { MOCK_CONFIG, mockApp } from '../test-support/mock-server.ts';
import { expectProblem } from '../test-support/problems.ts';
import { REAL_ENV } from '../test-support/real-env.ts';
import { me, signUp } from '../test-support/requests.ts';

const adminUrl = TEST_DATABASE_URL ?? '';
const title = adminUrl === '' ? '(not run: ULTRA_TEST_DATABASE_URL is not set)' : 'in both modes';

describe('GET /metrics', () => {
  test('counts requests by route template and status, never by path', async () => {
    await using app = await mockApp();
    const { accessToken } = await signUp(app);
    await me(app, accessToken);
    await request(app.app).get('/api/users/me/provider-keys/openai').auth(accessToken, { type: 'bearer' });
    await request(app.app).get('/no/such/path');

    const { text, headers } = await request(app.app).get('/metrics');

    expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(text).toContain('ultra_http_requests_total{method="GET",route="/api/users/me",status="200"} 1\n');
    expect(text).toContain('route="/api/users/me/provider-keys/:provider",status="404"} 1\n');
    expect(text).toContain('ultra_http_requests_total{method="GET",route="none",status="404"} 1\n');
    expect(text).not.toContain('/no/such/path');
  });

  test('counts calls to providers by outcome', async () => {
    await using app = await mockApp({ llmFaults: { openai: { kind: 'authentication' } } });
    const { accessToken } = await signUp(app);
    for (const provider of ['openai', 'google']) {
      await request(app.app)
        .put(`/api/users/me/provider-keys/${provider}`)
        .auth(accessToken, { type: 'bearer' })
        .send({ apiKey: 'a-key-that-is-long-enough' });
    }

    const { text } = await request(app.app).get('/metrics');

    expect(text).toContain('ultra_llm_calls_total{provider="openai",outcome="authentication"} 1\n');
    expect(text).toContain('ultra_llm_calls_total{provider="google",outcome="answered"} 1\n');
  });

  test('adds up the tokens of the calls that were answered', async () => {
    await using app = await mockApp();
    const { accessToken } = await signUp(app);
    for (const _ of [1, 2]) {
      await request(app.app)
        .put('/api/users/me/provider-keys/google')
        .auth(accessToken, { type: 'bearer' })
        .send({ apiKey: 'a-key-that-is-long-enough' });
    }

    const { text } = await request(app.app).get('/metrics');

    const [first, second] = app.ports.doubles.providers.google.calls.map(({ outcome }) =>
      outcome.status === 'answered' ? outcome.usage : null,
    );
    const sum = (first?.inputTokens ?? 0) + (second?.inputTokens ?? 0);
    expect(sum).toBeGreaterThan(0);
    expect(text).toContain(`ultra_llm_input_tokens_total ${sum}\n`);
    expect(text).toMatch(/^ultra_llm_output_tokens_total [1-9]\d*$/m);
    expect(text).toContain('ultra_open_streams 0\n');
  });

  test('asks for its token where there is one', async () => {
    await using app = await mockApp({ metricsToken: 'a-token-for-prometheus' });

    const without = await request(app.app).get('/metrics');
    const wrong = await request(app.app).get('/metrics').auth('another-token', { type: 'bearer' });
    const right = await request(app.app).get('/metrics').auth('a-token-for-prometheus', { type: 'bearer' });

    expectProblem(without, 401, 'token_missing');
    expectProblem(wrong, 401, 'token_signature_invalid');
    expect(right.status).toBe(200);
  });
});

describe('PrometheusMetrics', () => {
  test('adds durations up in buckets, the last of which holds all', () => {
    const metrics = new PrometheusMetrics();
    const labels = { method: 'GET', route: '/x', status: '200' };
    for (const seconds of [0.005, 0.2, 500]) {
      metrics.request(labels, seconds);
    }

    const lines = metrics.render([]).split('\n');

    const name = 'ultra_http_request_duration_seconds';
    expect(lines).toContain(`${name}_bucket{method="GET",route="/x",status="200",le="0.005"} 1`);
    expect(lines).toContain(`${name}_bucket{method="GET",route="/x",status="200",le="0.25"} 2`);
    expect(lines).toContain(`${name}_bucket{method="GET",route="/x",status="200",le="120"} 2`);
    expect(lines).toContain(`${name}_bucket{method="GET",route="/x",status="200",le="+Inf"} 3`);
    expect(lines).toContain(`${name}_count{method="GET",route="/x",status="200"} 3`);
  });

  test('escapes what a label may not hold', () => {
    const gauge = { name: 'g', help: 'h', values: [{ labels: { l: 'a"b\\c\nd' }, value: 1 }] };

    expect(new PrometheusMetrics().render([gauge])).toContain('g{l="a\\"b\\\\c\\nd"} 1');
  });
});

describe.runIf(adminUrl !== '')(`metrics ${title}`, () => {
  test('have the same names and labels', async () => {
    await using fresh = await freshDatabase(adminUrl);
    const real = parseConfig({ ...REAL_ENV, LOG_LEVEL: 'silent', DATABASE_URL: fresh.url });
    await using servers = new AsyncDisposableStack();
    const urls = [servers.use(await start(MOCK_CONFIG)).url, servers.use(await start(real)).url];

    const series = await Promise.all(
      urls.map(async (url) => {
        await (await fetch(`${url}/api/health`)).text();
        await (await fetch(`${url}/nothing`)).text();
        const text = await (await fetch(`${url}/metrics`)).text();
        return text.split('\n').map((line) => line.replace(/ [\d.e+-]+$/, ''));
      }),
    );

    expect(series[1]).toStrictEqual(series[0]);
  });
});
