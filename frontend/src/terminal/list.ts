// The list of a sandbox's terminals, as TerminalsResource gives it.

function ask(sandbox: string): Promise<Response> {
  return fetch(`/sandboxes/${encodeURIComponent(sandbox)}/terminals`, { headers: { accept: 'application/json' } });
}

/** The names of the terminals whose shells run; none when there is no answer. */
export async function runningTerminals(sandbox: string): Promise<string[]> {
  try {
    const answer = await ask(sandbox);
    const found: unknown = answer.ok ? await answer.json() : {};
    const names = (found as { terminals?: unknown }).terminals;
    return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
  } catch {
    return []; // the link says that there is no connection, and keeps trying
  }
}

/** How the server answers for this sandbox: 404 when it is gone, 401 when nobody is signed in, 0 when it does not. */
export async function terminalsStatus(sandbox: string): Promise<number> {
  try {
    return (await ask(sandbox)).status;
  } catch {
    return 0;
  }
}
