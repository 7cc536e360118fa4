/** 掲示とお渡し用の紙: which there are, and each as a sheet to be printed. For everybody, without a script. */
import { ProblemError, sendPage } from "@madoguchi/platform";
import { PageHeading, Prose, Section } from "@madoguchi/ui";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { facilityActorOf } from "../../accounts/index.ts";
import type { FacilityActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { PortalPage } from "../../shell/pages.tsx";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { articleHref } from "../rules/article.ts";
import type { Article } from "../rules/article.ts";
import { posterPdf } from "./poster-pdf.ts";
import {
  isPosterLanguage,
  isPosterName,
  posterArticles,
  posterHref,
  posterLanguages,
  posterOf,
} from "./poster.ts";
import type { PosterLanguage, PosterName } from "./poster.ts";

const sheetSchema = z.object({
  name: z.string().refine(isPosterName),
  file: z
    .string()
    .regex(/\.pdf$/)
    .transform((text) => text.replace(/\.pdf$/, ""))
    .refine(isPosterLanguage),
});

export function registerPosters(app: FastifyInstance, center: Center, catalogue: Catalogue): void {
  // Always the same for the same texts: drawn when first asked for.
  const sheets = new Map<string, Uint8Array>();

  app.get("/posters", async (request, reply) =>
    sendPage(
      reply,
      <PostersPage actor={await facilityActorOf(center, request)} catalogue={catalogue} />,
    ),
  );

  app.get("/posters/:name/:file", async (request, reply) => {
    const params = sheetSchema.safeParse(request.params);
    if (!params.success) throw new ProblemError("not-found");
    const { name, file: lang } = params.data;
    const href = posterHref(name, lang);
    const sheet = sheets.get(href) ?? (await posterPdf(posterOf(articleOf(catalogue, name), lang)));
    sheets.set(href, sheet);

    return reply
      .type("application/pdf")
      .header("content-disposition", "inline")
      .send(Buffer.from(sheet));
  });
}

function articleOf({ byNumber }: Catalogue, name: PosterName): Article {
  const article = byNumber.get(posterArticles[name]);
  if (article === undefined) throw new RangeError(`no article ${posterArticles[name]}`);

  return article;
}

const names = Object.keys(posterArticles).filter(isPosterName);
const languages = Object.keys(posterLanguages).filter(isPosterLanguage);

function PostersPage({ actor, catalogue }: { actor: FacilityActor | null; catalogue: Catalogue }) {
  return (
    <PortalPage
      title="掲示とお渡し用の紙"
      actor={actor}
      width="text"
      crumbs={[{ label: "使い方と手順書", href: "/help" }, { label: "掲示とお渡し用の紙" }]}
    >
      <PageHeading lead="患者さんに見ていただく紙です。A4の紙に、1枚で印刷できます。">
        掲示とお渡し用の紙
      </PageHeading>
      {names.map((name) => (
        <PosterSection key={name} name={name} article={articleOf(catalogue, name)} />
      ))}
    </PortalPage>
  );
}

function PosterSection({ name, article }: { name: PosterName; article: Article }) {
  return (
    <Section heading={article.title} id={name}>
      <Prose>
        <p>
          印刷する言葉を選んでください。文は<a href={articleHref(article)}>記事</a>
          でも読めます。
        </p>
        <ul>
          {languages.map((lang) => (
            <li key={lang}>
              <SheetLink name={name} lang={lang} title={article.title} />
            </li>
          ))}
        </ul>
      </Prose>
    </Section>
  );
}

type SheetLinkProps = { name: PosterName; lang: PosterLanguage; title: string };

/** Each language by its own name, and in its own voice. */
function SheetLink({ name, lang, title }: SheetLinkProps) {
  return (
    <a href={posterHref(name, lang)} hrefLang={lang}>
      <span lang={lang}>{posterLanguages[lang]}</span>
      <span>（PDF、{title}）</span>
    </a>
  );
}
