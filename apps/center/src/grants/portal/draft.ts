/** A step of an application that saved itself: what its page is told. */
import type { FormResult, FormValues } from "@madoguchi/platform";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { FacilityActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { sendAutosaved, sendSaved } from "../../shell/autosave.ts";
import { idParam } from "../../shell/params.ts";
import { saveForm } from "../actions/edit.ts";
import { recordOfRequest } from "../request.ts";

type Draft = {
  readonly change: { readonly costsForm: FormValues } | { readonly accountForm: FormValues };
  /** What is wrong with it so far. */
  readonly read: () => FormResult<unknown>;
};

/** @param version of the application that the page was shown with */
export async function sendDraftSaved(
  reply: FastifyReply,
  center: Center,
  actor: FacilityActor,
  request: FastifyRequest,
  version: number,
  { change, read }: Draft,
): Promise<FastifyReply> {
  const byItself = { byItself: true };
  const saved = await saveForm(center, actor, idParam(request), version, change, byItself);
  const { application } = await recordOfRequest(center, request, actor);
  if (saved !== "saved") {
    return sendAutosaved(reply, {
      kind: "conflict",
      words:
        saved === "changed-elsewhere"
          ? "別の画面で、この申請が保存されました。この画面の入力は保存していません。"
          : "いまは変えられない申請です。この画面の入力は保存していません。",
    });
  }

  return sendSaved(reply, application, read());
}
