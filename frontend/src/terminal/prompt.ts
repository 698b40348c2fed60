/** What a shell is doing, as far as it says. */
export type Activity = 'unknown' | 'prompt' | 'running';

/** What a mark of the shell's (OSC 133, its text after the number) means for what it is doing. */
export function activityAfter(mark: string, before: Activity): Activity {
  switch (mark.charAt(0)) {
    case 'A':
    case 'B':
      return 'prompt';
    case 'C':
      return 'running';
    case 'D':
      return 'prompt';
    default:
      return before;
  }
}
