// Terminals are called t1, t2, …; a closed one's name is free again.

/** The name for one more terminal; undefined when there are as many as there may be. */
export function nextName(taken: readonly string[], most: number): string | undefined {
  for (let number = 1; number <= most; number++) {
    if (!taken.includes(`t${number}`)) {
      return `t${number}`;
    }
  }
  return undefined;
}

/** In the order of their numbers; at least one. */
export function firstNames(running: readonly string[]): string[] {
  const names = running.filter((name) => /^t[1-9]\d?$/.test(name));
  names.sort((a, b) => Number(numberOf(a)) - Number(numberOf(b)));
  return names.length > 0 ? names : ['t1'];
}

/** The number in a name, for people: as it is, for it is a name and no quantity. */
export function numberOf(name: string): string {
  return name.slice(1);
}
