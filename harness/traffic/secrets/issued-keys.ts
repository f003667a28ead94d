/** How the keys of one issuer look: a prefix that only they have, and what follows it. */
export interface IssuedKey {
  readonly name: string;
  readonly prefix: string;
  /** What stands after the prefix, as the source of a regular expression. */
  readonly body: string;
  /** The prefix is short enough to occur by chance in base64, so what stands before it is looked at too. */
  readonly isShort?: true;
  /** Judges the whole key, where a pattern cannot. */
  readonly accepts?: (key: string) => boolean;
}

const WORD = '[A-Za-z0-9_-]';
const ALNUM = '[A-Za-z0-9]';
const HEX = '[0-9a-f]';
const UUID = `${HEX}{8}-${HEX}{4}-${HEX}{4}-${HEX}{4}-${HEX}{12}`;

type Row = readonly [name: string, prefixes: string, body: string];

/**
 * The formats that issuers document, for keys that the rule set of secretlint does not know, or knows only in one length.
 * Where two match, the longer prefix names the finding. Public keys (`pk_live_`, `phc_`) are no secrets.
 *
 * Sources: the issuers' documentation, and GitHub's list of supported secret scanning patterns.
 */
const ROWS: readonly Row[] = [
  ['anthropic-key', 'sk-ant-', `${WORD}{20,}`],
  ['openai-project-key', 'sk-proj- sk-svcacct- sk-admin- sk-service-', `${WORD}{20,}`],
  ['openrouter-key', 'sk-or-v1-', `${ALNUM}{40,}`],
  ['langfuse-key', 'sk-lf-', UUID],
  ['google-oauth-token', 'ya29.', `${WORD}{20,}`],
  ['google-oauth-secret', 'GOCSPX-', `${WORD}{28}`],
  ['google-refresh-token', '1//0', `${WORD}{40,}`],
  ['aws-access-key', 'AKIA ASIA ABIA ACCA', '[A-Z0-9]{16}'],
  ['aws-bedrock-key', 'ABSK', '[A-Za-z0-9+/]{100,}={0,2}'],
  ['github-token', 'ghp_ gho_ ghu_ ghs_ ghr_', `${ALNUM}{36,}`],
  ['github-token', 'github_pat_', '[A-Za-z0-9_]{40,}'],
  [
    'gitlab-token',
    'glpat- gldt- glrt- glrtr- glptt- glcbt- glimt- glsoat- glft- glagent- gloas- glffct- glwt-',
    `${WORD}{20,}(?:\\.[0-9a-z]{2}\\.[0-9a-z]{7,9})?`,
  ],
  ['gitlab-token', 'GR1348941', `${WORD}{20}`],
  ['slack-token', 'xoxa- xoxb- xoxe- xoxo- xoxp- xoxr- xoxs- xoxe.xoxb- xoxe.xoxp-', '[A-Za-z0-9-]{10,}'],
  ['slack-token', 'xapp-', `\\d-[A-Z0-9]+-\\d+-${ALNUM}+`],
  ['slack-webhook', 'hooks.slack.com/services/', 'T[A-Za-z0-9]{6,}/B[A-Za-z0-9]{6,}/[A-Za-z0-9]{16,}'],
  ['stripe-key', 'sk_live_ sk_test_ rk_live_ rk_test_ sk_org_', `${ALNUM}{16,}`],
  ['stripe-webhook-secret', 'whsec_', '[A-Za-z0-9+/]{24,}={0,2}'],
  ['npm-token', 'npm_', `${ALNUM}{36}`],
  ['sendgrid-key', 'SG.', `${WORD}{22}\\.${WORD}{43}`],
  ['huggingface-token', 'hf_ api_org_', `${ALNUM}{34,}`],
  ['digitalocean-token', 'dop_v1_ doo_v1_ dor_v1_', `${HEX}{64}`],
  ['digitalocean-spaces-key', 'DO00', '[A-Z0-9]{16}'],
  ['groq-key', 'gsk_', `${ALNUM}{48,}`],
  ['xai-key', 'xai-', `${WORD}{60,}`],
  ['perplexity-key', 'pplx-', `${ALNUM}{32,}`],
  ['replicate-token', 'r8_', `${ALNUM}{37,}`],
  ['fireworks-key', 'fw_', `${ALNUM}{22,}`],
  ['nvidia-key', 'nvapi-', `${WORD}{40,}`],
  ['cerebras-key', 'csk-', `${ALNUM}{40,}`],
  ['pinecone-key', 'pcsk_', '[A-Za-z0-9_]{40,}'],
  ['tavily-key', 'tvly- tvly-dev- tvly-prod-', `${ALNUM}{20,}`],
  ['langsmith-key', 'lsv2_pt_ lsv2_sk_', `${HEX}{32}_${HEX}{10}`],
  ['elevenlabs-key', 'sk_', `${HEX}{48}`],
  ['jina-key', 'jina_', `${ALNUM}{40,}`],
  ['firecrawl-key', 'fc-', `${HEX}{32}`],
  ['e2b-key', 'e2b_', `${HEX}{40}`],
  ['wandb-key', 'wandb_v1_', `${WORD}{40,}`],
  ['twilio-key', 'SK', `${HEX}{32}`],
  ['mailgun-key', 'key-', `${HEX}{32}`],
  ['brevo-key', 'xkeysib- xsmtpsib-', `${HEX}{64}-${ALNUM}{16}`],
  ['resend-key', 're_', `${ALNUM}{8}_${ALNUM}{24,}`],
  ['pypi-token', 'pypi-', `AgE${WORD}{50,}`],
  ['rubygems-key', 'rubygems_', `${HEX}{48}`],
  ['nuget-key', 'oy2', '[a-z0-9]{43}'],
  ['crates-token', 'cio', `${ALNUM}{32}`],
  ['clojars-token', 'CLOJARS_', '[a-z0-9]{60}'],
  ['docker-token', 'dckr_pat_ dckr_oat_', `${WORD}{27,}`],
  ['artifactory-key', 'AKCp', `${ALNUM}{69}`],
  ['atlassian-token', 'ATATT3 ATCTT3', '[A-Za-z0-9_=-]{100,}'],
  ['bitbucket-token', 'ATBB', `${ALNUM}{32}`],
  ['azure-devops-token', 'AZDO', `${ALNUM}{40,}`],
  ['new-relic-key', 'NRAK- NRII- NRRA- NRSP- NRAL- NRJS-', '[A-Za-z0-9_-]{19,}'],
  ['datadog-key', 'ddapi_ ddapp_', `${ALNUM}{30,}`],
  ['sentry-token', 'sntrys_', 'eyJ[A-Za-z0-9+/=_-]{40,}'],
  ['sentry-token', 'sntryu_', `${HEX}{64}`],
  ['grafana-token', 'glsa_', `${ALNUM}{32}_[A-Fa-f0-9]{8}`],
  ['grafana-token', 'glc_', '[A-Za-z0-9+/]{32,}={0,2}'],
  ['posthog-key', 'phx_', `${ALNUM}{40,}`],
  ['supabase-key', 'sbp_', `${HEX}{40}`],
  ['supabase-key', 'sb_secret_', `${WORD}{20,}`],
  ['planetscale-token', 'pscale_tkn_ pscale_pw_ pscale_oauth_', '[A-Za-z0-9_.=-]{32,}'],
  ['neon-key', 'napi_', `${ALNUM}{60,}`],
  ['postman-key', 'PMAK-', `${HEX}{24}-${HEX}{34}`],
  ['pulumi-token', 'pul-', `${HEX}{40}`],
  ['vault-token', 'hvs. hvb. hvr.', `${WORD}{24,}`],
  ['doppler-token', 'dp.pt. dp.st. dp.ct. dp.sa. dp.scim. dp.audit.', '[A-Za-z0-9._-]{36,}'],
  ['heroku-key', 'HRKU-', `${WORD}{36,}`],
  ['netlify-token', 'nfp_ nfc_ nfo_ nfb_', `${ALNUM}{36,}`],
  ['vercel-token', 'vcp_ vci_ vca_ vcr_ vck_', `${ALNUM}{20,}`],
  ['cloudflare-token', 'cfk_ cfut_ cfat_', `${ALNUM}{40,}`],
  ['cloudflare-origin-key', 'v1.0-', `${HEX}{24}-${HEX}{146}`],
  ['fly-token', 'fm1_ fm2_ fm1a_ fm1r_', '[A-Za-z0-9+/]{60,}={0,3}'],
  ['fly-token', 'fo1_', `${WORD}{43}`],
  ['render-key', 'rnd_', `${ALNUM}{28,}`],
  ['scalingo-token', 'tk-us-', `${WORD}{48}`],
  ['alibaba-key', 'LTAI', `${ALNUM}{17,21}`],
  ['tencent-key', 'AKID', `${ALNUM}{32,36}`],
  ['yandex-key', 'AQVN', `${WORD}{35,38}`],
  ['databricks-token', 'dapi', `${HEX}{32}(?:-\\d)?`],
  ['snowflake-token', 'ver:1-hint:', '[0-9]{5,}-ETMsDgAA[A-Za-z0-9+/=]{60,}'],
  ['shopify-token', 'shpat_ shpca_ shppa_ shpss_ shptka_', '[A-Fa-f0-9]{32,64}'],
  ['square-token', 'sq0atp- sq0csp- sq0idp-', `${WORD}{22,}`],
  ['square-token', 'EAAA', `${WORD}{60}`],
  ['facebook-token', 'EAA', `${ALNUM}{100,}`],
  ['braintree-token', 'access_token$production$ access_token$sandbox$', `[0-9a-z]{16}\\$${HEX}{32}`],
  ['plaid-token', 'access-production- access-sandbox- access-development-', UUID],
  ['easypost-key', 'EZAK EZTK', `${ALNUM}{54}`],
  ['shippo-token', 'shippo_live_ shippo_test_', `${HEX}{40}`],
  ['flutterwave-key', 'FLWSECK- FLWSECK_TEST-', `${ALNUM}{12,}(?:-X)?`],
  ['duffel-token', 'duffel_live_ duffel_test_', `${WORD}{43}`],
  ['lob-key', 'live_ test_', `${HEX}{35}`],
  ['paddle-key', 'pdl_live_apikey_ pdl_sdbx_apikey_', '[a-z0-9]{26}_[A-Za-z0-9]{22}_[A-Za-z0-9]{3}'],
  ['hubspot-token', 'pat-na1- pat-na2- pat-eu1- pat-ap1-', UUID],
  ['airtable-token', 'pat', `${ALNUM}{14}\\.${HEX}{64}`],
  ['notion-token', 'ntn_', `${ALNUM}{40,}`],
  ['notion-token', 'secret_', `${ALNUM}{43}`],
  ['linear-key', 'lin_api_ lin_oauth_', '[A-Za-z0-9_]{32,}'],
  ['figma-token', 'figd_ figu_', `${WORD}{40,}`],
  ['frameio-token', 'fio-u-', '[A-Za-z0-9_=-]{64}'],
  ['contentful-token', 'CFPAT-', `${WORD}{43}`],
  ['mapbox-token', 'sk.eyJ', `${WORD}{60,}\\.${WORD}{22}`],
  ['dropbox-token', 'sl.', `(?:u\\.)?${WORD}{100,}`],
  ['dynatrace-token', 'dt0c01. dt0s01. dt0s02. dt0s16.', '[A-Z0-9]{24}\\.[A-Z0-9]{64}'],
  ['sonar-token', 'sqp_ sqa_ squ_', `${HEX}{40}`],
  ['sourcegraph-token', 'sgp_', `(?:[0-9a-f]{16}_|local_)?${HEX}{40}`],
  ['buildkite-token', 'bkua_ bkpi_', `${HEX}{40}`],
  ['circleci-token', 'CCIPAT_ CCIPRJ_', '[A-Za-z0-9]{22}_[0-9a-f]{40}'],
  ['terraform-token', 'ATLAS_', `${ALNUM}{14}\\.atlasv1\\.${WORD}{60,}`],
  ['prefect-key', 'pnu_ pnb_', `${ALNUM}{36}`],
  ['readme-key', 'rdme_', '[a-z0-9]{70}'],
  ['typeform-token', 'tfp_', '[A-Za-z0-9_.=-]{59}'],
  ['infracost-key', 'ico-', `${ALNUM}{32}`],
  ['intra42-token', 's-s4t2ud- s-s4t2af-', `${HEX}{64}`],
  ['ngrok-key', 'ak_ cr_', `2${ALNUM}{26}`],
  ['age-key', 'AGE-SECRET-KEY-1', '[0-9A-Z]{58}'],
  ['1password-token', 'ops_', 'ey[A-Za-z0-9+/=_-]{100,}'],
  ['1password-key', 'A3-', '[A-Z0-9]{6}-[A-Z0-9]{6,11}-(?:[A-Z0-9]{5}-){2,3}[A-Z0-9]{5}'],
  ['adafruit-key', 'aio_', `${ALNUM}{28}`],
  ['tailscale-key', 'tskey-', '[a-z]+-[0-9A-Za-z_]{8,}-[0-9A-Za-z_]{16,}'],
  ['discord-webhook', 'discord.com/api/webhooks/ discordapp.com/api/webhooks/', `\\d{17,20}/${WORD}{60,}`],
  ['wakatime-key', 'waka_', UUID],
  ['zapier-webhook', 'hooks.zapier.com/hooks/catch/', '\\d{5,}/[a-z0-9]{6,}'],
];

const hasLongWord = (key: string) => /[A-Za-z0-9]{20,}/.test(key) || isMixed(key);
const isMixed = (key: string) => /[A-Z]/.test(key) && /[a-z]/.test(key) && /\d/.test(key);
const startsWithNumber = (key: string) =>
  /^\d{15,}$/.test(Buffer.from(key.split('.')[0] ?? '', 'base64').toString('latin1'));

const SHORT: readonly IssuedKey[] = [
  {
    name: 'openai-key',
    prefix: 'sk-',
    body: `(?=${WORD}{0,300}\\d)${WORD}{20,300}`,
    isShort: true,
    accepts: hasLongWord,
  },
  { name: 'google-api-key', prefix: 'AIza', body: `${WORD}{35}`, isShort: true },
  { name: 'google-api-key', prefix: 'AQ.Ab8', body: `${WORD}{30,}` },
  // A Discord bot token begins with the number of the bot in base64, so with one of these.
  ...['MT', 'Mj', 'Mz', 'ND', 'NT', 'Nj', 'Nz', 'OD', 'OT'].map((prefix) => ({
    name: 'discord-token',
    prefix,
    body: `[A-Za-z0-9]{21,26}\\.${WORD}{6}\\.${WORD}{27,40}`,
    accepts: startsWithNumber,
  })),
];

export const ISSUED_KEYS: readonly IssuedKey[] = [
  ...ROWS.flatMap(([name, prefixes, body]) => prefixes.split(' ').map((prefix) => ({ name, prefix, body }))),
  ...SHORT,
].toSorted((a, b) => b.prefix.length - a.prefix.length);
