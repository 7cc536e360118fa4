/** The facilities of one person: choosing which one's pages to see, and leaving one. */
import { formatDate, tokyoToday } from "@madoguchi/notation";
import { ProblemError, seeOther, sendPage } from "@madoguchi/platform";
import {
  Button,
  ButtonRow,
  Form,
  LinkButton,
  Notice,
  StatusBadge,
  Table,
  VisuallyHidden,
} from "@madoguchi/ui";
import type { Column } from "@madoguchi/ui";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Temporal } from "temporal-polyfill";
import { z } from "zod";
import type { Center } from "../../center.ts";
import { facilityKindName } from "../../facilities/index.ts";
import { idParam } from "../../shell/params.ts";
import { leaveFacility } from "../actions/members.ts";
import { switchFacility } from "../actions/switch-facility.ts";
import { asPerson, facilityActor } from "../guard.tsx";
import { OwnPage } from "../own/frame.tsx";
import { ownerOf } from "../own/frame.tsx";
import type { Owner } from "../own/frame.tsx";
import { NoFacilityPage } from "../portal/refused.tsx";
import { isClosed, safeNext } from "../rules.ts";
import type { Membership } from "../rules.ts";
import { doors } from "../rules/doors.ts";
import { roleWords } from "../rules/rights.ts";
import type { SignedIn } from "../signed-in.ts";
import { membershipsOf } from "../store/memberships.ts";
import { LAST_ADMINISTRATOR } from "./member.tsx";

const PATH = "/account/facility";
const SESSION = { proof: "session" } as const;

const choiceSchema = z.object({ facility: z.uuid(), next: z.string().optional() });
const nextSchema = z.object({ next: z.string().optional().catch(undefined) });

export function registerFacilitySwitch(app: FastifyInstance, center: Center): void {
  app.get(
    PATH,
    asPerson(center, "facility", SESSION, async (person, request, reply) => {
      const actor = facilityActor(person);
      const next = safeNext(nextSchema.parse(request.query).next, doors.facility.home);

      return actor
        ? sendPage(
            reply,
            <FacilitiesPage
              owner={{ ...person, actor }}
              memberships={actor.memberships}
              acting={actor.facilityId}
              next={next}
              today={tokyoToday(center.clock)}
            />,
          )
        : sendPage(reply, <NoFacilityPage name={person.account.name} />, 403);
    }),
  );

  app.post(
    PATH,
    asPerson(center, "facility", SESSION, async (person, request, reply) => {
      const choice = choiceSchema.safeParse(request.body);
      if (!choice.success || !(await switchFacility(center, person, choice.data.facility))) {
        throw new ProblemError("not-found");
      }

      return seeOther(reply, safeNext(choice.data.next, doors.facility.home));
    }),
  );

  registerLeaving(app, center);
}

function registerLeaving(app: FastifyInstance, center: Center): void {
  const path = "/account/facilities/:id/leave";
  const membershipOf = async (
    { account }: SignedIn,
    request: FastifyRequest,
  ): Promise<Membership> => {
    const id = idParam(request);
    const memberships = await membershipsOf(center.db, account.id);
    const membership = memberships.find(({ facilityId }) => facilityId === id);
    if (!membership) {
      throw new ProblemError("not-found");
    }

    return membership;
  };
  app.get(
    path,
    asPerson(center, "facility", SESSION, async (person, request, reply) => {
      const membership = await membershipOf(person, request);

      return sendPage(reply, <LeavePage owner={ownerOf(person)} membership={membership} />);
    }),
  );

  app.post(
    path,
    asPerson(center, "facility", SESSION, async (person, request, reply) => {
      const membership = await membershipOf(person, request);
      const owner = ownerOf(person);
      switch (await leaveFacility(center, person, membership)) {
        case "changed":
          return seeOther(reply, "/account?done=left");
        case "last-administrator":
          return sendPage(reply, <LeavePage owner={owner} membership={membership} isLast />, 409);
        case "not-found":
          throw new ProblemError("not-found");
      }
    }),
  );
}

type FacilitiesPageProps = {
  readonly owner: Owner;
  readonly memberships: readonly Membership[];
  readonly acting: string;
  readonly next: string;
  readonly today: Temporal.PlainDate;
};

function FacilitiesPage({ owner, memberships, acting, next, today }: FacilitiesPageProps) {
  return (
    <OwnPage
      owner={owner}
      title="施設を切り替える"
      lead="あなたが担当する施設です。選んだ施設の画面に切り替わります。"
      width="wide"
      within={[]}
    >
      <Table
        caption="担当する施設"
        hideCaption
        columns={[...facilityColumns(today), chooseColumn(acting, next)]}
        rows={memberships}
        rowKey={({ facilityId }) => facilityId}
      />
      <p>ほかのタブで開いている画面も、次の操作から、選んだ施設のものになります。</p>
    </OwnPage>
  );
}

function facilityColumns(today: Temporal.PlainDate): Column<Membership>[] {
  return [
    {
      key: "name",
      header: "施設",
      rowHeader: true,
      cell: (membership) => (
        <div>
          {membership.facilityName}
          {membership.closedOn && isClosed(membership, today) && (
            <>
              <br />
              <small>{formatDate(membership.closedOn)}に廃止、またはコードを変更</small>
            </>
          )}
        </div>
      ),
    },
    { key: "kind", header: "種類", cell: ({ facilityKind }) => facilityKindName(facilityKind) },
    { key: "code", header: "コード", cell: ({ facilityCode }) => facilityCode },
    { key: "roles", header: "あなたの役割", cell: ({ roles }) => roleWords(roles) },
  ];
}

function chooseColumn(acting: string, next: string): Column<Membership> {
  return {
    key: "choose",
    header: "操作",
    cell: ({ facilityId, facilityName, facilityCode }) =>
      facilityId === acting ? (
        <StatusBadge tone="info">いまの画面</StatusBadge>
      ) : (
        <Form action={PATH} hidden={{ facility: facilityId, next }}>
          <Button variant="secondary">
            切り替える
            <VisuallyHidden>
              ：{facilityName}（{facilityCode}）
            </VisuallyHidden>
          </Button>
        </Form>
      ),
  };
}

type LeavePageProps = {
  readonly owner: Owner;
  readonly membership: Membership;
  readonly isLast?: boolean;
};

function LeavePage({ owner, membership, isLast = false }: LeavePageProps) {
  const { facilityId, facilityName, facilityCode } = membership;

  return (
    <OwnPage
      owner={owner}
      title="担当を外れますか"
      lead={`「${facilityName}」（${facilityCode}）の画面を開けなくなります。申請などの記録は残ります。`}
      within={[]}
    >
      {isLast && <Notice tone="error" title={LAST_ADMINISTRATOR} />}
      <p>担当に戻るには、施設の管理者からの招待が要ります。管理者にメールで知らせます。</p>
      <Form action={`/account/facilities/${facilityId}/leave`}>
        <ButtonRow>
          <Button variant="danger">担当を外れる</Button>
          <LinkButton href="/account" variant="secondary">
            やめて戻る
          </LinkButton>
        </ButtonRow>
      </Form>
    </OwnPage>
  );
}
