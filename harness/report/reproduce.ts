/** Options of a run that decide what is run, and so belong to the command that shows it again. */
const CARRIED = ['--config', '--target', '--postgres'];

/**
 * What a person types to see one scenario again. The command of the run is carried over as far as it decides what is
 * run: `npx parity run --config x.ts --scenario <id>`.
 */
export function reproduceCommand(scenarioId: string, command: string): string {
  return `${reproducePrefix(command)}${scenarioId}`;
}

/** The same up to the id of the scenario. */
export function reproducePrefix(command: string): string {
  const words = command.split(' ');
  const carried = words.flatMap((word, index) => (CARRIED.includes(word) ? [word, words[index + 1] ?? ''] : []));
  return ['npx parity run', ...carried, '--scenario '].join(' ');
}
