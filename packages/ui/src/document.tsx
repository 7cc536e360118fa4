import type { ReactNode } from "react";

type DocumentProps = {
  /** Title of the page, the most particular part first; the service name follows it. */
  title: string;
  serviceName?: string;
  /** What the page is for, in a sentence: search engines show it under the title. */
  description?: string;
  /** Number of wrong inputs; above zero, the title says so before anything else. */
  errorCount?: number;
  /** BCP 47. */
  lang?: string;
  stylesHref: string;
  /** An ES module. The pages work without it. */
  scriptHref?: string | undefined;
  /** A feed of what is new here (Atom). */
  feed?: { href: string; title: string };
  bodyClass?: string;
  children: ReactNode;
};

/**
 * A whole page, `<html>` and all, for static rendering. The caller puts `<!doctype html>` before it:
 * React's static renderer does not. Holds no inline script or style, so a strict CSP fits.
 */
export function Document(props: DocumentProps) {
  const { errorCount = 0, lang = "ja", serviceName, scriptHref } = props;
  const title = serviceName === undefined ? props.title : `${props.title}｜${serviceName}`;
  return (
    <html lang={lang}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        {/* Insurance numbers are not telephone numbers. */}
        <meta name="format-detection" content="telephone=no" />
        <meta name="color-scheme" content="light" />
        {props.description !== undefined && <meta name="description" content={props.description} />}
        <title>{errorCount > 0 ? `エラー：${title}` : title}</title>
        <link rel="stylesheet" href={props.stylesHref} />
        {props.feed && (
          <link
            rel="alternate"
            type="application/atom+xml"
            title={props.feed.title}
            href={props.feed.href}
          />
        )}
        {scriptHref !== undefined && <script type="module" src={scriptHref} />}
      </head>
      <body className={props.bodyClass}>{props.children}</body>
    </html>
  );
}
