import { dirname, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { sortChannels } from '../channels/channels.ts';
import { claimFolder } from '../evidence/claim-folder.ts';
import type { SealedEvidence } from '../evidence/evidence.ts';
import { getControlFolder, loadTranscripts, prepareEvidenceFolder, saveManifest } from '../evidence/folder.ts';
import { loadWaivers } from '../evidence/load-waivers.ts';
import { manifestSchema } from '../evidence/manifest.ts';
import { loadConfig } from '../scenario/engine/load-config.ts';
import { createProjectFirewall } from '../scenario/engine/project-firewall.ts';
import type { SecretFirewall } from '../traffic/secrets/firewall.ts';
import { MANIFEST_PLACE } from '../traffic/secrets/harmless.ts';
import { describeRun } from './describe-run.ts';
import { expectCoverage } from './expect-coverage.ts';
import { createSettings, prepareTargets } from './prepare-targets.ts';
import { redactProgress } from './redact-progress.ts';
import type { PreparedRun, RunRequest } from './run-request.ts';
import { runVitest } from './run-vitest.ts';

/** Runs the scenarios on the targets and returns the evidence, which also lies in the folder `out`. */
export async function runParity(asked: RunRequest): Promise<SealedEvidence> {
  const config = await loadConfig(asked.config);
  const firewall = createProjectFirewall(config, asked.env);
  const request = { ...asked, progress: redactProgress(asked.progress, firewall) };
  await using _claim = await claimFolder(request.out, request.runId);
  await using prepared = await prepareTargets(request, config);
  const run: PreparedRun = { config, prepared, runScenarios: runVitest };
  const evidence = await collectBoth(request, run);
  await request.beforeStop?.(evidence, prepared);
  return evidence;
}

async function collectBoth(request: RunRequest, run: PreparedRun): Promise<SealedEvidence> {
  const evidence = await collectEvidence(request, run);
  if (request.control !== true) {
    return evidence;
  }

  request.progress.note('once more, to compare each target with itself');
  const again = { ...request, control: false, out: getControlFolder(request.out) };
  return { ...evidence, control: await collectEvidence(again, run) };
}

/** Runs the scenarios of a prepared run and returns the evidence, which also lies in the folder `out`. */
export async function collectEvidence(request: RunRequest, run: PreparedRun): Promise<SealedEvidence> {
  const startedMs = performance.now();
  const { config } = run;
  const waiversFile = resolve(dirname(request.config), config.waivers ?? 'parity.waivers.yaml');
  const waivers = await loadWaivers(
    waiversFile,
    sortChannels(config.channels ?? []).map(({ name }) => name),
  );
  const expected = await expectCoverage(config);
  await prepareEvidenceFolder(request.out);
  const outcome = await run.runScenarios({
    settings: run.prepared.targets.map((target) => createSettings(request, config, target)),
    scenarios: config.scenarios,
    progress: request.progress,
    signal: request.signal,
  });
  const { transcripts, faults } = await loadTranscripts(request.out);
  const durationMs = Math.round(performance.now() - startedMs);
  const complete = { ...outcome, faults: [...outcome.faults, ...faults] };
  const described = describeRun({ request, run, waivers, expected, outcome: complete, transcripts, durationMs });
  const firewall = createProjectFirewall(config, request.env).at(MANIFEST_PLACE);
  return { manifest: await saveManifest(request.out, redactDescription(described, firewall)), transcripts };
}

const descriptionSchema = manifestSchema.unwrap().omit({ files: true });

/** Witnesses, faults and titles hold what targets, users and the system under test wrote. */
function redactDescription(description: ReturnType<typeof describeRun>, firewall: SecretFirewall) {
  return descriptionSchema.parse(firewall.redactJson(JSON.parse(JSON.stringify(description))));
}
