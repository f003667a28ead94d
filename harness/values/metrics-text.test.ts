import { expect, test } from 'vitest';
import { isMetricsText, parseMetrics } from './metrics-text.ts';

test('the content type tells the format, whatever parameters come with it', () => {
  expect(isMetricsText('text/plain; version=0.0.4; charset=utf-8')).toBe(true);
  expect(isMetricsText('text/plain;charset=utf-8;version=0.0.4')).toBe(true);
  expect(isMetricsText('text/plain; charset=utf-8')).toBe(false);
  expect(isMetricsText('text/plain; version=0.0.40')).toBe(false);
});

test('the example of the format is read whole', () => {
  const page = String.raw`# HELP http_requests_total The total number of HTTP requests.
# TYPE http_requests_total counter
http_requests_total{method="post",code="200"} 1027 1395066363000
http_requests_total{method="post",code="400"}    3 1395066363000

# Escaping in label values:
msdos_file_access_time_seconds{path="C:\\DIR\\FILE.TXT",error="Cannot find file:\n\"FILE.TXT\""} 1.458255915e9

# Minimalistic line:
metric_without_timestamp_and_labels 12.47

# A weird metric from before the epoch:
something_weird{problem="division by zero"} +Inf -3982045
`;

  expect(parseMetrics(page)).toEqual({
    '# HELP http_requests_total': 'The total number of HTTP requests.',
    '# TYPE http_requests_total': 'counter',
    http_requests_total: [
      { labels: { code: '200', method: 'post' }, value: 1027 },
      { labels: { code: '400', method: 'post' }, value: 3 },
    ],
    msdos_file_access_time_seconds: [
      { labels: { error: 'Cannot find file:\n"FILE.TXT"', path: String.raw`C:\DIR\FILE.TXT` }, value: 1458255915 },
    ],
    metric_without_timestamp_and_labels: [{ labels: {}, value: 12.47 }],
    something_weird: [{ labels: { problem: 'division by zero' }, value: '+Inf' }],
  });
});

test('the order of samples and of labels has no meaning', () => {
  const one = 'm{a="1",b="2"} 1\nm{a="2"} 2\n';
  const other = 'm{a="2",} 2\nm{b="2", a="1"} 1\n';

  expect(parseMetrics(one)).toEqual(parseMetrics(other));
});

test.each(['<html></html>', 'm{a=1} 2', 'm{a="1} 2', 'm'])('%s is no page of metrics', (text) => {
  expect(parseMetrics(text)).toBeUndefined();
});
