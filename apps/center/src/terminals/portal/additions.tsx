/** 「アカウントを追加する」: its form and what it answers. */
import { choiceField, readForm, seeOther, sendPage, versionField } from "@madoguchi/platform";
import type { FieldErrors } from "@madoguchi/platform";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { asFacilityWith } from "../../accounts/index.ts";
import type { FacilityActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { emptyForm } from "../../shell/errors.tsx";
import { addAppAccounts } from "../actions/add-accounts.ts";
import { roomForAccounts } from "../store/additions.ts";
import { AddAccountsPage } from "./add-accounts.tsx";

const COUNT = "追加する数を選んでください。";
const additionSchema = z
  .object({
    count: z.coerce.number({ error: COUNT }).int(COUNT).min(1, COUNT).max(100, COUNT),
    reason: choiceField("追加する理由", ["counters", "outside", "replacement", "other"]),
    note: z
      .string()
      .default("")
      .transform((text) => text.normalize("NFC").replaceAll(/\s+/g, " ").trim())
      .refine((text) => [...text].length <= 100, "内容は100文字までで入力してください。"),
    seen: versionField,
  })
  .refine(({ reason, note }) => reason !== "other" || note !== "", {
    path: ["note"],
    message: "「そのほか」を選んだときは、内容を入力してください。",
  })
  .transform(({ note, ...addition }) => ({
    ...addition,
    note: addition.reason === "other" ? note : null,
  }));

export function registerAdditions(app: FastifyInstance, center: Center): void {
  const path = "/terminals/accounts/new";
  const room = (actor: FacilityActor) =>
    roomForAccounts(center.db, actor.facilityId, actor.facilityKind);

  app.get(
    path,
    asFacilityWith(center, { right: "credentials" }, async (actor, _request, reply) =>
      sendPage(reply, <AddAccountsPage actor={actor} room={await room(actor)} state={emptyForm} />),
    ),
  );

  app.post(
    path,
    asFacilityWith(center, { right: "credentials" }, async (actor, request, reply) => {
      const form = readForm(additionSchema, request.body);
      const again = async (errors: FieldErrors, status: number) =>
        sendPage(
          reply,
          <AddAccountsPage
            actor={actor}
            room={await room(actor)}
            state={{ values: form.values, errors }}
          />,
          status,
        );
      if (!form.ok) {
        return again(form.errors, 422);
      }
      const result = await addAppAccounts(center, actor, form.value);
      switch (result.kind) {
        case "added":
          return seeOther(reply, "/terminals?done=add");
        case "not-approved":
          return again({}, 422);
        case "too-many":
          return again({ count: `追加できるのは、あと${result.left}件までです。` }, 422);
        case "changed-meanwhile":
          return again(
            { count: "別の画面でアカウントが増えました。数を確かめて、もう一度押してください。" },
            409,
          );
      }
    }),
  );
}
