/**
 * The counter's app as one program: screen, card readers and window. On Windows it is one `.exe` (`npm run build:windows`);
 * elsewhere the same file is run by Node.
 */
import { join } from "node:path";
import { getAsset, getAssetKeys, isSea } from "node:sea";
import { parseArgs } from "node:util";
import { APP_VERSION, readCenterAddress } from "@madoguchi/contract";
import { isSafeCenter } from "./center.ts";
import { dataFolder } from "./kept.ts";
import { prepareNative } from "./native.ts";
import { CannotRun, run, USUAL_PORT } from "./run.ts";
import { openScreen } from "./screen.ts";
import { mendStreams } from "./streams.ts";
import { openRecord, tell } from "./tell.ts";
import { trustSystem } from "./trust-system.ts";

/** The center that a build was made for, where it was made for one. */
const CENTER_ASSET = "center";

const usage = `マイナ資格確認アプリ ${APP_VERSION}

オプション
  --version         版を表示します
  --center <住所>   資格を確認する窓口（https://…）。覚えている住所の代わりになります
  --port <番号>     画面に使うポート（初期値は ${USUAL_PORT}）。変えると端末の登録はやり直しです
  --data <場所>     設定を置くフォルダー
  --screen <場所>   画面のファイルがあるフォルダー（ソースから動かすとき）
  --no-window       画面を開かず、その住所を表示します
`;

async function main(): Promise<number> {
  mendStreams();
  const { values } = parseArgs({
    options: {
      version: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
      center: { type: "string" },
      port: { type: "string", default: String(USUAL_PORT) },
      data: { type: "string", default: dataFolder() },
      screen: { type: "string" },
      "no-window": { type: "boolean", default: false },
    },
  });
  if (values.version || values.help) {
    process.stdout.write(values.version ? `${APP_VERSION}\n` : usage);
    return 0;
  }
  const { data } = values;
  const record = openRecord(join(data, "madoguchi.log"));
  process.on("uncaughtExceptionMonitor", (error) =>
    record(`fault: ${error.stack ?? error.message}`),
  );
  prepareNative(data);
  trustSystem();
  record(`start ${APP_VERSION}`);
  try {
    await run({
      data,
      screen: openScreen(values.screen),
      port: Number(values.port),
      center: centerOf(values.center ?? builtFor()),
      window: !values["no-window"],
    });
  } catch (error) {
    record(`cannot run: ${error instanceof Error ? (error.stack ?? error.message) : "unknown"}`);
    const known = error instanceof CannotRun;
    await tell(
      known
        ? error.message
        : `アプリを始められません。${join(data, "madoguchi.log")} を添えて、コールセンターにお問い合わせください。`,
    );
    return 1;
  }
  record("end");
  return 0;
}

function builtFor(): string | undefined {
  return isSea() && getAssetKeys().includes(CENTER_ASSET)
    ? getAsset(CENTER_ASSET, "utf8")
    : undefined;
}

/** @throws CannotRun */
function centerOf(given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const center = readCenterAddress(given);
  if (center === null || !isSafeCenter(center)) {
    throw new CannotRun("--center には、https:// で始まる窓口の住所を指定してください。");
  }
  return center;
}

void main().then((code) => process.exit(code));
