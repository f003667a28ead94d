import type { Chance } from './chance.ts';

/** One kind of secret, as its issuer documents it. Made at run time: no key that looks real is written in a file. */
export interface SecretShape {
  readonly name: string;
  /** The variable in which it is kept. */
  readonly variable: string;
  create(chance: Chance): string;
  /** The text that makes it recognisable, where it is no secret without its context. */
  readonly context?: (secret: string) => string;
  /** It is recognised by the name of its variable, so only where that stands before it. */
  readonly isNamed?: true;
}

const shape = (name: string, variable: string, create: SecretShape['create']): SecretShape => ({
  name,
  variable,
  create,
});
const named = (name: string, variable: string, create: SecretShape['create']): SecretShape => ({
  ...shape(name, variable, create),
  isNamed: true,
});
const within = (name: string, create: SecretShape['create'], context: (secret: string) => string): SecretShape => ({
  ...shape(name, 'VALUE', create),
  context,
});

const signed = (chance: Chance, claims: object) => {
  const [head, payload] = [{ alg: 'HS256', typ: 'JWT' }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  return `${head}.${payload}.${chance.bytes(32).toString('base64url')}`;
};

const pem = (chance: Chance, label: string, begin: string) => {
  const body = `${begin}${chance.bytes(600).toString('base64')}`.replaceAll(/.{64}/g, '$&\n');
  return [`-----BEGIN ${label}-----`, body, `-----END ${label}-----`].join('\n');
};

export const SECRET_SHAPES: readonly SecretShape[] = [
  shape('openai', 'OPENAI_API_KEY', (c) => `sk-${c.alnum(20)}T3BlbkFJ${c.alnum(20)}`),
  shape('openai project', 'OPENAI_API_KEY', (c) => `sk-proj-${c.word(74)}T3BlbkFJ${c.word(74)}`),
  shape('openai service account', 'OPENAI_API_KEY', (c) => `sk-svcacct-${c.word(58)}T3BlbkFJ${c.word(58)}`),
  shape('anthropic', 'ANTHROPIC_API_KEY', (c) => `sk-ant-api03-${c.word(93)}AA`),
  shape('anthropic admin', 'ANTHROPIC_ADMIN_KEY', (c) => `sk-ant-admin01-${c.word(93)}AA`),
  shape('google', 'GEMINI_API_KEY', (c) => `AIza${c.word(35)}`),
  shape('google oauth', 'GOOGLE_TOKEN', (c) => `ya29.${c.word(120)}`),
  shape('google client secret', 'GOOGLE_CLIENT_SECRET', (c) => `GOCSPX-${c.word(28)}`),
  shape('deepseek', 'DEEPSEEK_API_KEY', (c) => `sk-${c.hex(32)}`),
  shape('openrouter', 'OPENROUTER_API_KEY', (c) => `sk-or-v1-${c.hex(64)}`),
  shape('groq', 'GROQ_API_KEY', (c) => `gsk_${c.alnum(52)}`),
  shape('xai', 'XAI_API_KEY', (c) => `xai-${c.alnum(80)}`),
  shape('perplexity', 'PPLX_KEY', (c) => `pplx-${c.alnum(48)}`),
  shape('replicate', 'REPLICATE_API_TOKEN', (c) => `r8_${c.alnum(37)}`),
  shape('hugging face', 'HF_TOKEN', (c) => `hf_${c.letters(34)}`),
  shape('nvidia', 'NVIDIA_API_KEY', (c) => `nvapi-${c.word(64)}`),
  shape('pinecone', 'PINECONE_API_KEY', (c) => `pcsk_${c.alnum(6)}_${c.alnum(60)}`),
  shape('langsmith', 'LANGSMITH_API_KEY', (c) => `lsv2_pt_${c.hex(32)}_${c.hex(10)}`),
  shape('langfuse', 'LANGFUSE_SECRET_KEY', (c) => `sk-lf-${c.uuid()}`),
  shape('elevenlabs', 'ELEVENLABS_API_KEY', (c) => `sk_${c.hex(48)}`),
  shape('tavily', 'TAVILY_API_KEY', (c) => `tvly-dev-${c.alnum(32)}`),
  shape('aws access key', 'AWS_ACCESS_KEY_ID', (c) => `AKIA${c.text(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}`),
  shape('aws temporary key', 'AWS_ACCESS_KEY_ID', (c) => `ASIA${c.text(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}`),
  named('aws secret', 'AWS_SECRET_ACCESS_KEY', (c) => c.bytes(30).toString('base64')),
  named('azure storage', 'AZURE_STORAGE_ACCOUNT_KEY', (c) => c.bytes(64).toString('base64')),
  within(
    'azure connection string',
    (c) => c.bytes(64).toString('base64'),
    (key) => `DefaultEndpointsProtocol=https;AccountName=notes;AccountKey=${key};EndpointSuffix=core.windows.net`,
  ),
  shape('azure client secret', 'AZURE_CLIENT_SECRET', (c) => `${c.alnum(3)}8Q~${c.word(34)}`),
  named('azure openai', 'AZURE_OPENAI_API_KEY', (c) => c.hex(32)),
  shape('azure ai', 'AZURE_KEY', (c) => `${c.alnum(52)}JQQJ99${c.alnum(26)}`),
  shape('github personal', 'GITHUB_TOKEN', (c) => `ghp_${c.alnum(36)}`),
  shape('github server', 'GITHUB_TOKEN', (c) => `ghs_${c.alnum(36)}`),
  shape('github oauth', 'GITHUB_TOKEN', (c) => `gho_${c.alnum(36)}`),
  shape('github fine-grained', 'GITHUB_TOKEN', (c) => `github_pat_${c.alnum(22)}_${c.alnum(59)}`),
  shape('gitlab', 'GITLAB_TOKEN', (c) => `glpat-${c.word(20)}`),
  shape('gitlab runner', 'CI_RUNNER_TOKEN', (c) => `glrt-${c.word(20)}`),
  shape('bitbucket', 'BITBUCKET_TOKEN', (c) => `ATBB${c.alnum(32)}`),
  shape('atlassian', 'JIRA_TOKEN', (c) => `ATATT3xFfGF0${c.word(170)}=${c.upper(8)}`),
  shape('npm', 'NPM_TOKEN', (c) => `npm_${c.alnum(36)}`),
  shape('pypi', 'PYPI_TOKEN', (c) => `pypi-AgEIcHlwaS5vcmc${c.word(150)}`),
  shape('rubygems', 'GEM_HOST_API_KEY', (c) => `rubygems_${c.hex(48)}`),
  shape('docker hub', 'DOCKER_TOKEN', (c) => `dckr_pat_${c.word(27)}`),
  shape('stripe live', 'STRIPE_SECRET_KEY', (c) => `sk_live_${c.alnum(24)}`),
  shape('stripe long', 'STRIPE_SECRET_KEY', (c) => `sk_live_51${c.alnum(97)}`),
  shape('stripe test', 'STRIPE_SECRET_KEY', (c) => `sk_test_${c.alnum(24)}`),
  shape('stripe restricted', 'STRIPE_KEY', (c) => `rk_live_${c.alnum(24)}`),
  shape('stripe webhook', 'STRIPE_WEBHOOK_SECRET', (c) => `whsec_${c.alnum(32)}`),
  shape('slack bot', 'SLACK_TOKEN', (c) => `xoxb-${c.digits(12)}-${c.digits(13)}-${c.alnum(24)}`),
  shape('slack user', 'SLACK_TOKEN', (c) => `xoxp-${c.digits(12)}-${c.digits(12)}-${c.digits(13)}-${c.hex(32)}`),
  shape('slack app', 'SLACK_TOKEN', (c) => `xapp-1-A${c.upper(10)}-${c.digits(13)}-${c.hex(64)}`),
  within(
    'slack webhook',
    (c) => `T${c.upper(10)}/B${c.upper(10)}/${c.alnum(24)}`,
    (path) => `https://hooks.slack.com/services/${path}`,
  ),
  shape('sendgrid', 'SENDGRID_API_KEY', (c) => `SG.${c.word(22)}.${c.word(43)}`),
  shape('mailgun', 'MAILGUN_KEY', (c) => `key-${c.hex(32)}`),
  shape('mailchimp', 'MAILCHIMP_KEY', (c) => `${c.hex(32)}-us${c.digits(2)}`),
  shape('brevo', 'BREVO_KEY', (c) => `xkeysib-${c.hex(64)}-${c.alnum(16)}`),
  shape('resend', 'RESEND_API_KEY', (c) => `re_${c.alnum(8)}_${c.alnum(24)}`),
  shape('twilio key', 'TWILIO_KEY', (c) => `SK${c.hex(32)}`),
  named('twilio token', 'TWILIO_AUTH_TOKEN', (c) => c.hex(32)),
  named('datadog', 'DD_API_KEY', (c) => c.hex(32)),
  shape('telegram', 'TELEGRAM_BOT_TOKEN', (c) => `${c.digits(10)}:AA${c.word(33)}`),
  shape('discord bot', 'DISCORD_TOKEN', (c) => {
    return `${Buffer.from(c.digits(18)).toString('base64url')}.${c.alnum(6)}.${c.word(38)}`;
  }),
  shape('digitalocean', 'DIGITALOCEAN_TOKEN', (c) => `dop_v1_${c.hex(64)}`),
  shape('digitalocean oauth', 'DIGITALOCEAN_TOKEN', (c) => `doo_v1_${c.hex(64)}`),
  shape('databricks', 'DATABRICKS_TOKEN', (c) => `dapi${c.hex(32)}`),
  shape('shopify', 'SHOPIFY_TOKEN', (c) => `shpat_${c.hex(32)}`),
  shape('square', 'SQUARE_TOKEN', (c) => `sq0csp-${c.word(43)}`),
  shape('new relic', 'NEW_RELIC_API_KEY', (c) => `NRAK-${c.upper(27)}`),
  shape('sentry', 'SENTRY_AUTH_TOKEN', (c) => `sntryu_${c.hex(64)}`),
  shape('grafana', 'GRAFANA_TOKEN', (c) => `glsa_${c.alnum(32)}_${c.hex(8)}`),
  shape('postman', 'POSTMAN_API_KEY', (c) => `PMAK-${c.hex(24)}-${c.hex(34)}`),
  shape('pulumi', 'PULUMI_ACCESS_TOKEN', (c) => `pul-${c.hex(40)}`),
  shape('terraform', 'TFE_TOKEN', (c) => `${c.alnum(14)}.atlasv1.${c.word(67)}`),
  shape('vault', 'VAULT_TOKEN', (c) => `hvs.${c.word(95)}`),
  shape('doppler', 'DOPPLER_TOKEN', (c) => `dp.pt.${c.alnum(43)}`),
  shape('linear', 'LINEAR_API_KEY', (c) => `lin_api_${c.alnum(40)}`),
  shape('notion', 'NOTION_TOKEN', (c) => `ntn_${c.digits(11)}${c.alnum(35)}`),
  shape('figma', 'FIGMA_TOKEN', (c) => `figd_${c.word(40)}`),
  shape('airtable', 'AIRTABLE_TOKEN', (c) => `pat${c.alnum(14)}.${c.hex(64)}`),
  shape('hubspot', 'HUBSPOT_TOKEN', (c) => `pat-na1-${c.uuid()}`),
  shape('supabase', 'SUPABASE_ACCESS_TOKEN', (c) => `sbp_${c.hex(40)}`),
  shape('planetscale', 'PLANETSCALE_TOKEN', (c) => `pscale_tkn_${c.word(43)}`),
  shape('tailscale', 'TS_AUTHKEY', (c) => `tskey-auth-${c.alnum(12)}-${c.alnum(32)}`),
  shape('cloudflare', 'CLOUDFLARE_API_TOKEN', (c) => `cfut_${c.alnum(40)}${c.hex(8)}`),
  shape('vercel', 'VERCEL_TOKEN', (c) => `vcp_${c.alnum(48)}`),
  shape('netlify', 'NETLIFY_AUTH_TOKEN', (c) => `nfp_${c.alnum(36)}`),
  shape('mapbox secret', 'MAPBOX_TOKEN', (c) => `sk.eyJ1Ijoi${c.alnum(76)}.${c.word(22)}`),
  shape('age', 'AGE_KEY', (c) => `AGE-SECRET-KEY-1${c.text(58, 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L')}`),
  shape('supabase service role', 'SUPABASE_SERVICE_ROLE_KEY', (c) => {
    return signed(c, { iss: 'supabase', ref: c.lower(20), role: 'service_role', iat: 1_764_000_000 });
  }),
  named('n8n', 'N8N_API_KEY', (c) => signed(c, { sub: c.uuid(), iss: 'n8n', aud: 'public-api' })),
  named('random password', 'DB_PASSWORD', (c) => `a9${c.alnum(22)}Z`),
  named('random secret', 'CLIENT_SECRET', (c) => `q7${c.alnum(38)}Z`),
  within(
    'basic credentials',
    (c) => Buffer.from(`ada:${c.alnum(16)}`).toString('base64'),
    (credentials) => `Authorization: Basic ${credentials}`,
  ),
  within(
    'bearer token',
    (c) => `a1${c.word(46)}`,
    (token) => `authorization: Bearer ${token}`,
  ),
  within(
    'bearer JWT',
    (c) => signed(c, { sub: c.uuid(), aud: 'service' }),
    (token) => `Authorization: Bearer ${token}`,
  ),
  within(
    'database password',
    (c) => c.alnum(16),
    (password) => `postgres://notes:${password}@db.internal:5432/notes`,
  ),
  within(
    'redis password',
    (c) => c.alnum(24),
    (password) => `rediss://:${password}@cache.internal:6379/0`,
  ),
  within(
    'password in a URL',
    (c) => c.alnum(12),
    (password) => `https://ada:${password}@registry.internal/npm/`,
  ),
  shape('RSA key', 'PRIVATE_KEY', (c) => pem(c, 'RSA PRIVATE KEY', 'MII')),
  shape('PKCS#8 key', 'PRIVATE_KEY', (c) => pem(c, 'PRIVATE KEY', 'MII')),
  shape('EC key', 'PRIVATE_KEY', (c) => pem(c, 'EC PRIVATE KEY', 'MHc')),
  shape('OpenSSH key', 'SSH_KEY', (c) => pem(c, 'OPENSSH PRIVATE KEY', 'b3BlbnNzaC1rZXktdjE')),
];
