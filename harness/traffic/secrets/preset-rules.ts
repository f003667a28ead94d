import { rules } from '@secretlint/secretlint-rule-preset-recommend';

/** One rule of secretlint's recommended preset, as far as it is used here. */
interface PresetRule {
  readonly meta: { readonly id: string };
  create(
    context: {
      createTranslator(): (id: string, data: Readonly<Record<string, unknown>>) => Described;
      report(problem: { readonly message: unknown; readonly range: readonly [number, number] }): void;
    },
    options: Readonly<Record<string, unknown>>,
  ): { file(source: { readonly content: string }): unknown };
}

/** What a rule says it found: the values of its message, one of which is the secret. */
type Described = Readonly<Record<string, unknown>>;

export interface PresetMatch {
  readonly rule: string;
  readonly index: number;
  readonly secret: string;
}

/**
 * For each rule that is used, by its name in the preset: texts of which one is in everything that the rule can find. A
 * rule reads the whole text, so it is asked only where one of them is.
 */
const KEYWORDS: Readonly<Record<string, readonly string[]>> = {
  '1password': ['ops_ey'],
  anthropic: ['sk-ant-api'],
  aws: ['ACCESS', 'access', 'Access'],
  cloudflare: ['cfk_', 'cfut_', 'cfat_'],
  databricks: ['dapi'],
  docker: ['dckr_pat_'],
  figma: ['figd_'],
  github: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'],
  gitlab: ['glpat-'],
  grafana: ['glc_', 'glsa_'],
  groq: ['gsk_'],
  'hashicorp-vault': ['hvs.', 'hvb.', 'hvr.'],
  huggingface: ['hf_'],
  linear: ['lin_api_'],
  notion: ['ntn_'],
  npm: ['npm_', 'x-oauth-basic'],
  openai: ['T3BlbkFJ'],
  sendgrid: ['SG.'],
  shopify: ['shppa_', 'shpca_', 'shpat_', 'shpss_'],
  slack: ['xox', 'xapp-', 'hooks.slack.com'],
  stripe: ['sk_live_', 'sk_test_', 'rk_live_', 'rk_test_'],
  tailscale: ['tskey-'],
  vercel: ['vcp_', 'vci_', 'vca_', 'vcr_', 'vck_'],
};

/** Why a rule of the preset is not used. A test holds that each rule is in one of the two tables. */
export const UNUSED_RULES: Readonly<Record<string, string>> = {
  basicauth: 'takes the whole URL for the secret; `url-password` finds the password alone',
  'database-connection-string': 'takes the whole URL for the secret; `url-password` finds the password alone',
  'filter-comments': 'a comment in the text of the system under test must not turn the rules off',
  gcp: 'reads files; the key in the file is found as a private key',
  privatekey: 'knows complete keys only; `private-key` finds one that was cut off too',
};

const prefix = '@secretlint/secretlint-rule-';
const nameRule = ({ meta }: PresetRule) => meta.id.slice(prefix.length);

export const PRESET_RULE_NAMES: readonly string[] = (rules as readonly PresetRule[]).map(nameRule);
export const USED_RULES: readonly string[] = Object.keys(KEYWORDS);

type Find = (text: string) => readonly PresetMatch[];

const FINDERS: ReadonlyMap<string, readonly Find[]> = new Map(
  (rules as readonly PresetRule[]).flatMap((rule) => {
    const find = createFinder(rule);
    return (KEYWORDS[nameRule(rule)] ?? []).map((keyword): [string, readonly Find[]] => [keyword, [find]]);
  }),
);

/** Every text that makes a rule worth asking. */
export const PRESET_KEYWORDS: readonly string[] = [...FINDERS.keys()];

/** How far before its keyword a secret may begin, and how far after it end. */
const REACH_BACK = 100;
export const PRESET_REACH = 3_000;

/** What the rules of the preset find near a keyword of theirs, which is known to be at `index`. */
export function findByPreset(text: string, keyword: string, index: number): readonly PresetMatch[] {
  const start = Math.max(0, index - REACH_BACK);
  const near = text.slice(start, index + PRESET_REACH);
  return (FINDERS.get(keyword) ?? [])
    .flatMap((find) => find(near))
    .map((match) => ({ ...match, index: start + match.index }));
}

function createFinder(rule: PresetRule): Find {
  let [found, content]: [PresetMatch[], string] = [[], ''];
  const { file } = rule.create(
    {
      createTranslator: () => (_id, data) => data,
      report: ({ message, range: [start] }) => {
        // Some rules report where the context begins, so the secret is looked for from there.
        const secret = longestPart(message, content.slice(start));
        found.push({ rule: nameRule(rule), index: content.indexOf(secret, start), secret });
      },
    },
    {},
  );
  return (text) => {
    [found, content] = [[], text];
    file({ content });
    return found;
  };
}

function longestPart(message: unknown, rest: string): string {
  const values = Object.values(typeof message === 'object' && message !== null ? message : {});
  const parts = values.filter((value) => typeof value === 'string').filter((value) => rest.includes(value));
  return parts.toSorted((a, b) => b.length - a.length)[0] ?? '';
}
