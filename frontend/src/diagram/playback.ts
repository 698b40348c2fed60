/** Where playing a walk is: `position` counts steps that are done; fractions are on the way to the next. */
export interface Playback {
  steps: number;
  position: number;
  playing: boolean;
  speed: number;
}

export const SPEEDS: readonly number[] = [0.5, 1, 2, 4];

/** How long a step takes at normal speed, in milliseconds. */
export const STEP_TIME = 900;
const QUICK_STEP_TIME = 380;

/** At the beginning, standing still. */
export function ready(steps: number, speed = 1): Playback {
  return { steps, position: 0, playing: false, speed };
}

/** Plays; from the beginning when it is at the end. */
export function play(now: Playback): Playback {
  return { ...now, position: now.position >= now.steps ? 0 : now.position, playing: now.steps > 0 };
}

export function pause(now: Playback): Playback {
  return { ...now, playing: false };
}

/** Goes to a place and stays there. */
export function seek(now: Playback, position: number): Playback {
  return { ...now, position: Math.min(Math.max(position, 0), now.steps), playing: false };
}

/** One step on; to the end of the step that is under way. */
export function forward(now: Playback): Playback {
  return seek(now, Math.floor(now.position) + 1);
}

/** One step back; to the beginning of the step that is under way. */
export function back(now: Playback): Playback {
  return seek(now, Math.ceil(now.position) - 1);
}

/** Time passes. `quick` says which steps need less of it. Stops at the end. */
export function advance(now: Playback, milliseconds: number, quick: (step: number) => boolean): Playback {
  if (!now.playing) return now;
  let { position } = now;
  let left = milliseconds * now.speed;
  while (left > 0 && position < now.steps) {
    const step = Math.floor(position);
    const whole = quick(step) ? QUICK_STEP_TIME : STEP_TIME;
    const rest = (step + 1 - position) * whole;
    position = left >= rest ? step + 1 : position + left / whole;
    left -= rest;
  }
  return { ...now, position, playing: position < now.steps };
}

/**
 * Where the packet is shown: it hurries along its line and rests at each stop, so that there is time to read. With `still` it
 * stands at stops only.
 */
export function shownAt(now: Playback, still: boolean): number {
  const whole = Math.floor(now.position);
  const part = now.position - whole;
  if (part === 0) return whole;
  if (still) return whole + 1;
  const moved = Math.min(part / 0.55, 1);
  return whole + moved * moved * (3 - 2 * moved);
}

/** The number of the step that is being taken or was taken last, from 0; null before the first. */
export function currentStep(now: Playback): number | null {
  const step = Math.ceil(now.position) - 1;
  return step < 0 ? null : step;
}
