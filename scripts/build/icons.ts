/**
 * `npm run icons` draws the PNG icons in public/ from icon.svg, for systems that take no SVG, with the browser that the
 * tests use. Run it when icon.svg changes: a browser test compares what it drew with the SVG.
 */
import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { browserArguments, ensureBrowser } from '../browser.ts';
import { FOLDER, ICONS } from './icon-table.ts';

/** The system cuts such an icon to a shape of its own, so its ground has no round corners. */
const TO_THE_EDGE = 'svg > rect { rx: 0 }';

async function drawIcons(): Promise<void> {
  const svg = readFileSync(new URL('icon.svg', FOLDER), 'utf8');
  const browser = await chromium.launch({ executablePath: await ensureBrowser(), args: browserArguments() });
  const page = await browser.newPage();
  for (const { file, size, isCut } of ICONS) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(
      `<style>body { margin: 0 } svg { display: block } ${isCut ? TO_THE_EDGE : ''}</style>${svg}`,
    );
    writeFileSync(new URL(file, FOLDER), await page.screenshot({ omitBackground: !isCut }));
    console.log(`${file}  ${size} x ${size}`);
  }
  await browser.close();
}

if (realpathSync(process.argv[1] ?? '') === fileURLToPath(import.meta.url)) await drawIcons();
