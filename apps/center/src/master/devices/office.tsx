/** The pages of the device catalogue: as it is, another one on its way, and what that would change. */
import { firstCatalogue } from "@madoguchi/contract/known-models";
import { formatDate, tokyoToday } from "@madoguchi/notation";
import {
  dateField,
  ProblemError,
  readForm,
  seeOther,
  sendCsv,
  sendPage,
} from "@madoguchi/platform";
import type { Executor, TableProblem } from "@madoguchi/platform";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { asOfficial } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { openProposals, propose, registerProposalPage } from "../../proposals/index.ts";
import { emptyForm } from "../../shell/errors.tsx";
import { DEVICES, placeOf } from "../frame.tsx";
import { catalogueRefusals, deviceCatalogue } from "./actions.ts";
import { affectedBy, differencesOf } from "./difference.ts";
import type { EnteredDevice } from "./difference.ts";
import { catalogueRows, readCatalogue } from "./file.ts";
import { CataloguePage } from "./office/catalogue.tsx";
import { NewCataloguePage } from "./office/new-catalogue.tsx";
import { CatalogueChanges } from "./office/proposal.tsx";
import { catalogueVersions, deviceCatalogueOn } from "./store.ts";

/** What others have that is known by its model; they say it when they are put together. */
export type EnteredDevices = (executor: Executor) => Promise<readonly EnteredDevice[]>;

const MOST_BYTES = 1024 * 1024;
const catalogueForm = z.object({ validFrom: dateField("使い始める日") });

export function registerDevicePages(
  app: FastifyInstance,
  center: Center,
  entered: EnteredDevices,
): void {
  const { db, clock } = center;

  app.get(
    DEVICES,
    asOfficial(center, "masters.see", async (actor, _request, reply) => {
      const today = tokyoToday(clock);

      return sendPage(
        reply,
        <CataloguePage
          actor={actor}
          models={await deviceCatalogueOn(db, today)}
          versions={await catalogueVersions(db)}
          waiting={await openProposals(db, deviceCatalogue.name)}
          today={today}
        />,
      );
    }),
  );

  app.get(
    `${DEVICES}/devices.csv`,
    asOfficial(center, "masters.see", async (_actor, _request, reply) => {
      const models = await deviceCatalogueOn(db, tokyoToday(clock));

      return sendCsv(reply, "機種の一覧.csv", catalogueRows(models));
    }),
  );

  app.get(
    `${DEVICES}/new`,
    asOfficial(center, "masters.change", async (actor, _request, reply) =>
      sendPage(reply, <NewCataloguePage actor={actor} state={emptyForm} />),
    ),
  );

  app.post(
    DEVICES,
    asOfficial(center, "masters.change", async (actor, request, reply) => {
      const { fields, bytes, isTooLarge } = await receive(request);
      const form = readForm(catalogueForm, fields);
      const errors = {
        ...(form.ok ? {} : form.errors),
        ...(isTooLarge ? { file: "ファイルが1MBを超えています。" } : {}),
        ...(!isTooLarge && bytes === null
          ? { file: "ファイルが選ばれていません。選んでから押してください。" }
          : {}),
      };
      const again = (
        more: Readonly<Record<string, string>>,
        problems: readonly TableProblem[] = [],
        status = 422,
      ) => {
        const state = { values: form.values, errors: { ...errors, ...more } };

        return sendPage(reply, <NewCataloguePage {...{ actor, state, problems }} />, status);
      };
      if (!form.ok || bytes === null || isTooLarge) return again({});
      const read = await readCatalogue(bytes);
      if (!read.ok) {
        return again(
          { file: "読み取れないところがあります。下の表を見て直してください。" },
          read.problems,
        );
      }
      const proposed = await propose(center, actor, deviceCatalogue, {
        validFrom: form.value.validFrom.toString(),
        models: read.models,
      });
      if (proposed.kind === "proposed") return seeOther(reply, `${DEVICES}/${proposed.id}`);
      const { reason } = proposed;
      if (reason === "not-found") throw new ProblemError("not-found");
      const field = reason === "past-day" ? "validFrom" : "file";

      return again(
        {
          [field]:
            reason === "past-day"
              ? "過ぎた日です。今日から後の日にしてください。"
              : catalogueRefusals[reason],
        },
        [],
        reason === "already-proposed" ? 409 : 422,
      );
    }),
  );

  registerProposalPage(app, center, {
    subject: deviceCatalogue,
    path: `${DEVICES}/:id`,
    place: placeOf(DEVICES, "提案"),
    sees: "masters.see",
    changes: { right: "masters.change" },
    refusals: catalogueRefusals,
    async show(proposal, change) {
      // As they were when it was proposed, or what a decided one took the place of.
      const versions = await catalogueVersions(db);
      const earlier = versions.filter(
        ({ id, validFrom, recordedAt }) =>
          id !== proposal.became &&
          validFrom.until(change.validFrom).sign >= 0 &&
          (proposal.decidedAt === null || recordedAt.until(proposal.decidedAt).sign >= 0),
      );
      const before = earlier.at(0)?.models ?? firstCatalogue;
      const isOpen = proposal.state === "proposed";

      return {
        title: "機種の一覧の提案",
        lead: `${formatDate(change.validFrom)}から使う、${change.models.length}機種の一覧です。`,
        question: {
          advice: "下の違いと、影響を受ける申請を確かめてください。",
          verb: "この一覧に決める",
        },
        content: (
          <CatalogueChanges
            differences={differencesOf(before, change.models)}
            affected={isOpen ? affectedBy(await entered(db), before, change.models) : null}
          />
        ),
      };
    },
  });
}

type Received = {
  readonly fields: Readonly<Record<string, string>>;
  /** Null where no file came. */
  readonly bytes: Uint8Array | null;
  readonly isTooLarge: boolean;
};

async function receive(request: FastifyRequest): Promise<Received> {
  const fields: Record<string, string> = {};
  let bytes: Uint8Array | null = null;
  let isTooLarge = false;
  if (!request.isMultipart()) return { fields, bytes, isTooLarge };
  const options = { limits: { files: 1, fileSize: MOST_BYTES }, throwFileSizeLimit: false };
  for await (const part of request.parts(options)) {
    if (part.type === "field") {
      if (typeof part.value === "string") fields[part.fieldname] = part.value;
      continue;
    }
    const content = await part.toBuffer();
    isTooLarge ||= part.file.truncated;
    if (content.length > 0) bytes = content;
  }

  return { fields, bytes, isTooLarge };
}
