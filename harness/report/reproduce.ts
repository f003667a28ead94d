/** What a person types to see one scenario again. */
export function reproduceCommand(scenarioId: string): string {
  return `npx parity run --scenario ${scenarioId}`;
}
