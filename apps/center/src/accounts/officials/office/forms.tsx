/** What one administrator proposes: somebody new, roles more, roles fewer; each with its reason. */
import {
  Button,
  ButtonRow,
  CheckboxGroup,
  DateFields,
  Form,
  LinkButton,
  TextField,
} from "@madoguchi/ui";
import { dateState, fieldState } from "../../../shell/errors.tsx";
import type { FormState } from "../../../shell/errors.tsx";
import type { OfficialActor } from "../../rules.ts";
import { allOfficialRoles, officialRoleHelp, officialRoles } from "../../rules/office-rights.ts";
import type { OfficialRole } from "../../rules/office-rights.ts";
import type { Official } from "../store.ts";
import { OFFICIALS, OfficialsFrame } from "./frame.tsx";

type FormProps = { readonly actor: OfficialActor; readonly state: FormState };
type AboutProps = FormProps & { readonly official: Official };

const THEN = "提案すると、ほかの管理の職員にメールで知らせます。同意されるまで何も変わりません。";

export function InvitePage({ actor, state }: FormProps) {
  return (
    <OfficialsFrame actor={actor} title="職員の招待を提案する" lead={THEN} state={state}>
      <Form action={`${OFFICIALS}/invite`}>
        <TextField
          name="name"
          label="氏名"
          required
          autoComplete="off"
          {...fieldState(state, "name")}
        />
        <TextField
          name="mail"
          label="メールアドレス"
          help="ログインに使う、本人だけが読めるアドレスを入力します。"
          type="email"
          required
          autoComplete="off"
          {...fieldState(state, "mail")}
        />
        <RolesField state={state} roles={allOfficialRoles} label="付ける役割" />
        <UntilField state={state} />
        <ReasonField state={state} />
        <Buttons back={OFFICIALS} />
      </Form>
    </OfficialsFrame>
  );
}

export function GivePage({ actor, state, official }: AboutProps) {
  const free = allOfficialRoles.filter((role) => !official.roles.includes(role));

  return (
    <OfficialsFrame
      actor={actor}
      title={`${official.name} さんの役割の追加を提案する`}
      lead={THEN}
      state={state}
    >
      <Form action={`${OFFICIALS}/${official.id}/give`}>
        <RolesField state={state} roles={free} label="加える役割" />
        <UntilField state={state} />
        <ReasonField state={state} />
        <Buttons back={`${OFFICIALS}/${official.id}`} />
      </Form>
    </OfficialsFrame>
  );
}

export function TakePage({ actor, state, official }: AboutProps) {
  return (
    <OfficialsFrame
      actor={actor}
      title={`${official.name} さんの役割の取外しを提案する`}
      lead={THEN}
      state={state}
    >
      <Form action={`${OFFICIALS}/${official.id}/take`}>
        <RolesField
          state={state}
          roles={official.roles}
          label="外す役割"
          help="すべて外すと、審査室の仕事ができなくなります。"
        />
        <ReasonField state={state} />
        <p>同意されると、この職員はすべての端末からログアウトします。</p>
        <Buttons back={`${OFFICIALS}/${official.id}`} />
      </Form>
    </OfficialsFrame>
  );
}

type RolesFieldProps = {
  readonly state: FormState;
  readonly roles: readonly OfficialRole[];
  readonly label: string;
  readonly help?: string;
};

function RolesField({ state, roles, label, help }: RolesFieldProps) {
  return (
    <CheckboxGroup
      name="roles"
      label={label}
      help={help ?? "いくつでも選べます。"}
      required
      options={roles.map((value) => ({
        value,
        label: officialRoles[value],
        help: officialRoleHelp[value],
      }))}
      values={state.values["roles"]?.split("\n")}
      error={state.errors["roles"]}
    />
  );
}

function UntilField({ state }: { readonly state: FormState }) {
  return (
    <DateFields
      name="untilOn"
      label="終わりの日"
      help="応援など、期間を決めるときだけ入力します。この日の終わりまで使えます。西暦で入力します。"
      {...dateState(state, "untilOn")}
    />
  );
}

function ReasonField({ state }: { readonly state: FormState }) {
  return (
    <TextField
      name="reason"
      label="理由"
      help="同意する職員と、あとで監査する職員が読みます。例：4月1日の異動のため"
      required
      {...fieldState(state, "reason")}
    />
  );
}

function Buttons({ back }: { readonly back: string }) {
  return (
    <ButtonRow>
      <Button>提案する</Button>
      <LinkButton href={back} variant="secondary">
        やめて戻る
      </LinkButton>
    </ButtonRow>
  );
}
