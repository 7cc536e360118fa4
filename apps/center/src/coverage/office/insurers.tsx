/** 保険者: the routes of the list, of one of them, and of what the office may change. */
import { tokyoToday } from "@madoguchi/notation";
import { readForm, seeOther, sendPage } from "@madoguchi/platform";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { cut, placeField, placeText } from "../../shell/places.ts";
import { asOfficial } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { changeInsurer } from "../actions/change-insurer.ts";
import { endingShare } from "../feeds/store/files.ts";
import { waitingChangeOf, waitingChanges } from "../store/contract-changes.ts";
import {
  countDeliveries,
  DELIVERY_PAGE,
  deliveriesOf,
  unconfirmedDeliveries,
} from "../store/deliveries.ts";
import { keysOf } from "../store/insurer-keys.ts";
import { countInsurers, INSURER_PAGE, searchInsurers } from "../store/insurers.ts";
import { INSURERS, insurerOf, pathOf, percent } from "./frame.tsx";
import { insurerSchema, insurerValues } from "./forms.ts";
import { InsurerForm } from "./insurer-form.tsx";
import { InsurerListPage } from "./insurer-list.tsx";
import { OnePage } from "./insurer-page.tsx";

const listSchema = z.object({
  q: z.string().max(100).catch("").default(""),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});
const oneSchema = z.object({
  after: placeField,
  done: z
    .enum(["registered", "changed", "contract-changed", "contract-kept"])
    .optional()
    .catch(undefined),
});

export function registerInsurerPages(app: FastifyInstance, center: Center): void {
  app.get(
    INSURERS,
    asOfficial(center, "insurers.see", async (actor, request, reply) => {
      const { q, page } = listSchema.parse(request.query);

      return sendPage(
        reply,
        <InsurerListPage
          actor={actor}
          text={q}
          page={page}
          insurers={await searchInsurers(center.db, q, {
            limit: INSURER_PAGE,
            offset: (page - 1) * INSURER_PAGE,
          })}
          count={await countInsurers(center.db, q)}
          unconfirmed={await unconfirmedDeliveries(center.db)}
          contractChanges={await waitingChanges(center.db)}
          today={tokyoToday(center.clock)}
        />,
      );
    }),
  );

  app.get(
    `${INSURERS}/:number`,
    asOfficial(center, "insurers.see", async (actor, request, reply) => {
      const insurer = await insurerOf(center, request);
      const { after, done } = oneSchema.parse(request.query);
      const found = await deliveriesOf(center.db, insurer.number, after);
      const { rows, last } = cut(found, DELIVERY_PAGE);

      return sendPage(
        reply,
        <OnePage
          actor={actor}
          insurer={insurer}
          share={await endingShare(center.db, insurer.number)}
          contractChange={await waitingChangeOf(center.db, insurer.number)}
          deliveries={rows}
          count={await countDeliveries(center.db, insurer.number)}
          keys={await keysOf(center.db, insurer.number)}
          isFirst={after === null}
          next={last && placeText({ at: last.receivedAt, id: last.id })}
          today={tokyoToday(center.clock)}
          done={done}
        />,
      );
    }),
  );

  app.get(
    `${INSURERS}/:number/edit`,
    asOfficial(center, "insurers.change", async (actor, request, reply) => {
      const insurer = await insurerOf(center, request);
      const values = insurerValues(insurer, percent(await endingShare(center.db, insurer.number)));

      return sendPage(
        reply,
        <InsurerForm actor={actor} insurer={insurer} state={{ values, errors: {} }} />,
      );
    }),
  );

  app.post(
    `${INSURERS}/:number/edit`,
    asOfficial(center, "insurers.change", async (actor, request, reply) => {
      const insurer = await insurerOf(center, request);
      const form = readForm(insurerSchema, request.body);
      if (!form.ok) {
        return sendPage(reply, <InsurerForm actor={actor} insurer={insurer} state={form} />, 422);
      }
      await changeInsurer(center, actor, insurer.number, form.value);

      return seeOther(reply, `${pathOf(insurer)}?done=changed`);
    }),
  );
}
