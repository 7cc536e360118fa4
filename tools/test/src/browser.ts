import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import { chromium } from "playwright-core";
import type { Browser, Page } from "playwright-core";

/** Quiet and self-contained: the browser under test speaks to nobody but the server under test. */
export const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
] as const;

/**
 * Of the features that are off, the last list counts: playwright-core's, and the renderers that the address bar and the next
 * page would have ready in every window. Nobody types there, and they are some 40 % of what a window costs.
 */
const OFF = [
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsUpgrades",
  "HttpsFirstBalancedModeAutoEnable",
  "LensOverlay",
  "MediaRouter",
  "PaintHolding",
  "ThirdPartyStoragePartitioning",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "OptimizationHints",
  "NetworkTimeServiceQuerying",
  "AimEnabled",
  "PreconnectToSearch",
  "WebUIOmniboxPopup",
  "WebUIOmniboxAimPopup",
  "SpareRendererForSitePerProcess",
];

/**
 * Starts the installed Chromium, headless; `CHROMIUM` names another binary. Close it after use.
 * @param options.localhost the server that is to answer as http://localhost, for what a browser does by name only, such as passkeys
 */
export function launchBrowser({ localhost }: { localhost?: string } = {}): Promise<Browser> {
  const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
  const args = [...CHROMIUM_FLAGS, `--disable-features=${OFF.join(",")}`];
  if (localhost) args.push(`--host-resolver-rules=MAP localhost:80 ${new URL(localhost).host}`);
  // Where no language is set, Chromium keeps no Japanese name of a file.
  const env = { ...process.env, LC_ALL: "C.UTF-8" };

  return chromium.launch({ executablePath, args, env });
}

/** JIS X 8341-3 and WCAG 2.2 up to level AA, and what axe adds from experience. */
const axeOptions = JSON.stringify({
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  // What passed is not read, so its elements need not be listed: that halves the time.
  resultTypes: ["violations"],
});

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve("axe-core/axe.min.js"),
  "utf8",
);

/**
 * Throws, naming each broken rule and its elements, unless axe finds the page as it stands without fault.
 * The script goes in through the debugger, so a strict CSP of the page does not stop it.
 */
export async function expectNoAxeViolations(page: Page): Promise<void> {
  if (!(await page.evaluate<boolean>("'axe' in window"))) {
    await page.evaluate(axeSource);
  }
  const violations = await page.evaluate<AxeResults["violations"]>(
    `axe.run(document, ${axeOptions}).then(({ violations }) => violations)`,
  );
  if (violations.length === 0) return;
  const report = violations.map(({ id, help, nodes }) => {
    const elements = nodes.map((node) => `${node.html}\n    ${node.failureSummary ?? ""}`);
    return [`${id}: ${help}`, ...elements].join("\n  ");
  });
  throw new Error(
    `axe found ${violations.length} broken rules on ${page.url()}\n${report.join("\n")}`,
  );
}

/** The elements that reach out of the window sideways; none, on a page that reflows. */
export function sidewaysOverflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    // An element's box may fit while a line in it does not.
    return [...document.querySelectorAll("body *")]
      .filter(
        (element) =>
          element.getBoundingClientRect().right > width + 0.5 ||
          element.getBoundingClientRect().left + element.scrollWidth > width + 0.5,
      )
      .map((element) => `${element.tagName}.${element.className}`);
  });
}
