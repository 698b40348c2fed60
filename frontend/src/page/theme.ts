// Runs before the page is painted, so that a remembered theme does not flash: a classic script in the head, without imports.
{
  const remembered = ((): string | null => {
    try {
      return localStorage.getItem('packetwalk-theme');
    } catch {
      return null; // storage is switched off: the system's theme it is
    }
  })();
  if (remembered === 'light' || remembered === 'dark') {
    document.documentElement.dataset['theme'] = remembered;
  }
  document.documentElement.classList.add('js');
}
