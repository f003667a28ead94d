import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { judge } from '../../judge/judge.ts';
import { runParity } from '../../run/run-parity.ts';
import type { ParityConfig } from '../../scenario/api/parity-config.ts';
import { loadConfig } from '../../scenario/engine/load-config.ts';
import {
  applyRecording,
  describeRecording,
  recordingChanges,
} from '../../traffic/engine/recording/recording-changes.ts';
import type { CommandContext } from '../shared/command-context.ts';
import { reportVerdict } from '../shared/exit-code.ts';
import { presentVerdict } from '../shared/present-verdict.ts';
import { addRunOptions, type RunOptions, toRunRequest } from '../shared/run-options.ts';

interface RecordOptions extends RunOptions {
  readonly all?: boolean;
  readonly dryRun?: boolean;
}

/**
 * `parity record`: runs against the live APIs, or the stand-in where keys are missing, into a folder beside the
 * cassettes. What would be written is shown before any cassette changes.
 */
export function register(program: Command, context: CommandContext): void {
  const command = addRunOptions(program.command('record'), context)
    .description(
      'record the LLM traffic that is on no cassette yet; with provider keys from the live APIs, else from a stand-in',
    )
    .option('--all', 'record everything anew, also what is on a cassette')
    .option('--dry-run', 'show what would be written, and write nothing');
  command.action(async (options: RecordOptions) => {
    const request = toRunRequest(options, context);
    const { cassettes: folder, targets } = await loadConfig(request.config);
    const cassettes = resolve(dirname(request.config), folder);
    await using staging = await temporaryCopy(cassettes);

    const llm = options.all === true ? 'record-all' : 'record-missing';
    const evidence = await runParity({
      ...request,
      targets: request.targets ?? recordingTargets(targets),
      llm,
      cassettes: staging.path,
    });
    const changes = await recordingChanges({ from: staging.path, to: cassettes });
    context.stderr.write(`\n${describeRecording(changes, { to: cassettes, cwd: context.cwd })}\n`);
    const isKept = options.dryRun !== true && !context.signal.aborted;
    if (isKept) {
      await applyRecording(changes);
    } else {
      context.stderr.write('Nothing was written.\n');
    }

    context.exitWith(
      await presentVerdict(
        { verdict: reportVerdict(judge(evidence)), evidence },
        { folder: request.out, isJson: options.json === true, context },
      ),
    );
  });
}

/** The doubles, to compare with, and the first target whose calls leave it: two of those would record the same twice. */
function recordingTargets(targets: ParityConfig['targets']): string[] {
  const named = Object.entries(targets);
  const recorder = named.find(([, { traffic }]) => traffic !== 'scripted');
  return named.filter(([name, { traffic }]) => traffic === 'scripted' || name === recorder?.[0]).map(([name]) => name);
}

async function temporaryCopy(folder: string): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'parity-recording-'));
  await cp(folder, path, { recursive: true, force: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') {
      throw error; // the first recording of a project has no folder to start from
    }
  });
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
