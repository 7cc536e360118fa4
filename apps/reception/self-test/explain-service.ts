/** Words for the way to the reader: the service of the computer, and the readers it shows. */
import type { PackageTool, ReaderDetail, ServiceDetail } from "./detail.ts";
import type { Advice, Explanation } from "./explanation.ts";
import { explainBroken } from "./explain-broken.ts";
import type { ReaderFinding, ServiceFinding } from "./finding.ts";

export function explainService(finding: ServiceFinding): Explanation {
  switch (finding.kind) {
    case "answers":
      return { grade: "good", result: "動いています" };
    case "down":
      return {
        grade: "bad",
        result: "動いていません",
        advice: finding.detail === null ? unknownService : serviceAdvice(finding.detail),
      };
    case "link":
      return explainBroken(finding.code);
  }
}

const unknownService: Advice = {
  cause: "カードリーダーとこの画面をつなぐプログラムに、つながりません。",
  todo: [
    "1分ほど待って、もう一度調べてください。",
    "受付アプリを終了し、もう一度開いてください。",
    "それでもつながらないときは、パソコンを再起動してください。",
    "くわしい原因は「npx madoguchi doctor」で分かります。",
  ],
  who: "staff",
};

function serviceAdvice(detail: ServiceDetail): Advice {
  const vendor = (cause: string, ...todo: string[]): Advice => ({ cause, todo, who: "vendor" });
  switch (detail.kind) {
    case "linux-no-library":
    case "linux-no-daemon": {
      const part = detail.kind === "linux-no-library" ? "libpcsclite" : "pcscd";
      return vendor(
        `カードリーダーを動かす部品（${part}）が、入っていません。`,
        install(detail.tool),
        start(detail.systemd),
      );
    }
    case "linux-stopped":
      return vendor(
        "カードリーダーを動かす部品（pcscd）が、止まっています。",
        start(detail.systemd),
      );
    case "linux-refused":
      return vendor(
        "カードリーダーを動かす部品（pcscd）が、この利用者を受け付けません。",
        "パソコンの画面に、直接ログインして使ってください。",
        "離れた所から使うときは、polkit で次を許可してください：org.debian.pcsc-lite.access_pcsc",
      );
    case "windows-stopped":
      return vendor(
        detail.disabled
          ? "Windows の Smart Card サービスが、使わない設定になっています。"
          : "Windows の Smart Card サービスが、止まっています。",
        "カードリーダーを差し直してください。差すと、自動で動き始めます。",
        "動かないときは、管理者のコマンドプロンプトで次を実行してください：" +
          "sc config SCardSvr start= auto && sc start SCardSvr",
      );
    case "macos-silent":
      return vendor(
        "macOS のカードリーダーの仕組みから、返事がありません。",
        "カードリーダーを差し直してください。差すと、自動で動き始めます。",
        "続くときは、Mac を再起動してください。",
      );
  }
}

function start(systemd: boolean): string {
  return systemd
    ? "次を実行してください：sudo systemctl enable --now pcscd.socket"
    : "次を実行してください：sudo pcscd";
}

function install(tool: PackageTool | null): string {
  switch (tool) {
    case "apt":
      return "次を実行してください：sudo apt-get install -y pcscd libccid";
    case "dnf":
      return "次を実行してください：sudo dnf install -y pcsc-lite pcsc-lite-ccid";
    case null:
      return "お使いの OS の方法で、pcsc-lite と CCID ドライバーを入れてください。";
  }
}

export function explainReader(finding: ReaderFinding): Explanation {
  switch (finding.kind) {
    case "found":
      return { grade: "good", result: finding.names.map((name) => `「${name}」`).join("") };
    case "none":
      return {
        grade: "bad",
        result: "見つかりません",
        advice: finding.detail === null ? unplugged : readerAdvice(finding.detail),
      };
    case "other-names":
      return {
        grade: "bad",
        result: `「${finding.wanted}」は見つかりません`,
        advice: {
          cause: "指定した名前のカードリーダーは、このパソコンにつながっていません。",
          todo: [
            `つながっているのは${finding.names.map((name) => `「${name}」`).join("")}です。`,
            "名前を確かめて、もう一度調べてください。",
          ],
          who: "staff",
        },
      };
  }
}

const unplugged: Advice = {
  cause: "カードリーダーがつながっていないか、ドライバーが入っていません。",
  todo: [
    "カードリーダーのケーブルを抜いて、もう一度差してください。",
    "別の差し込み口でお試しください。",
    "メーカーのページから、ドライバーを入れてください。",
    "パソコンを再起動して、もう一度調べてください。",
  ],
  who: "staff",
};

function readerAdvice(detail: ReaderDetail): Advice {
  switch (detail.kind) {
    case "linux-no-driver":
      return {
        cause: `USB（${detail.usb}）につながっていますが、ドライバーが働いていません。`,
        todo: [install(detail.tool), "カードリーダーを差し直してください。"],
        who: "vendor",
      };
    case "linux-not-plugged-in":
      return { ...unplugged, cause: "USB に、カードリーダーがつながっていません。" };
  }
}
