// pages.js BASE COOKIE PATH...: prints one line of JSON for each page and form of device: what Lighthouse says of it.
import * as launcher from 'chrome-launcher';
import lighthouse, { desktopConfig } from 'lighthouse';

const [base, cookie, ...paths] = process.argv.slice(2);
const CATEGORIES = ['performance', 'accessibility'];

for (const path of paths) {
  for (const device of ['mobile', 'desktop']) {
    // A browser for each: cookies that one page sets would take the place of those given here.
    const chrome = await launcher.launch({
      chromePath: process.env.PACKETWALK_CHROMIUM || '/usr/bin/chromium',
      chromeFlags: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
    });
    try {
      console.log(JSON.stringify({ path, device, ...(await measure(chrome.port, path, device)) }));
    } finally {
      await chrome.kill();
    }
  }
}

async function measure(port, path, device) {
  const flags = {
    port,
    onlyCategories: CATEGORIES,
    extraHeaders: cookie ? { Cookie: cookie } : {},
    // The exercise's page holds sockets open and is never quiet; what matters has been painted long before.
    maxWaitForLoad: 20_000,
  };
  const run = await lighthouse(new URL(path, base).href, flags, device === 'desktop' ? desktopConfig : undefined);
  const { audits, categories, runtimeError } = run.lhr;
  if (runtimeError) throw new Error(`${path}: ${runtimeError.message}`);
  return {
    scores: Object.fromEntries(CATEGORIES.map((name) => [name, Math.round(categories[name].score * 100)])),
    layoutShift: audits['cumulative-layout-shift'].numericValue,
    paintMillis: audits['largest-contentful-paint'].numericValue,
    bytes: (audits['network-requests'].details?.items ?? []).reduce((sum, item) => sum + (item.transferSize ?? 0), 0),
    missed: CATEGORIES.flatMap((name) =>
      categories[name].auditRefs
        .filter((ref) => ref.weight > 0 && audits[ref.id].score !== null && audits[ref.id].score < 0.9)
        .map((ref) => `${ref.id} ${audits[ref.id].displayValue ?? ''}`.trim()),
    ),
  };
}
