/** Options of a run that decide what is run, and so belong to the command that shows it again. */
const CARRIED = ['--config', '--target', '--postgres', '--mutants'] as const;

/**
 * What a person types to see one scenario again. The command of the run is carried over as far as it decides what is
 * run: `npx parity run --config x.ts --scenario <id>`, or `npx parity prove --mutants H05 --scenario <id>` where a bug was
 * seeded. Of evidence that was merged, the targets of all its parts.
 */
export function getReproduceCommand(scenarioId: string, command: string): string {
  return `${getReproducePrefix(command)}${scenarioId}`;
}

/** The same up to the id of the scenario. */
export function getReproducePrefix(command: string): string {
  const words = command.split(' ');
  const valuesOf = (option: string) =>
    words.flatMap((word, index) => (word === option ? (words[index + 1] ?? '').split(',') : []));
  const carried = CARRIED.flatMap((option) => {
    const values = [...new Set(valuesOf(option))];
    if (values.length === 0) {
      return [];
    }
    return [option, option === '--target' ? values.join(',') : (values[0] ?? '')];
  });
  return [`npx parity ${carried.includes('--mutants') ? 'prove' : 'run'}`, ...carried, '--scenario '].join(' ');
}
