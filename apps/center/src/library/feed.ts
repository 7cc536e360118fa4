/** What machines read of the library: the feed (RFC 4287), the sitemap, and which pages are not for search engines. */
import type { Temporal } from "temporal-polyfill";
import { articleHref } from "./rules/article.ts";
import type { Article } from "./rules/article.ts";
import { newsAt, noticeHref, noticeTitle } from "./rules/notice.ts";
import type { ShelvedNotice } from "./shelf.ts";

const FEED_ENTRIES = 50;
const SUMMARY = 200;

/** @param notices those that are shown now, the newest first */
export function atomFeed(
  publicUrl: string,
  notices: readonly ShelvedNotice[],
  now: Temporal.Instant,
): string {
  const [newest] = notices;
  const entries = notices
    .slice(0, FEED_ENTRIES)
    .map((notice) =>
      [
        "<entry>",
        element("title", noticeTitle(notice)),
        element("id", publicUrl + noticeHref(notice)),
        `<link rel="alternate" type="text/html" href="${escaped(publicUrl + noticeHref(notice))}"/>`,
        element("published", notice.publishedAt.toString()),
        element("updated", newsAt(notice).toString()),
        element("summary", [...notice.words].slice(0, SUMMARY).join("")),
        `<content type="html">${escaped(notice.html)}</content>`,
        "</entry>",
      ].join(""),
    );

  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ja">',
    element("title", "オンライン資格確認 総合ポータルサイト お知らせ"),
    element("id", `${publicUrl}/feed.atom`),
    `<link rel="self" type="application/atom+xml" href="${escaped(`${publicUrl}/feed.atom`)}"/>`,
    `<link rel="alternate" type="text/html" href="${escaped(`${publicUrl}/notices`)}"/>`,
    element("updated", (newest ? newsAt(newest) : now).toString()),
    "<author><name>Madoguchi</name></author>",
    ...entries,
    "</feed>",
  ].join("\n");
}

const PLACES = ["/", "/notices", "/help", "/help/answers", "/help/glossary", "/terms", "/register"];

export function sitemap(
  publicUrl: string,
  articles: readonly Article[],
  notices: readonly ShelvedNotice[],
): string {
  const urls = [
    ...PLACES.map((path) => ({ path, changed: null })),
    ...articles.map((article) => ({
      path: articleHref(article),
      changed: article.updated.toString(),
    })),
    ...notices.map((notice) => ({
      path: noticeHref(notice),
      changed: newsAt(notice).toString(),
    })),
  ];

  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...urls.map(
      ({ path, changed }) =>
        `<url>${element("loc", publicUrl + path)}${changed === null ? "" : element("lastmod", changed)}</url>`,
    ),
    "</urlset>",
  ].join("\n");
}

/** What somebody searched is for no search engine: links to made-up searches would be found there. The page itself is. */
export function robots(publicUrl: string): string {
  return [
    "User-agent: *",
    "Disallow: /office",
    "Disallow: /search?",
    `Sitemap: ${publicUrl}/sitemap.xml`,
    "",
  ].join("\n");
}

function element(name: string, text: string): string {
  return `<${name}>${escaped(text)}</${name}>`;
}

/** For text and attributes of XML; what XML cannot hold at all is left out. */
function escaped(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
