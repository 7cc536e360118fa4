import { type Db, ProblemError, sendPage, systemClock, totpCode } from "@madoguchi/platform";
import type { FastifyInstance } from "fastify";
import { createElement } from "react";
import { z } from "zod";
import type { SignIn } from "../../demo/demo.ts";
import { CodesPage, MailListPage, MailPage } from "./pages.tsx";
import { findMail, listMail } from "./store.ts";

export { type MailCatcher, startMailCatcher } from "./catcher.ts";

export type DevMailOptions = {
  readonly db: Db;
  /** The center's stylesheet, known once the center is made. */
  readonly stylesHref: string;
  /** Of the demo's people; some need a code of an authenticator app that nobody has. */
  readonly signIns: readonly SignIn[];
};

const mailId = z.object({ id: z.uuid() });

/** The pages /dev/mail and /dev/mail/<id>: what the demo's mail catcher caught; and /dev/codes, its people's authenticator app. */
export async function devMail(
  app: FastifyInstance,
  { db, stylesHref, signIns }: DevMailOptions,
): Promise<void> {
  app.get("/dev/mail", async (_request, reply) => {
    const mails = await listMail(db);
    return sendPage(reply, createElement(MailListPage, { mails, stylesHref }));
  });
  app.get("/dev/codes", async (_request, reply) => {
    const now = systemClock.now();
    const codes = signIns.flatMap(({ who, id, totp }) =>
      totp ? [{ who, id, code: totpCode(totp, now) }] : [],
    );
    return sendPage(reply, createElement(CodesPage, { codes, stylesHref }));
  });
  app.get("/dev/mail/:id", async (request, reply) => {
    const params = mailId.safeParse(request.params);
    const mail = params.success ? await findMail(db, params.data.id) : undefined;
    if (!mail) throw new ProblemError("not-found");
    return sendPage(reply, createElement(MailPage, { mail, stylesHref }));
  });
}
