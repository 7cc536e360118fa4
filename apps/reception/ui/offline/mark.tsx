import { TOKYO } from "@madoguchi/notation";
import { Icon } from "@madoguchi/ui";
import { useCallback, useSyncExternalStore } from "react";
import { Temporal } from "temporal-polyfill";
import type { Courier, CourierState } from "./courier.ts";
import type { Reach, ReachWatch } from "./reach.ts";

type OfflineMarkProps = { reach: ReachWatch; courier: Courier | null };

const NOTHING: CourierState = { waiting: 0, answers: 0, held: null };

/** In the head of every screen: that the center cannot be reached, why and since when, and what waits for it. */
export function OfflineMark({ reach, courier }: OfflineMarkProps) {
  const state = useSyncExternalStore(reach.subscribe, reach.state);
  const listen = useCallback(
    (listener: () => void) => courier?.subscribe(listener) ?? (() => {}),
    [courier],
  );
  const queue = useSyncExternalStore(listen, () => courier?.state() ?? NOTHING);
  const isDown = state.kind === "down";
  const words = [isDown ? downWords(state) : null, ...queueWords(queue, isDown)].filter(Boolean);
  if (words.length === 0) return null;
  return (
    <div className="rc-offline-mark" role="status" data-down={isDown || undefined}>
      <p>
        <Icon name={isDown ? "warning" : "info"} />
        <span>
          {isDown && <strong>オフライン</strong>}
          {words.join("　")}
        </span>
      </p>
    </div>
  );
}

function downWords({ since, cause }: Reach & { kind: "down" }): string {
  const local = Temporal.Instant.fromEpochMilliseconds(since).toZonedDateTimeISO(TOKYO);
  const time = `${local.hour}:${String(local.minute).padStart(2, "0")}`;

  return cause === "network"
    ? `（${time}から。インターネットにつながっていません）`
    : `（${time}から。窓口のシステムから返事がありません）`;
}

function queueWords({ waiting, answers, held }: CourierState, isDown: boolean): (string | null)[] {
  return [
    waiting > 0
      ? isDown
        ? `送信待ち${waiting}件`
        : `オフラインの確認を送っています（残り${waiting}件）${held === null ? "" : `。${held.title}`}`
      : null,
    answers > 0 ? `オフラインの確認の答え${answers}件（「今日の一覧」にあります）` : null,
  ];
}
