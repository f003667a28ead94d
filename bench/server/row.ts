export function row(name: string, value: string): void {
  console.log(`${name.padEnd(32)}${value}`);
}

export function number(value: number, digits = 1): string {
  return value.toFixed(digits);
}
