import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icon.tsx";

export type ChecklistItem = {
  title: ReactNode;
  /** `waiting`: somebody else acts next; `returned`: it came back and needs mending. */
  state: "done" | "open" | "waiting" | "returned";
  key: string;
  /** When it was done, or until when it should be. */
  date?: ReactNode;
  /** What shows that it is done: 「端末 W0000001 が接続しました」. */
  proof?: ReactNode;
  /** The link or button that does it. */
  action?: ReactNode;
};

const states = {
  done: { word: "済み", icon: "success" },
  open: { word: "まだです", icon: "circle" },
  waiting: { word: "確認中", icon: "clock" },
  returned: { word: "直しが必要", icon: "warning" },
} satisfies Record<ChecklistItem["state"], { word: string; icon: IconName }>;

/** What must be done, each item with its state and the proof of it. */
export function Checklist({ items }: { items: readonly ChecklistItem[] }) {
  return (
    <ul className="mg-checklist">
      {items.map((item) => {
        const { word, icon } = states[item.state];
        return (
          <li key={item.key} data-state={item.state}>
            <span className="mg-checklist-state">
              <Icon name={icon} />
              {word}
            </span>
            <div className="mg-checklist-body">
              <p className="mg-checklist-title">{item.title}</p>
              {item.proof !== undefined && <p className="mg-checklist-proof">{item.proof}</p>}
              {item.date !== undefined && <p className="mg-checklist-proof">{item.date}</p>}
            </div>
            {item.action !== undefined && <div className="mg-checklist-action">{item.action}</div>}
          </li>
        );
      })}
    </ul>
  );
}
