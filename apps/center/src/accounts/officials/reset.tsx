/** An official who lost every second factor: met by one who administers, approved by another, never by one alone. */
import { formatDateTime } from "@madoguchi/notation";
import { ProblemError, readForm, seeOther, sendPage } from "@madoguchi/platform";
import {
  Button,
  ButtonRow,
  DescriptionList,
  Details,
  Form,
  LinkButton,
  Notice,
  RadioGroup,
  Section,
  TextField,
} from "@madoguchi/ui";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Center } from "../../center.ts";
import { emptyForm, fieldState } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { idParam } from "../../shell/params.ts";
import {
  approveReset,
  declineReset,
  startOfficialReset,
  stopReset,
} from "../factor-reset/actions.ts";
import { refusedWords } from "../factor-reset/office/review.tsx";
import {
  canReset,
  declineSchema,
  delayWords,
  meetingWays,
  officialStartSchema,
  resetReasons,
} from "../factor-reset/rules.ts";
import { findOpenReset } from "../factor-reset/store.ts";
import type { FactorReset } from "../factor-reset/store.ts";
import { dueWords, ReasonField, stateWords } from "../factor-reset/words.tsx";
import { asOfficial } from "../guard.tsx";
import { May } from "../may.tsx";
import type { OfficialActor } from "../rules.ts";
import { findAccount } from "../store.ts";
import { OFFICIALS, OfficialsFrame } from "./office/frame.tsx";
import { findOfficial } from "./store.ts";
import type { Official } from "./store.ts";

const CHANGE = { right: "officials.change", stepUp: true } as const;
const PATH = `${OFFICIALS}/:id/factor-reset`;

const startWords = {
  "open-already": "この職員の解除は、すでに進んでいます。",
  "no-factor": "この職員は、2つ目の確認方法を設定していません。解除は要りません。",
  yourself: "自分の確認方法の解除は始められません。ほかの管理の職員に頼んでください。",
} as const;

export function registerOfficialReset(app: FastifyInstance, center: Center): void {
  app.get(
    PATH,
    asOfficial(center, "officials.see", async (actor, request, reply) =>
      send(center, actor, request, reply),
    ),
  );

  app.post(
    PATH,
    asOfficial(center, CHANGE, async (actor, request, reply) => {
      const id = idParam(request);
      const form = readForm(officialStartSchema, request.body);
      if (!form.ok) return send(center, actor, request, reply, { state: form }, 422);
      const result = await startOfficialReset(center, actor, id, form.value);

      return result === "started"
        ? seeOther(reply, pathOf(id))
        : send(center, actor, request, reply, { problem: startWords[result] }, 409);
    }),
  );

  app.post(
    `${PATH}/approve`,
    asOfficial(center, CHANGE, async (actor, request, reply) => {
      const open = await openOf(center, request);
      const result = await approveReset(center, actor, open.id, "office");
      if (result === "done") return seeOther(reply, pathOf(idParam(request)));
      if (result === "not-found" || result === "not-its-facility") {
        throw new ProblemError("not-found");
      }

      return send(center, actor, request, reply, { problem: refusedWords[result] }, 409);
    }),
  );

  app.post(
    `${PATH}/decline`,
    asOfficial(center, CHANGE, async (actor, request, reply) => {
      const open = await openOf(center, request);
      const form = readForm(declineSchema, request.body);
      if (!form.ok) {
        return send(center, actor, request, reply, { state: form, declines: true }, 422);
      }
      await declineReset(center, actor, open.id, form.value.reason, "office");

      return seeOther(reply, `${OFFICIALS}/${idParam(request)}`);
    }),
  );

  app.post(
    `${PATH}/stop`,
    asOfficial(center, CHANGE, async (actor, request, reply) => {
      const open = await openOf(center, request);
      await stopReset(center, open.id, { kind: "official", id: actor.id }, "office");

      return seeOther(reply, `${OFFICIALS}/${idParam(request)}`);
    }),
  );
}

const pathOf = (id: string) => `${OFFICIALS}/${id}/factor-reset`;

/** @throws ProblemError `not-found` where none is open */
async function openOf({ db }: Center, request: FastifyRequest): Promise<FactorReset> {
  const open = await findOpenReset(db, idParam(request));
  if (!open) throw new ProblemError("not-found");

  return open;
}

type Shown = {
  readonly state?: FormState;
  /** The state is that of declining. */
  readonly declines?: boolean;
  readonly problem?: string;
};

async function send(
  center: Center,
  actor: OfficialActor,
  request: FastifyRequest,
  reply: FastifyReply,
  shown: Shown = {},
  status = 200,
): Promise<FastifyReply> {
  const { db, clock, config } = center;
  const official = await findOfficial(db, idParam(request), clock.now());
  if (!official) throw new ProblemError("not-found");
  const open = (await findOpenReset(db, official.id)) ?? null;
  const checker = open?.checkedBy ? await findAccount(db, open.checkedBy) : undefined;

  return sendPage(
    reply,
    <OfficialResetPage
      {...{ actor, official, open }}
      checker={checker?.name ?? ""}
      hours={config.factorResetHours}
      {...shown}
    />,
    status,
  );
}

type OfficialResetProps = Shown & {
  readonly actor: OfficialActor;
  readonly official: Official;
  readonly open: FactorReset | null;
  /** Who met the official. */
  readonly checker: string;
  readonly hours: number;
};

function OfficialResetPage(props: OfficialResetProps) {
  const { actor, official, open, problem, state = emptyForm } = props;

  return (
    <OfficialsFrame
      actor={actor}
      title={`${official.name} さんの確認方法の解除`}
      lead="認証アプリ、パスキー、回復コードのどれも使えないときの手続きです。"
      state={state}
    >
      {problem !== undefined && <Notice tone="error" title={problem} live />}
      {open ? (
        <OpenReset {...props} open={open} />
      ) : official.hasFactor ? (
        <May right="officials.change">
          {official.id === actor.id ? <Notice title={startWords.yourself} /> : <Start {...props} />}
        </May>
      ) : (
        <p>{startWords["no-factor"]}</p>
      )}
      <ButtonRow>
        <LinkButton href={`${OFFICIALS}/${official.id}`} variant="secondary">
          職員のページへ
        </LinkButton>
      </ButtonRow>
    </OfficialsFrame>
  );
}

function Start({ official, hours, state = emptyForm }: OfficialResetProps) {
  return (
    <>
      <Notice title="先に、回復コードが残っていないか、ご本人に確かめてください">
        <p>回復コードが1つでもあれば、ご本人が自分で確認し、設定し直せます。</p>
      </Notice>
      <Section heading="本人と会って確かめる">
        <Form action={pathOf(official.id)}>
          <ReasonField state={state} />
          <RadioGroup
            name="way"
            label="本人と確かめた方法"
            help="電話やメールだけでは始められません。"
            required
            options={Object.entries(meetingWays).map(([value, label]) => ({ value, label }))}
            {...fieldState(state, "way")}
          />
          <TextField
            name="note"
            label="確かめた場所と立ち会った方"
            help="例：本庁舎3階、課長 架空 太郎"
            required
            {...fieldState(state, "note")}
          />
          <p>もう1人の管理の職員が承認した{delayWords(hours)}、すべての確認方法を解除します。</p>
          <ButtonRow>
            <Button>確認を記録する</Button>
          </ButtonRow>
        </Form>
      </Section>
    </>
  );
}

function OpenReset({
  actor,
  official,
  open,
  checker,
  hours,
  state = emptyForm,
  declines = false,
}: OfficialResetProps & { readonly open: FactorReset }) {
  const base = pathOf(official.id);
  const allowed = official.id === actor.id ? "about-you" : canReset.approve(actor, open);

  return (
    <>
      <DescriptionList
        items={[
          { term: "いまの状態", detail: dueWords(open) ?? stateWords[open.state] },
          { term: "使えなくなった理由", detail: resetReasons[open.reason] },
          { term: "本人と確かめた方法", detail: open.spokenWith },
          { term: "場所と立ち会った方", detail: open.checkNote },
          {
            term: "確かめた職員",
            detail: `${checker}　${open.checkedAt ? formatDateTime(open.checkedAt) : ""}`,
          },
        ]}
      />
      <May right="officials.change">
        {open.state === "checked" && allowed === true && (
          <Section heading="もう1人の確認">
            <p>
              確かめた職員に、本人と会ったことを聞いてください。承認の{delayWords(hours)}
              、すべての確認方法を解除します。
            </p>
            <Form action={`${base}/approve`}>
              <ButtonRow>
                <Button>承認する</Button>
              </ButtonRow>
            </Form>
            <Details summary="断る" open={declines}>
              <Form action={`${base}/decline`}>
                <TextField
                  name="reason"
                  label="断る理由"
                  help="ご本人に、このままメールで届きます。"
                  required
                  {...(declines ? fieldState(state, "reason") : {})}
                />
                <ButtonRow>
                  <Button variant="danger">断る</Button>
                </ButtonRow>
              </Form>
            </Details>
          </Section>
        )}
        {open.state === "checked" && allowed !== true && <Notice title={refusedWords[allowed]} />}
        <Form action={`${base}/stop`}>
          <ButtonRow>
            <Button variant="secondary">解除を取りやめる</Button>
          </ButtonRow>
        </Form>
      </May>
    </>
  );
}
