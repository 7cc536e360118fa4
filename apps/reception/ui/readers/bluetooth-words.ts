/** What the counter is told about its Bluetooth reader: what happened, why, what to do. */
import type { BluetoothState } from "./bluetooth-readers.ts";

export type BluetoothWords = {
  readonly title: string;
  readonly cause: string;
  readonly steps: readonly string[];
};

const SWITCH_ON =
  "リーダーのスイッチを「Bluetooth」側にします。ランプが点かないときは、充電します。";
const COME_NEAR = "リーダーを、この端末のすぐ近くに置きます。";

export function bluetoothWords(state: BluetoothState): BluetoothWords {
  switch (state.kind) {
    case "none":
    case "remembered":
      return {
        title: "カードリーダーをつないでください",
        cause:
          state.kind === "none"
            ? "この端末には、まだカードリーダーがつながっていません。"
            : `前に使った${state.name}と、まだつながっていません。`,
        steps: [
          SWITCH_ON,
          COME_NEAR,
          "下のボタンを押し、一覧から「ACR1255U-J1」で始まる名前を選びます。",
        ],
      };
    case "choosing":
      return state.near.length === 0
        ? {
            title: "カードリーダーを探しています",
            cause: "この端末の近くにあるカードリーダーを、Bluetoothで探しています。",
            steps: [
              SWITCH_ON,
              COME_NEAR,
              "見つからないときは、端末の設定で位置情報も入れます。Android 11までは必要です。",
            ],
          }
        : {
            title: "カードリーダーを選んでください",
            cause: "近くに見つかったカードリーダーです。この受付で使うものを選んでください。",
            steps: [],
          };
    case "connecting":
      return {
        title: "カードリーダーにつないでいます",
        cause: `${state.name}とBluetoothでつないでいます。数秒かかります。`,
        steps: [],
      };
    case "connected":
      return { title: "つながりました", cause: `${state.name}とつながっています。`, steps: [] };
    case "unreachable":
      return {
        title: "カードリーダーに届きません",
        cause: `${state.name}から返事がありません。電源が切れているか、離れています。`,
        steps: [
          SWITCH_ON,
          COME_NEAR,
          "別の端末とつながっているときは、その端末の側で切り離します。",
          "つながると、自動で受付の画面に戻ります。",
        ],
      };
    case "wrong-key":
      return {
        title: "カードリーダーの鍵が合いません",
        cause: `${state.name}には、この端末と違うマスターキーが設定されています。`,
        steps: [
          "リーダーを設定した担当者に、マスターキーを確かめます。",
          "下の欄に入力して、つなぎ直します。",
        ],
      };
    case "off":
      return {
        title: "Bluetoothを使えません",
        cause: "この端末のBluetoothが切れているか、この画面での利用が許可されていません。",
        steps: [
          "端末の設定で、Bluetoothを入れます。",
          "ブラウザかこのアプリの設定で、Bluetoothの利用を許可します。",
          "もう一度、下のボタンを押します。",
        ],
      };
  }
}
