/** Handing 管理者 over, as when the owner changes. */
import { tokyoToday } from "@madoguchi/notation";
import { dateField, formValues, readForm, seeOther, sendPage } from "@madoguchi/platform";
import {
  Button,
  ButtonRow,
  DateFields,
  Form,
  LinkButton,
  Prose,
  RadioGroup,
  TextField,
} from "@madoguchi/ui";
import type { FastifyInstance } from "fastify";
import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import type { Center } from "../../center.ts";
import { dateState, fieldState, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { offerHandover, withdrawHandover } from "../actions/invite.ts";
import { asFacilityWith } from "../guard.tsx";
import type { FacilityActor } from "../rules.ts";
import { handoverSchema, keptChoices } from "../rules/people.ts";
import { PEOPLE, PeoplePage } from "./frame.tsx";
import { sendPeople } from "./list.tsx";

const PATH = `${PEOPLE}/hand-over`;
const MAY = { right: "people", stepUp: true } as const;

const problems = {
  limited: "続けて招待したため、止めています。1時間ほど待ってください。",
  "under-way": "引き継ぎが、すでに進んでいます。担当者の一覧で取りやめると、やり直せます。",
  "own-address": "あなたのメールアドレスです。引き継ぐ方のアドレスを入力してください。",
  "not-administrator": "あなたは、もう管理者ではありません。",
} as const;

export function registerHandoverPages(app: FastifyInstance, center: Center): void {
  app.get(
    PATH,
    asFacilityWith(center, MAY, async (actor, request, reply) => {
      const day = proposedDay(request.query, tokyoToday(center.clock));
      const values = Object.fromEntries(
        dayParts.map((part) => [`effectiveOn.${part}`, String(day[part])]),
      );

      return sendPage(reply, <HandoverPage actor={actor} state={{ values, errors: {} }} />);
    }),
  );

  app.post(
    PATH,
    asFacilityWith(center, MAY, async (actor, request, reply) => {
      const form = readForm(handoverSchema(tokyoToday(center.clock)), request.body);
      if (!form.ok) {
        return sendPage(reply, <HandoverPage actor={actor} state={form} />, 422);
      }
      const result = await offerHandover(center, actor, form.value);
      if (result === "sent") {
        return seeOther(reply, `${PEOPLE}?done=handover-offered`);
      }
      const state = { values: form.values, errors: { mail: problems[result] } };
      const status = result === "limited" ? 429 : 422;

      return sendPage(reply, <HandoverPage actor={actor} state={state} />, status);
    }),
  );

  app.post(
    `${PATH}/withdraw`,
    asFacilityWith(center, { right: "people" }, async (actor, _request, reply) =>
      (await withdrawHandover(center, actor))
        ? seeOther(reply, `${PEOPLE}?done=handover-withdrawn`)
        : sendPeople(center, reply, actor, { problem: "no-handover" }),
    ),
  );
}

const dayParts = ["year", "month", "day"] as const;

const dayOfFounder = z.object({ day: dateField("交代の日") });

/** The day that the change of the founder names, where one comes from there and it is not past. */
function proposedDay(query: unknown, today: Temporal.PlainDate): Temporal.PlainDate {
  const named = dayOfFounder.safeParse({ day: formValues(query) });
  const isAhead = named.success && Temporal.PlainDate.compare(named.data.day, today) > 0;

  return isAhead ? named.data.day : today;
}

function HandoverPage({ actor, state }: { actor: FacilityActor; state: FormState }) {
  return (
    <PeoplePage
      actor={actor}
      title="管理者を引き継ぐ"
      lead="開設者や責任者が代わるときに、次の方を管理者に招待します。"
      errors={summaryOf(state.errors)}
    >
      <Prose>
        <ol>
          <li>次の管理者に、メールで招待が届きます。</li>
          <li>次の方が受けると、その日から管理者になります。</li>
          <li>交代の日に、あなたは管理者を外れます。2人にメールで知らせます。</li>
        </ol>
      </Prose>
      <Form action={PATH}>
        <TextField
          name="mail"
          label="次の管理者のメールアドレス"
          help="すでに担当者の方でも構いません。そのときは、その方のIDを入力します。"
          type="email"
          required
          autoComplete="off"
          {...fieldState(state, "mail")}
        />
        <DateFields
          name="effectiveOn"
          label="交代の日"
          help="開設者が変わるときは、変更の日を入力します。西暦の年、月、日を数字で入力してください。"
          required
          {...dateState(state, "effectiveOn")}
        />
        <RadioGroup
          name="kept"
          label="交代した後のあなたの役割"
          required
          options={Object.entries(keptChoices).map(([value, label]) => ({ value, label }))}
          {...fieldState(state, "kept")}
        />
        <ButtonRow>
          <Button>引き継ぎのメールを送る</Button>
          <LinkButton href={PEOPLE} variant="secondary">
            やめて戻る
          </LinkButton>
        </ButtonRow>
      </Form>
    </PeoplePage>
  );
}
