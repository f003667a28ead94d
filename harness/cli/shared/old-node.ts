/** The first versions that read TypeScript without a flag, and that know `using`, which no compiler has replaced here. */
const OLDEST = { package: '22.18', repository: '24.0' } as const;

/** Where the code is: the package is JavaScript, this repository is run as it is. */
export type Place = keyof typeof OLDEST;

/** Why a version of Node is too old; undefined for one that is not. */
export function describeOldNode(version: string, place: Place): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [neededMajor = 0, neededMinor = 0] = OLDEST[place].split('.').map(Number);
  if (major > neededMajor || (major === neededMajor && minor >= neededMinor)) {
    return undefined;
  }
  const how =
    place === 'package'
      ? 'install one from https://nodejs.org, or by "nvm install 24"'
      : '"npx parity" and "npm run" find the one that "npm ci" installed';
  return `ultra-parity needs Node ${OLDEST[place].replace('.0', '')} or newer, this is v${version}: ${how}`;
}
