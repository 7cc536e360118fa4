import { expect, test } from "vitest";
import { describeBrowser } from "./browser-words.ts";

const gecko = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const webkit = "AppleWebKit/537.36 (KHTML, like Gecko)";

test.each([
  [
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0`,
    "Windows 10/11、Edge 141",
  ],
  [
    `Mozilla/5.0 (Linux; Android 15; Pixel 8) ${webkit} Chrome/141.0.0.0 Mobile Safari/537.36`,
    "Android 15、Chrome 141",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
    "iPhone・iPad、Safari 18",
  ],
  [gecko, "Linux、Firefox 140"],
  ["", "分からないOS、分からないブラウザー"],
])("%s is %s", (userAgent, words) => {
  expect(describeBrowser(userAgent)).toBe(words);
});
