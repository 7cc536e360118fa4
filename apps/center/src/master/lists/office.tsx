/** Official lists: those that were taken in, a new one on its way, and what they say of one place over time. */
import {
  ProblemError,
  readFileName,
  readForm,
  seeOther,
  sendPage,
  writeProblems,
  sendCsv,
  sendCsvBytes,
} from "@madoguchi/platform";
import type { FieldErrors } from "@madoguchi/platform";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { asOfficial } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import {
  findFacilityByCode,
  masterVersions,
  searchMaster,
  takenInLists,
} from "../../facilities/index.ts";
import { findProposal, proposalRefusals, registerProposalDeeds } from "../../proposals/index.ts";
import { idParam } from "../../shell/params.ts";
import { LISTS } from "../frame.tsx";
import { dropListFile, facilityLists, keepListFile, tryList } from "./actions.ts";
import { ListsPage } from "./office/lists.tsx";
import { NewListPage } from "./office/new-list.tsx";
import { differenceRows } from "./office/preview.tsx";
import { RecordPage } from "./office/record.tsx";
import { UploadPage } from "./office/upload.tsx";
import { listForm } from "./rules.ts";
import { findUpload, waitingUploads } from "./store.ts";

/** The largest list that a bureau publishes is a few megabytes. */
const MOST_BYTES = 30 * 1024 * 1024;
const LISTS_SHOWN = 50;
const FOUND_SHOWN = 50;

const searchSchema = z.object({ q: z.string().max(100).catch("") });
const likeSchema = z.object({ like: z.uuid().nullable().catch(null) });
const codeSchema = z.object({ code: z.string().max(40) });

export function registerListPages(app: FastifyInstance, center: Center): void {
  app.get(
    LISTS,
    asOfficial(center, "masters.see", async (actor, request, reply) => {
      const q = searchSchema.parse(request.query).q.trim();

      return sendPage(
        reply,
        <ListsPage
          actor={actor}
          waiting={await waitingUploads(center.db)}
          lists={await takenInLists(center.db, LISTS_SHOWN)}
          q={q}
          found={q === "" ? null : await searchMaster(center.db, q, FOUND_SHOWN)}
        />,
      );
    }),
  );

  app.get(
    `${LISTS}/new`,
    asOfficial(center, "masters.change", async (actor, request, reply) => {
      const { like } = likeSchema.parse(request.query);
      const before = like === null ? undefined : await findUpload(center.db, like);
      // The same again, but for the day.
      const values = Object.fromEntries(
        Object.entries(before?.form ?? {}).filter(([name]) => !name.startsWith("listedOn")),
      );

      return sendPage(reply, <NewListPage actor={actor} state={{ values, errors: {} }} />);
    }),
  );

  app.post(
    LISTS,
    { config: { hasLargeBody: true } },
    asOfficial(center, "masters.change", (actor, request, reply) =>
      receive(center, actor, request, reply),
    ),
  );

  app.get(
    `${LISTS}/records/:code`,
    asOfficial(center, "masters.see", async (actor, request, reply) => {
      const { code } = codeSchema.parse(request.params);
      const versions = await masterVersions(center.db, code);
      const [newest] = versions;
      if (!newest) throw new ProblemError("not-found");

      return sendPage(
        reply,
        <RecordPage
          actor={actor}
          newest={newest}
          versions={versions}
          facility={await findFacilityByCode(center.db, code)}
        />,
      );
    }),
  );

  app.get(
    `${LISTS}/:id`,
    asOfficial(center, "masters.see", (actor, request, reply) =>
      sendUpload(center, actor, request, reply),
    ),
  );

  app.get(
    `${LISTS}/:id/problems.csv`,
    asOfficial(center, "masters.see", async (_actor, request, reply) => {
      const { problems } = await uploadOf(center, request);

      return sendCsvBytes(reply, "名簿の誤り.csv", writeProblems(problems));
    }),
  );

  app.get(
    `${LISTS}/:id/differences.csv`,
    asOfficial(center, "masters.see", async (_actor, request, reply) => {
      const { preview } = await uploadOf(center, request);
      const rows = preview ? differenceRows(preview) : [];

      return sendCsv(reply, "名簿の違い.csv", rows);
    }),
  );
  registerProposalDeeds(app, center, {
    subject: facilityLists,
    path: `${LISTS}/:id`,
    needs: { right: "masters.change", stepUp: true },
    refusals: proposalRefusals,
    sendAgain: (actor, request, reply, refusal) =>
      sendUpload(center, actor, request, reply, refusal),
    async proposalOf(request) {
      const { proposalId } = await uploadOf(center, request);
      if (proposalId === null) throw new ProblemError("not-found");

      return proposalId;
    },
    afterwards: async (request) => dropListFile(center, (await uploadOf(center, request)).id),
  });
}

async function receive(
  center: Center,
  actor: OfficialActor,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const upload = await receiveList(center, request);
  const { fields, file, fileName } = upload;
  const form = readForm(listForm, fields);
  const errors: FieldErrors = {
    ...(typeof file === "string" && { file: fileErrors[file] }),
    ...(form.ok ? {} : form.errors),
  };
  if (typeof file === "string" || !form.ok) {
    if (typeof file !== "string") await dropListFile(center, file.id);

    return sendPage(
      reply,
      <NewListPage actor={actor} state={{ values: form.values, errors }} />,
      422,
    );
  }
  const { id } = file;
  const { refusal } = await tryList(center, actor, { id, fileName }, form.value, form.values);
  if (refusal === null) return seeOther(reply, `${LISTS}/${id}`);
  const waits = "この種類と都道府県には、確認を待つ名簿があります。先にそれを決めてください。";

  return sendPage(
    reply,
    <NewListPage actor={actor} state={{ values: form.values, errors: { kind: waits } }} />,
    409,
  );
}

const fileErrors = {
  none: "ファイルが選ばれていません。選んでから押してください。",
  "too-large": "ファイルが30MBを超えています。gzipで圧縮するか、都道府県で分けてください。",
} as const;

type ReceivedList = {
  readonly fields: Readonly<Record<string, string>>;
  readonly fileName: string;
  readonly file: { readonly id: string } | keyof typeof fileErrors;
};

async function receiveList(center: Center, request: FastifyRequest): Promise<ReceivedList> {
  const fields: Record<string, string> = {};
  let fileName = "";
  let file: ReceivedList["file"] = "none";
  if (!request.isMultipart()) return { fields, fileName, file };
  const options = { limits: { files: 1, fileSize: MOST_BYTES }, throwFileSizeLimit: false };
  for await (const part of request.parts(options)) {
    if (part.type === "field") {
      if (typeof part.value === "string") fields[part.fieldname] = part.value;
      continue;
    }
    fileName = readFileName(part.filename) || "名前のないファイル";
    const { id, bytes } = await keepListFile(center, part.file);
    if (bytes > 0 && !part.file.truncated) {
      file = { id };
      continue;
    }
    await dropListFile(center, id);
    if (part.file.truncated) file = "too-large";
  }

  return { fields, fileName, file };
}

async function uploadOf(center: Center, request: FastifyRequest) {
  const upload = await findUpload(center.db, idParam(request));
  if (!upload) throw new ProblemError("not-found");

  return upload;
}

async function sendUpload(
  center: Center,
  actor: OfficialActor,
  request: FastifyRequest,
  reply: FastifyReply,
  refusal?: string,
): Promise<FastifyReply> {
  const upload = await uploadOf(center, request);
  const { proposalId } = upload;

  return sendPage(
    reply,
    <UploadPage
      actor={actor}
      upload={upload}
      proposal={
        proposalId === null
          ? undefined
          : await findProposal(center.db, facilityLists.name, proposalId)
      }
      refusal={refusal}
    />,
    refusal === undefined ? 200 : 409,
  );
}
