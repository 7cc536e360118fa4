import { Button, Icon } from "@madoguchi/ui";
import { useCallback, useSyncExternalStore } from "react";
import type { TrayState } from "../../link/protocol.ts";

/** The demo's cards; the hand that lays them on the virtual reader. */
export type Tray = {
  /** `undefined` while no agent offers a tray. */
  state(): TrayState | undefined;
  subscribe(listener: () => void): () => void;
  put(card: string): void;
  remove(): void;
  /** Every card has its tries again. */
  reset(): void;
};

type TrayPanelProps = { tray: Tray; unfolded: boolean };

/** Where no real card reader is, fourteen cards to try everything with. Nothing, when the agent has none. */
export function TrayPanel({ tray, unfolded }: TrayPanelProps) {
  const state = useSyncExternalStore(
    useCallback((listener) => tray.subscribe(listener), [tray]),
    () => tray.state(),
  );
  if (state === undefined) return null;
  const placed = state.cards.find(({ id }) => id === state.placed);
  return (
    <aside className="rc-tray" aria-label="架空のカード">
      {/* A new key folds and unfolds it with the screen, and leaves it to the person in between. */}
      <details key={String(unfolded)} open={unfolded}>
        <summary>
          <Icon name="card" />
          <span>架空のカード（{state.cards.length}枚）</span>
        </summary>
        <p className="rc-tray-help">
          押すと、仮想カードリーダーに載ります。暗証番号はどれも <strong>1234</strong> です。
        </p>
        <ul className="rc-tray-cards">
          {state.cards.map(({ id, label, description }) => (
            <li key={id}>
              <button
                type="button"
                aria-pressed={id === state.placed}
                onClick={() => (id === state.placed ? tray.remove() : tray.put(id))}
              >
                <strong>{description}</strong>
                <span>
                  {label}
                  <small>架空</small>
                </span>
              </button>
            </li>
          ))}
        </ul>
        <Button type="button" variant="quiet" onClick={() => tray.reset()}>
          暗証番号の残り回数を元に戻す
        </Button>
      </details>
      {placed !== undefined && (
        <p className="rc-tray-placed">
          <span>
            <Icon name="check" />
            {placed.label}のカードが載っています
          </span>
          {placed.printed !== null && <small>カードの表：{placed.printed}</small>}
          <Button type="button" variant="secondary" onClick={() => tray.remove()}>
            カードを取る
          </Button>
        </p>
      )}
    </aside>
  );
}
