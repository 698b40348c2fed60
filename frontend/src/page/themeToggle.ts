const KEY = 'packetwalk-theme';

/** The button that changes between light and dark, and remembers it. theme.ts applies what is remembered. */
export function themeToggle(): void {
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const isDark = (): boolean => (root.dataset['theme'] ?? (dark.matches ? 'dark' : 'light')) === 'dark';
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-theme-toggle]')) {
    button.hidden = false;
    button.addEventListener('click', () => {
      const theme = isDark() ? 'light' : 'dark';
      root.dataset['theme'] = theme;
      try {
        localStorage.setItem(KEY, theme);
      } catch {
        // Storage is switched off: the choice lasts as long as the page.
      }
    });
  }
}
