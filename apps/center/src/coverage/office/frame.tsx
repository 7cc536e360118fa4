/** What the pages about one insurer share. */
import { formatDate, parseInsurerNumber } from "@madoguchi/notation";
import type { InsurerNumber } from "@madoguchi/notation";
import { ProblemError } from "@madoguchi/platform";
import { StatusBadge } from "@madoguchi/ui";
import type { Tone } from "@madoguchi/ui";
import type { FastifyRequest } from "fastify";
import type { ReactNode } from "react";
import type { Temporal } from "temporal-polyfill";
import type { OfficialActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { OfficePage } from "../../shell/pages.tsx";
import { modeNames, stateNames } from "../delivery-words.ts";
import type { DeliveryState } from "../rules/deliveries.ts";
import type { ContractPeriod } from "../rules/contracts.ts";
import { hasContract } from "../rules/registry.ts";
import type { Delivery } from "../store/deliveries.ts";
import { findInsurer } from "../store/insurers.ts";
import type { InsurerTable } from "../store/tables.ts";

export const INSURERS = "/office/insurers";

export function pathOf({ number }: Pick<InsurerTable, "number">): string {
  return `${INSURERS}/${number}`;
}

/** @throws ProblemError `not-found` */
export async function insurerOf(center: Center, request: FastifyRequest): Promise<InsurerTable> {
  const { number } = Object(request.params) as Readonly<Record<string, unknown>>;
  const parsed = parseInsurerNumber(String(number));
  const insurer = parsed.ok ? await findInsurer(center.db, parsed.value.number) : undefined;
  if (!insurer) throw new ProblemError("not-found");

  return insurer;
}

type InsurerPageProps = {
  readonly actor: OfficialActor;
  readonly insurer: InsurerTable;
  /** Of the page below the insurer's own; none on that. */
  readonly title?: string;
  readonly errorCount?: number;
  readonly width?: "text" | "wide";
  /** Loads the script of the copy buttons. */
  readonly enhanced?: boolean;
  readonly children: ReactNode;
};

export function InsurerPage(props: InsurerPageProps) {
  const {
    actor,
    insurer,
    title,
    children,
    errorCount = 0,
    width = "wide",
    enhanced = false,
  } = props;

  return (
    <OfficePage
      title={title === undefined ? insurer.name : `${title}（${insurer.name}）`}
      actor={actor}
      current={INSURERS}
      errorCount={errorCount}
      width={width}
      enhanced={enhanced}
      crumbs={[
        { label: "保険者", href: INSURERS },
        ...(title === undefined
          ? [{ label: insurer.name }]
          : [{ label: insurer.name, href: pathOf(insurer) }, { label: title }]),
      ]}
    >
      {children}
    </OfficePage>
  );
}

const tones = {
  waiting: "info",
  running: "info",
  accepted: "success",
  already: "neutral",
  refused: "error",
  unconfirmed: "warning",
  declined: "neutral",
  expired: "neutral",
  failed: "error",
} as const satisfies Record<DeliveryState, Tone>;

export function DeliveryBadge({ state, isDryRun }: Pick<Delivery, "state" | "isDryRun">) {
  return (
    <StatusBadge
      tone={tones[state]}
      {...(state === "waiting" || state === "running" || state === "unconfirmed"
        ? { icon: "clock" as const }
        : {})}
    >
      {isDryRun && state === "accepted" ? "取り込めます（試し）" : stateNames[state]}
    </StatusBadge>
  );
}

export function modeName({ mode, isDryRun }: Pick<Delivery, "mode" | "isDryRun">): string {
  return isDryRun ? `${modeNames[mode]}（試し）` : modeNames[mode];
}

/** 法別 and what it stands for: 国民健康保険 has a name but no number. */
export function lawWords({
  lawNumber,
  kindName,
}: Pick<InsurerNumber, "lawNumber" | "kindName">): string {
  return lawNumber === undefined ? `なし（${kindName}）` : `${lawNumber}　${kindName}`;
}

export function contractWords({ contractFrom, contractTo }: ContractPeriod): string {
  if (contractFrom === null) return "なし";

  return `${formatDate(contractFrom)}から${contractTo === null ? "" : `${formatDate(contractTo)}まで`}`;
}

export function ContractBadge({
  insurer,
  today,
}: {
  insurer: InsurerTable;
  today: Temporal.PlainDate;
}) {
  return hasContract(insurer, today) ? (
    <StatusBadge tone="success">契約中</StatusBadge>
  ) : (
    <StatusBadge tone="warning">契約の期間外</StatusBadge>
  );
}

export function number(value: number): string {
  return value.toLocaleString("ja-JP");
}

export function percent(share: number): string {
  return String(Math.round(share * 1000) / 10);
}
