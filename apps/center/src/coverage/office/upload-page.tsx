/** An insurer's file, brought by an official. */
import { tokyoToday } from "@madoguchi/notation";
import { readForm, seeOther, sendPage } from "@madoguchi/platform";
import {
  Button,
  ButtonRow,
  CheckboxField,
  ErrorSummary,
  FileField,
  Form,
  LinkButton,
  PageHeading,
  RadioGroup,
} from "@madoguchi/ui";
import type { FastifyInstance } from "fastify";
import { asOfficial } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { fieldState, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { deliverFeed } from "../actions/deliver-feed.ts";
import { hasContract } from "../rules/registry.ts";
import type { InsurerTable } from "../store/tables.ts";
import { InsurerPage, insurerOf, INSURERS, pathOf } from "./frame.tsx";
import { uploadSchema } from "./forms.ts";
import { receiveUpload } from "./upload.ts";
import type { Upload } from "./upload.ts";

export function registerUploadPages(app: FastifyInstance, center: Center): void {
  const path = `${INSURERS}/:number/upload`;
  const bytes = center.config.feedBytes;

  app.get(
    path,
    asOfficial(center, "insurers.change", async (actor, request, reply) => {
      const insurer = await insurerOf(center, request);
      const state = { values: { mode: "full" }, errors: contractErrors(center, insurer) };

      return sendPage(
        reply,
        <UploadPage actor={actor} insurer={insurer} state={state} bytes={bytes} />,
      );
    }),
  );

  app.post(
    path,
    { config: { hasLargeBody: true } },
    asOfficial(center, "insurers.change", async (actor, request, reply) => {
      const insurer = await insurerOf(center, request);
      const upload = await receiveUpload(center, request);
      const { file, fields, fileName } = upload;
      const form = readForm(uploadSchema, fields);
      const errors = {
        ...contractErrors(center, insurer),
        ...fileErrors(upload, bytes),
        ...(form.ok ? {} : form.errors),
      };
      if (typeof file === "string" || !form.ok || Object.keys(errors).length > 0) {
        if (typeof file !== "string") await center.spool.remove(file.id);
        const state = { values: form.values, errors };

        return sendPage(
          reply,
          <UploadPage actor={actor} insurer={insurer} state={state} bytes={bytes} />,
          422,
        );
      }
      const { mode, dryRun } = form.value;
      await deliverFeed(center, { kind: "official", id: actor.id }, file, {
        insurerNumber: insurer.number,
        mode,
        isDryRun: dryRun === "yes",
        fileName,
        idempotencyKey: null,
      });

      return seeOther(reply, `/office/feeds/${file.id}`);
    }),
  );
}

function fileErrors({ file }: Upload, bytes: number): Readonly<Record<string, string>> {
  if (file === "none") return { file: "ファイルが選ばれていません。選んでから押してください。" };
  return file === "too-large"
    ? {
        file: `ファイルが${sizeWords(bytes)}を超えています。gzipで圧縮するか、差分に分けてください。`,
      }
    : {};
}

function contractErrors(center: Center, insurer: InsurerTable): Readonly<Record<string, string>> {
  return hasContract(insurer, tokyoToday(center.clock))
    ? {}
    : { contract: "契約の期間ではないため、取り込めません。登録内容を確かめてください。" };
}

function sizeWords(bytes: number): string {
  const gigabytes = bytes / 1024 ** 3;
  return gigabytes >= 1 ? `${Math.floor(gigabytes)}GB` : `${Math.floor(bytes / 1024)}KB`;
}

type UploadPageProps = {
  readonly actor: OfficialActor;
  readonly insurer: InsurerTable;
  readonly state: FormState;
  readonly bytes: number;
};

function UploadPage({ actor, insurer, state, bytes }: UploadPageProps) {
  const errors = summaryOf(state.errors).map(({ name, message }) =>
    name === "contract" ? { message } : { name, message },
  );

  return (
    <InsurerPage
      actor={actor}
      insurer={insurer}
      title="ファイルの取り込み"
      width="text"
      errorCount={errors.length}
    >
      <ErrorSummary errors={errors} />
      <PageHeading
        caption={`保険者番号 ${insurer.number}　${insurer.name}`}
        lead="1行でも誤りがあれば、ファイルの全部を取り込みません。"
      >
        ファイルの取り込み
      </PageHeading>
      <Form action={`${pathOf(insurer)}/upload`} upload>
        <RadioGroup
          name="mode"
          label="ファイルの種類"
          required
          options={[
            {
              value: "full",
              label: "全件",
              help: "ファイルにない資格は、今日の日付で喪失になります。",
            },
            {
              value: "diff",
              label: "差分",
              help: "異動区分が1の行を登録し、9の行を取り消します。ほかの資格は変わりません。",
            },
          ]}
          {...fieldState(state, "mode")}
        />
        <CheckboxField
          name="dryRun"
          label="試すだけにする（結果を見るだけで、登録は変えません）"
          checked={state.values["dryRun"] === "yes"}
        />
        <FileField
          name="file"
          label="ファイル"
          help={`CSVまたはNDJSON、文字コードはUTF-8かShift_JIS。gzipで圧縮したものも選べます。${sizeWords(bytes)}まで。`}
          accept=".csv,.ndjson,.gz,.txt"
          required
          {...(state.errors["file"] === undefined ? {} : { error: state.errors["file"] })}
        />
        <ButtonRow>
          <Button>送る</Button>
          <LinkButton href={pathOf(insurer)} variant="secondary">
            やめて戻る
          </LinkButton>
        </ButtonRow>
      </Form>
    </InsurerPage>
  );
}
