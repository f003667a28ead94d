import type { Log, ReportingDescriptor, Result } from 'sarif';
import type { Divergence } from '../../evidence/divergence.ts';
import type { Reason } from '../../evidence/verdict.ts';
import type { Waiver } from '../../evidence/waiver.ts';
import { describeDivergence } from '../content/describe-test-case.ts';
import type { ReportInput } from '../content/report-input.ts';
import { getReproduceCommand } from '../content/reproduce-command.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** What code scanning takes of one run (https://docs.github.com/en/code-security, SARIF support). */
const MOST_RESULTS = 5_000;

/**
 * SARIF 2.1.0: a result a divergence and a result a reason. The fingerprint of a divergence is its id, by which a server
 * knows it again; a waiver is a suppression that was accepted.
 */
export function renderSarif(input: ReportInput): Log {
  const { verdict, evidence } = input;
  const { manifest } = evidence;
  const results = [...renderDivergences(input), ...verdict.reasons.map((reason) => renderReason(reason, input))];
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'ultra-parity', rules: listRules(input) } },
        automationDetails: { id: `parity/${manifest.runId}` },
        invocations: [
          {
            executionSuccessful: true,
            exitCode: verdict.exitCode,
            commandLine: manifest.command,
            startTimeUtc: manifest.startedAt,
          },
        ],
        columnKind: 'utf16CodeUnits',
        results: results.slice(0, MOST_RESULTS),
      },
    ],
  };
}

function listRules({ verdict }: ReportInput): ReportingDescriptor[] {
  const kinds = [...new Set(verdict.divergences.map(({ kind }) => kind))].toSorted();
  const codes = [...new Set(verdict.reasons.map(({ code }) => code))].toSorted();
  return [
    ...kinds.map((kind) => ({
      id: `divergence/${kind}`,
      shortDescription: { text: `Two targets disagree: ${kind}` },
      defaultConfiguration: { level: 'error' as const },
    })),
    ...codes.map((code) => ({
      id: `reason/${code}`,
      shortDescription: { text: `The evidence does not suffice: ${code}` },
      defaultConfiguration: { level: 'warning' as const },
    })),
  ];
}

function renderDivergences(input: ReportInput): Result[] {
  const { verdict, evidence } = input;
  const waivers = new Map(evidence.manifest.waivers.map((waiver) => [waiver.id, waiver]));
  return verdict.divergences.map((divergence) => {
    const waiver = divergence.waiver === undefined ? undefined : waivers.get(divergence.waiver);
    const command = getReproduceCommand(divergence.scenario, evidence.manifest.command);
    return {
      ruleId: `divergence/${divergence.kind}`,
      level: 'error',
      message: { text: `${describeDivergence(divergence)}\n\nReproduce: ${command}` },
      locations: [findLocation(divergence.scenario, input)],
      partialFingerprints: { 'ultraParityDivergence/v1': divergence.id },
      ...getBaselineState(divergence),
      ...(waiver === undefined ? {} : { suppressions: [renderSuppression(waiver)] }),
    };
  });
}

function getBaselineState({ since }: Divergence): Pick<Result, 'baselineState'> {
  return since === undefined ? {} : { baselineState: since === 'new' ? 'new' : 'unchanged' };
}

function renderSuppression({ id, owner, reason, issue, expires }: Waiver) {
  const justification = `${id}: ${reason} (${owner}, ${issue}, until ${expires})`;
  return { kind: 'external' as const, status: 'accepted' as const, justification };
}

function renderReason({ code, scenario, target, message, hint }: Reason, input: ReportInput): Result {
  const place = [scenario, target].filter((part) => part !== null).join(' on ');
  return {
    ruleId: `reason/${code}`,
    level: 'warning',
    message: { text: `${place === '' ? '' : `${place}: `}${message}\nNext: ${hint}` },
    ...(scenario === null ? {} : { locations: [findLocation(scenario, input)] }),
    partialFingerprints: { 'ultraParityReason/v1': [code, scenario ?? '', target ?? ''].join(' ') },
  };
}

function findLocation(scenario: string, { evidence, lines }: ReportInput): NonNullable<Result['locations']>[number] {
  const file = evidence.manifest.scenarios.find(({ id }) => id === scenario)?.file;
  const logicalLocations = [{ fullyQualifiedName: scenario, kind: 'function' }];
  if (file === undefined) {
    return { logicalLocations };
  }

  const artifactLocation = { uri: file.split('/').map(encodeURIComponent).join('/') };
  const region = { startLine: lines?.get(scenario) ?? 1 };
  return { physicalLocation: { artifactLocation, region }, logicalLocations };
}
