// Opens an HTML file in Chromium at several widths, light and dark, and prints as JSON what is wrong with it: node open-page.js FILE FOLDER
const fs = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const [file, folder] = process.argv.slice(2);
const address = pathToFileURL(path.resolve(file)).href;
const result = { views: 0, overflow: [], violations: [], console: [], requests: [], hiddenInPrint: [], title: '' };

async function look(browser, width, scheme) {
  const view = `${width}-${scheme}`;
  const page = await browser.newPage();
  page.on('console', message => ['error', 'warn'].includes(message.type()) && result.console.push(`${view}: ${message.text()}`));
  page.on('pageerror', error => result.console.push(`${view}: ${error.message}`));
  page.on('request', request => request.url() === address || request.url().startsWith('data:') || result.requests.push(`${view}: ${request.url()}`));
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await page.goto(address, { waitUntil: 'load' });
  result.title = await page.title();
  await judge(page, view);
  await page.screenshot({ path: path.join(folder, `report-${view}.png`), fullPage: true });
  await page.evaluate(() => document.querySelectorAll('details').forEach(one => { one.open = true; }));
  await judge(page, `${view}-open`);
  if (scheme === 'light') {
    await page.screenshot({ path: path.join(folder, `report-${view}-open.png`), fullPage: true });
  }

  await page.close();
}

async function judge(page, view) {
  result.views++;
  const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  if (wide > room) {
    result.overflow.push(`${view}: ${wide} > ${room}`);
  }

  // Opened, all is there that is there closed.
  if (!view.endsWith('-open')) {
    return;
  }

  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate(() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  for (const name of ['color-contrast', 'svg-img-alt', 'scrollable-region-focusable', 'document-title', 'html-has-lang']) {
    // A rule that did not look at anything has shown nothing.
    if (!passes.some(rule => rule.id === name) && !violations.some(rule => rule.id === name) && (name !== 'scrollable-region-focusable' || view.startsWith('400-'))) {
      result.violations.push(`${view}: ${name} found nothing to judge`);
    }
  }

  for (const violation of violations) {
    result.violations.push(...violation.nodes.map(node => `${view}: ${violation.id} at ${node.target.join(' ')}: ${node.failureSummary}`));
  }
}

async function print(browser) {
  const page = await browser.newPage();
  await page.goto(address, { waitUntil: 'load' });
  await page.emulateMediaType('print');
  result.hiddenInPrint = await page.evaluate(() => [...document.querySelectorAll('details td, details caption')].filter(one => one.getBoundingClientRect().height === 0).map(one => one.textContent));
  await page.pdf({ path: path.join(folder, 'report.pdf'), format: 'A4', printBackground: true });
  await page.close();
}

(async () => {
  const { default: puppeteer } = await import('puppeteer-core');
  const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
  try {
    for (const width of [400, 1400]) {
      for (const scheme of ['light', 'dark']) {
        await look(browser, width, scheme);
      }
    }

    await print(browser);
  } finally {
    await browser.close();
  }

  console.log(JSON.stringify(result));
})().catch(error => {
  console.error(error);
  process.exitCode = 1;
});
