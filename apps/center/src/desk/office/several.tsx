/** What is done to several cases at a time, from a queue's list. */
import { readForm, seeOther, sendPage } from "@madoguchi/platform";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { asOfficial } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { emptyForm } from "../../shell/errors.tsx";
import { giveCases, releaseCase } from "../actions/claims.ts";
import type { FacilityCase } from "../actions/claims.ts";
import { reasonFields } from "../decision-form.ts";
import { lookOf } from "../look.ts";
import type { Queue } from "../queue.ts";
import { queryOf } from "../rules/filter.ts";
import { WHOLE } from "../rules/returns.ts";
import { caseIn, QUEUE_PAGE } from "../store/queue.ts";
import { reasonsFor } from "../store/returns.ts";
import { ReturnedPage, ReturnSeveralPage } from "./bulk.tsx";
import type { Chosen } from "./bulk.tsx";

const NOTHING_CHOSEN = "まとめて扱うものを、一覧で1件以上選んでください。";
const NOBODY_CHOSEN = "担当にする人を選んでください。";

const itemsField = z
  .string()
  .default("")
  .transform((text) =>
    text.split("\n").flatMap((line) => {
      const item = itemSchema.safeParse(line.split("~"));

      return item.success ? [{ id: item.data[0], version: item.data[1] }] : [];
    }),
  )
  .refine((items) => items.length > 0, NOTHING_CHOSEN)
  .refine((items) => items.length <= QUEUE_PAGE, `一度に扱えるのは${QUEUE_PAGE}件までです。`);
const itemSchema = z.tuple([z.uuid(), z.coerce.number().int().min(0)]);
const deedSchema = z.object({
  items: itemsField,
  deed: z.enum(["give", "release", "return"]),
  official: z.string().default(""),
});

type SendList = (
  queue: Queue,
  actor: OfficialActor,
  request: FastifyRequest,
  reply: FastifyReply,
  problem: string,
) => Promise<FastifyReply>;

export function registerSeveral(
  app: FastifyInstance,
  center: Center,
  queueOf: (request: FastifyRequest) => Queue,
  sendList: SendList,
): void {
  app.post(
    "/office/desk/:work/several",
    asOfficial(center, "cases.handle", async (actor, request, reply) => {
      const queue = queueOf(request);
      const form = readForm(deedSchema, request.body);
      if (!form.ok) {
        const problem = form.errors["items"] ?? NOTHING_CHOSEN;

        return sendList(queue, actor, request, reply, problem);
      }
      const { deed, official } = form.value;
      const chosen = await chosenIn(center, actor, queue, request, form.value.items);
      const query = queryOf(lookOf(center, actor, queue, request).filter);
      switch (deed) {
        case "give": {
          const cases = chosen.map(({ case: each }) => each);
          const isKnown = z.uuid().safeParse(official).success;
          const given = isKnown ? await giveCases(center, actor, official, cases) : null;

          return given === null
            ? sendList(queue, actor, request, reply, NOBODY_CHOSEN)
            : seeOther(
                reply,
                backTo(queue, query, given === cases.length ? "given" : "some-given"),
              );
        }
        case "release":
          for (const { case: each } of chosen) await releaseCase(center, actor, each);

          return seeOther(reply, backTo(queue, query, "released"));
        case "return":
          return sendPage(
            reply,
            <ReturnSeveralPage
              {...{ actor, queue, chosen, query }}
              reasons={await reasonsFor(center.db, queue.work, "return")}
              state={emptyForm}
            />,
          );
      }
    }),
  );

  app.post(
    "/office/desk/:work/return",
    asOfficial(center, "cases.handle", async (actor, request, reply) => {
      const queue = queueOf(request);
      const { returnOne } = queue;
      const reasons = await reasonsFor(center.db, queue.work, "return");
      const form = readForm(
        z.object({ items: itemsField, ...reasonFields(reasons) }),
        request.body,
      );
      const query = queryOf(lookOf(center, actor, queue, request).filter);
      const items = itemsField.safeParse(form.values["items"]);
      if (!returnOne || !items.success) {
        return sendList(queue, actor, request, reply, NOTHING_CHOSEN);
      }
      const chosen = await chosenIn(center, actor, queue, request, items.data);
      if (!form.ok) {
        return sendPage(
          reply,
          <ReturnSeveralPage {...{ actor, queue, chosen, reasons, query }} state={form} />,
          422,
        );
      }
      const { code, reason } = form.value;
      const point = { field: WHOLE, code, message: reason };
      const returned: Chosen[] = [];
      const left: (Chosen & { why: string })[] = [];
      // One after the other, each in its own transaction: one that cannot be returned keeps none of the others.
      for (const each of chosen) {
        const why = await returnOne(center, actor, each, point);
        if (why === null) returned.push(each);
        else left.push({ ...each, why });
      }

      return sendPage(reply, <ReturnedPage {...{ actor, queue, query, returned, left }} />);
    }),
  );
}

/** Those of what was chosen that still wait for the office, as they were seen. */
async function chosenIn(
  center: Center,
  actor: OfficialActor,
  queue: Queue,
  request: FastifyRequest,
  items: readonly { readonly id: string; readonly version: number }[],
): Promise<(Chosen & { readonly case: FacilityCase })[]> {
  const look = lookOf(center, actor, queue, request);
  const views = queue.views.filter(({ turn }) => turn === "office").map(({ name }) => name);
  const { work } = queue;
  const found = await Promise.all(
    items.map(async ({ id, version }) => {
      const row = await caseIn(center.db, look, views, id);

      return row && { id, version, name: row.name, case: { work, id, facilityId: row.facilityId } };
    }),
  );

  return found.filter((each) => each !== null);
}

function backTo(queue: Queue, query: string, done: string): string {
  return `${queue.path}${query === "" ? "?" : `${query}&`}done=${done}`;
}
