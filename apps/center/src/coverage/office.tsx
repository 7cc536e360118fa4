/** 利用登録 at the officials' counter: find one person's links, and undo one. Nothing of the person stands in an address. */
import { ProblemError, choiceField, dateField, readForm, sendPage } from "@madoguchi/platform";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { asOfficial } from "../accounts/index.ts";
import type { Center } from "../center.ts";
import { openData } from "../oversight/index.ts";
import { emptyForm } from "../shell/errors.tsx";
import { unlinkCertificate } from "./actions/link-certificate.ts";
import { lookReasons, lookUpLinks } from "./actions/look-up-links.ts";
import { LinksPage } from "./office/links-page.tsx";
import { SearchPage } from "./office/search-page.tsx";
import { lookWords, unlinkReasons } from "./office/words.ts";
import { findLink, linksOf } from "./store/links.ts";

const LINKS_PATH = "/office/certificate-links";

const written = (label: string, longest: number) =>
  z
    .string({ error: `${label}を入力してください。` })
    .trim()
    .min(1, `${label}を入力してください。`)
    .max(longest, `${label}は${longest}文字までで入力してください。`);

const searchSchema = z.object({
  insurerNumber: written("保険者番号", 20),
  symbol: z.string().trim().max(40, "記号は40文字までで入力してください。"),
  number: written("番号", 40),
  branch: z.string().trim().max(10, "枝番は10文字までで入力してください。"),
  birthDate: dateField("生年月日"),
  reason: choiceField("調べる理由", lookReasons),
});

const unlinkSchema = z.object({
  personId: z.uuid(),
  /** SHA-256 of the certificate, base64url: it opens nothing and names nobody. */
  link: z
    .string({ error: "解除する登録を選んでください。" })
    .regex(/^[A-Za-z0-9_-]{43}$/, "解除する登録を選んでください。"),
  reason: choiceField("解除の理由", unlinkReasons),
});

export function registerLinkOffice(app: FastifyInstance, center: Center): void {
  app.get(
    LINKS_PATH,
    asOfficial(center, "links.see", async (actor, _request, reply) =>
      sendPage(reply, <SearchPage actor={actor} state={emptyForm} nobody={false} />),
    ),
  );

  app.post(
    LINKS_PATH,
    asOfficial(center, "links.see", async (actor, request, reply) => {
      const form = readForm(searchSchema, request.body);
      if (!form.ok) {
        return sendPage(reply, <SearchPage actor={actor} state={form} nobody={false} />, 422);
      }
      const { birthDate, reason, ...numbers } = form.value;
      const stated = { ...numbers, birthDate: birthDate.toString(), kana: null };
      const look = await lookUpLinks(center, actorOf(actor), stated, reason);
      switch (look.kind) {
        case "refused":
          throw new ProblemError("not-found");
        case "nobody":
          return sendPage(
            reply,
            <SearchPage actor={actor} state={{ values: form.values, errors: {} }} nobody />,
          );
        case "found":
          await openData(
            center,
            actor,
            { kind: "certificate-links", id: look.personId },
            { reason: "asked", note: lookWords[reason] },
          );

          return sendPage(
            reply,
            <LinksPage
              actor={actor}
              personId={look.personId}
              links={look.links}
              state={emptyForm}
              done={null}
            />,
          );
      }
    }),
  );

  app.post(
    `${LINKS_PATH}/unlink`,
    asOfficial(center, "links.end", async (actor, request, reply) => {
      const form = readForm(unlinkSchema, request.body);
      const personId = z.uuid().safeParse(form.values["personId"]);
      if (!personId.success) {
        throw new ProblemError("invalid-request");
      }
      const page = async (done: "unlinked" | "unchanged" | null, status = 200) =>
        sendPage(
          reply,
          <LinksPage
            actor={actor}
            personId={personId.data}
            links={await linksOf(center.db, personId.data)}
            state={form.ok ? emptyForm : form}
            done={done}
          />,
          status,
        );
      if (!form.ok) {
        return page(null, 422);
      }
      const fingerprint = Buffer.from(form.value.link, "base64url");
      const link = await findLink(center.db, fingerprint);
      if (link && link.personId !== personId.data) {
        throw new ProblemError("not-found");
      }
      const { reason } = form.value;
      const result = await unlinkCertificate(center, actorOf(actor), { fingerprint, reason });
      if (result.kind === "refused") {
        throw new ProblemError("not-found");
      }

      return page(result.kind);
    }),
  );
}

function actorOf({ id }: { readonly id: string }) {
  return { kind: "official", id } as const;
}
