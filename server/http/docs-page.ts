import type { OpenApiDocument } from './openapi.ts';

/** What the page may do: show itself with its own style, and nothing else. */
export const DOCS_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";

const STYLE = `
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
code,pre{font-family:ui-monospace,monospace;font-size:.9em}
pre{overflow:auto;padding:.75rem;border:1px solid #8886;border-radius:.25rem}
section{border-top:1px solid #8886;padding-top:.5rem}
h2{font-size:1.1rem}
.method{display:inline-block;min-width:4.5rem;font-weight:700}
td,th{text-align:left;vertical-align:top;padding:.1rem 1rem .1rem 0}`;

/** One page for people, from the document that programs read. It loads nothing. */
export function docsPage(document: OpenApiDocument): string {
  const { title, version, description } = document.info;
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const sections = operations.map(section).join('\n');
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)} API</title>
<style>${STYLE}</style></head>
<body>
<h1>${escaped(title)} <small>${escaped(version)}</small></h1>
<p>${escaped(description)} For programs: <a href="/openapi.json">/openapi.json</a> (OpenAPI ${document.openapi}).</p>
${sections}
<section><h2>Schemas</h2>${details(document.components)}</section>
</body>
</html>
`;
}

type Operation = OpenApiDocument['paths'][string][string];

function section({ path, method, operation }: { path: string; method: string; operation: Operation }): string {
  const { summary, security, parameters, requestBody, responses } = operation;
  const access = security.length === 0 ? 'public' : security.flatMap((one) => Object.keys(one)).join(' or ');
  const rows = Object.entries(responses).map(
    ([status, { description, content }]) =>
      `<tr><td>${status}</td><td>${escaped(Object.keys(content ?? {}).join(', '))}</td><td>${escaped(description)}</td></tr>`,
  );
  return `<section id="${operation.operationId}">
<h2><span class="method">${method}</span> <code>${escaped(path)}</code></h2>
<p>${escaped(summary)}. Access: ${escaped(access)}.</p>
${parameters.length === 0 ? '' : `<details><summary>Parameters</summary>${details(parameters)}</details>`}
${requestBody === undefined ? '' : `<details><summary>Body</summary>${details(requestBody.content)}</details>`}
<table><tr><th>Status</th><th>Type</th><th></th></tr>${rows.join('')}</table>
</section>`;
}

function details(value: unknown): string {
  return `<pre>${escaped(JSON.stringify(value, null, 2))}</pre>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
