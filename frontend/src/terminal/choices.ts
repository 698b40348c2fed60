/** What a learner has chosen about terminals; kept in the browser. */
export interface Choices {
  readonly fontSize: number;
  readonly screenReader: boolean;
  readonly copyOnSelect: boolean;
}

export const smallestFont = 9;
export const largestFont = 28;

const usual: Choices = { fontSize: 14, screenReader: false, copyOnSelect: false };
const key = 'packetwalk-terminal';

/** What was chosen before; what makes no sense counts as not chosen. */
export function parseChoices(text: string | null): Choices {
  let kept: unknown;
  try {
    kept = JSON.parse(text ?? '{}');
  } catch {
    return usual;
  }
  const values = typeof kept === 'object' && kept !== null ? (kept as Record<string, unknown>) : {};
  const fontSize = values['fontSize'];
  return {
    fontSize:
      typeof fontSize === 'number' && Number.isFinite(fontSize)
        ? Math.round(Math.min(largestFont, Math.max(smallestFont, fontSize)))
        : usual.fontSize,
    screenReader: values['screenReader'] === true,
    copyOnSelect: values['copyOnSelect'] === true,
  };
}

export function loadChoices(): Choices {
  try {
    return parseChoices(localStorage.getItem(key));
  } catch {
    return usual; // storage is switched off
  }
}

export function saveChoices(choices: Choices): void {
  try {
    localStorage.setItem(key, JSON.stringify(choices));
  } catch {
    // Storage is switched off or full: the choice holds for as long as the page does.
  }
}
