/** Public pages of 資格確認: the article about its answers, and the paper for when there is none. */
import { DECLARATION, declarationPaper, nothingDeclared } from "@madoguchi/contract";
import type { FastifyInstance } from "fastify";
import { facilityActorOf } from "../accounts/index.ts";
import type { Center } from "../center.ts";
import { PortalPage } from "../shell/pages.tsx";
import { sendToAll } from "../shell/send-to-all.ts";
import { AnswersArticle } from "./portal/answers.tsx";
import { DECLARATION_PDF, DeclarationPage } from "./portal/declaration.tsx";
import { paperPdf } from "./portal/paper-pdf.ts";

export function registerEligibilityPages(app: FastifyInstance, center: Center): void {
  app.get("/help/answers", async (request, reply) => {
    const actor = await facilityActorOf(center, request);

    return sendToAll(
      reply,
      actor,
      <PortalPage title="資格確認の答えと対応" actor={actor} width="text">
        <AnswersArticle />
      </PortalPage>,
    );
  });

  app.get("/papers/declaration", async (request, reply) => {
    const actor = await facilityActorOf(center, request);

    return sendToAll(
      reply,
      actor,
      <PortalPage title={DECLARATION} actor={actor} width="text">
        <DeclarationPage />
      </PortalPage>,
    );
  });

  app.get(DECLARATION_PDF, async (_request, reply) =>
    reply
      .type("application/pdf")
      .header("content-disposition", "inline")
      .send(Buffer.from(await paperPdf(declarationPaper(nothingDeclared)))),
  );
}
