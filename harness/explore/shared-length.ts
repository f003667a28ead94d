/** How many letters two texts have in common at their start: paths of one part of an API share many. */
export function countSharedPrefix(one: string, other: string): number {
  const differs = [...one].findIndex((letter, index) => letter !== other[index]);
  return differs === -1 ? one.length : differs;
}
