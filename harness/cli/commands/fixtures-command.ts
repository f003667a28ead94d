import { stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { EXIT, type ExitCode } from '../../base/exit-codes.ts';
import { loadEvidence } from '../../evidence/folder.ts';
import { type ExportFormat, exportCassettes } from '../../traffic/export/export-cassettes.ts';
import { IMPORT_FORMATS } from '../../traffic/import/formats.ts';
import { importCassettes } from '../../traffic/import/import-cassettes.ts';
import { checkCassettes } from '../../traffic/maintenance/check-cassettes.ts';
import { findUnused } from '../../traffic/maintenance/find-unused.ts';
import { fixCassettes } from '../../traffic/maintenance/fix-cassettes.ts';
import { listFixtures } from '../../traffic/maintenance/list-fixtures.ts';
import { pruneFixtures, removeEmptyBlobFolders } from '../../traffic/maintenance/prune-fixtures.ts';
import { createFirewall } from '../../traffic/secrets/firewall.ts';
import type { CommandContext } from '../command-context.ts';
import { UsageError } from '../explain.ts';
import type { CommandAction } from '../program.ts';
import { fixturesDriftCommand } from './fixtures-drift-command.ts';
import { describeCheck, describeExport, describeImport, describeList, describePrune } from './fixtures-text.ts';

interface Json {
  readonly json?: boolean;
}

type Choose = (action: CommandAction) => void;

/** `parity fixtures`: care of cassettes. */
export function fixturesCommand(choose: Choose): Command {
  return new Command('fixtures')
    .description('list, check, prune, import and export cassettes, and look for drift')
    .addCommand(listCommand(choose))
    .addCommand(checkCommand(choose))
    .addCommand(pruneCommand(choose))
    .addCommand(fixturesDriftCommand(choose))
    .addCommand(importCommand(choose))
    .addCommand(exportCommand(choose));
}

function listCommand(choose: Choose): Command {
  return withJson(new Command('list').description('age, source, models and size of every cassette'))
    .argument('<dir>', 'cassette directory')
    .option('--evidence <dirs...>', 'evidence of runs, to tell what they used')
    .action((dir: string, options: Json & { readonly evidence?: readonly string[] }) => {
      choose(async (context) => {
        const runs = await evidenceIn(options.evidence ?? [], context);
        const fixtures = await listFixtures(await existing(dir, context), { now: context.now(), runs });
        const exitCode = fixtures.some(({ problem }) => problem !== null) ? EXIT.configuration : EXIT.equivalent;
        return answer({ schema: 'fixtures-list', exitCode, fixtures }, describeList(fixtures), { options, context });
      });
    });
}

function checkCommand(choose: Choose): Command {
  return withJson(
    new Command('check').description('load every cassette and give each answer to the SDK that asks for it'),
  )
    .argument('<dir>', 'cassette directory')
    .option('--max-age <days>', 'warn of cassettes that are older', days, 90)
    .option(
      '--fix',
      'make the wire layer of answers that were edited by hand anew, and keep what the SDKs make of them',
    )
    .action((dir: string, options: Json & { readonly maxAge: number; readonly fix?: boolean }) => {
      choose(async (context) => {
        const directory = await existing(dir, context);
        const firewall = createFirewall({ knownSecrets: [] });
        const fixed = options.fix === true ? await fixCassettes(directory, { firewall }) : [];
        const checked = await checkCassettes({
          directory,
          now: context.now(),
          maxAgeDays: options.maxAge,
          keepsResults: options.fix,
        });
        const result = { ...checked, warnings: [...fixed, ...checked.warnings] };
        const exitCode = exitOfCheck(result);
        return answer({ schema: 'fixtures-check', exitCode, ...result }, describeCheck(result), { options, context });
      });
    });
}

/** Nothing to check is no success. */
function exitOfCheck({ failed, cassettes }: Awaited<ReturnType<typeof checkCassettes>>): ExitCode {
  if (failed.length > 0) {
    return EXIT.divergent;
  }
  return cassettes === 0 ? EXIT.inconclusive : EXIT.equivalent;
}

function pruneCommand(choose: Choose): Command {
  return withJson(new Command('prune').description('show what no run needs; delete it with --yes'))
    .argument('<dir>', 'cassette directory')
    .requiredOption('--evidence <dirs...>', 'evidence of runs of all scenarios')
    .option('--yes', 'delete what is shown')
    .action((dir: string, options: Json & { readonly evidence: readonly string[]; readonly yes?: boolean }) => {
      choose(async (context) => {
        const directory = await existing(dir, context);
        const { unused, notes } = await findUnused(directory, await evidenceIn(options.evidence, context));
        const pruned = options.yes === true;
        if (pruned) {
          await pruneFixtures(unused, { firewall: createFirewall({ knownSecrets: [] }) });
        }
        const emptied = pruned ? await removeEmptyBlobFolders(directory) : [];
        const result = {
          pruned,
          unused: unused.map(({ path: _path, ...shown }) => shown),
          notes: [...notes, ...emptied.map((folder) => `${folder}: it was empty, and is gone.`)],
        };
        const exitCode = EXIT.equivalent;
        return answer({ schema: 'fixtures-prune', exitCode, ...result }, describePrune(result), { options, context });
      });
    });
}

function importCommand(choose: Choose): Command {
  return withJson(new Command('import').description("turn other recorders' files into cassettes"))
    .argument('<src>', 'a file or a folder')
    .requiredOption('--out <dir>', 'cassette directory')
    .addOption(
      new Option('--format <name>', 'the format of the files').choices(['auto', ...IMPORT_FORMATS]).default('auto'),
    )
    .action((src: string, options: Json & { readonly out: string; readonly format: string }) => {
      choose(async (context) => {
        const result = await importCassettes({
          source: await existing(src, context),
          out: resolve(context.cwd, options.out),
          format: options.format,
          firewall: createFirewall({ knownSecrets: [] }),
        });
        const cassettes = result.cassettes.map((one) => ({ ...one, cassette: relative(context.cwd, one.cassette) }));
        const isWhole = result.refused.length === 0 && result.imported > 0;
        const exitCode = isWhole ? EXIT.equivalent : EXIT.inconclusive;
        const shown = { ...result, cassettes };
        return answer({ schema: 'fixtures-import', exitCode, ...shown }, describeImport(shown), { options, context });
      });
    });
}

function exportCommand(choose: Choose): Command {
  return withJson(new Command('export').description('write cassettes for other tools'))
    .argument('<dir>', 'cassette directory')
    .addOption(new Option('--to <format>', 'HAR 1.2, or VCR.py YAML').choices(['har', 'vcrpy']).makeOptionMandatory())
    .requiredOption('--out <dir>', 'where the files go')
    .action((dir: string, options: Json & { readonly to: ExportFormat; readonly out: string }) => {
      choose(async (context) => {
        const directory = await existing(dir, context);
        const result = await exportCassettes({ directory, to: options.to, out: resolve(context.cwd, options.out) });
        const exitCode = result.failed.length === 0 ? EXIT.equivalent : EXIT.configuration;
        return answer({ schema: 'fixtures-export', exitCode, ...result }, describeExport(result), { options, context });
      });
    });
}

function withJson(command: Command): Command {
  return command.option('--json', 'print one JSON object on standard output');
}

async function evidenceIn(folders: readonly string[], { cwd }: CommandContext) {
  return await Promise.all(folders.map(async (one) => await loadEvidence(resolve(cwd, one))));
}

function days(value: string): number {
  const number = Number(value);
  if (!Number.isFinite(number) || number < 0) {
    throw new InvalidArgumentError('Give a number of days.');
  }
  return number;
}

async function existing(path: string, { cwd }: CommandContext): Promise<string> {
  const absolute = resolve(cwd, path);
  try {
    await stat(absolute);
    return absolute;
  } catch (cause) {
    throw new UsageError(`There is no file or folder ${path}.`, { hint: 'Check the path.', cause });
  }
}

interface Answer {
  readonly schema: string;
  readonly exitCode: ExitCode;
  readonly [name: string]: unknown;
}

function answer(
  { schema, exitCode, ...rest }: Answer,
  text: string,
  { options, context }: { readonly options: Json; readonly context: CommandContext },
): ExitCode {
  if (options.json === true) {
    const object = { schema: `ultra-parity/${schema}/v1`, exitCode, ...rest };
    context.stdout.write(`${JSON.stringify(object, null, 2)}\n`);
  } else {
    context.stdout.write(`${text}\n`);
  }
  return exitCode;
}
