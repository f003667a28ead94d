export function standardOutput(line: string): void {
  process.stdout.write(line);
}
