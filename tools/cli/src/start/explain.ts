import { PostgresError } from "@madoguchi/platform";
import { Refusal } from "../refusal.ts";
import type { Settings } from "./settings.ts";

/** Turns what may stand in the way of a start into one sentence; any other error is a bug and passes unchanged. */
export function explain(error: unknown, settings: Settings): unknown {
  if (error instanceof PostgresError) return new Refusal(explainPostgres(error, settings));
  switch (errorCode(error)) {
    case "EADDRINUSE":
      return new Refusal(
        `ポート ${settings.port} は、ほかのプログラムが使っています。「PORT=${settings.port + 1} npm start」のように、別の番号を指定してください。`,
      );
    case "EACCES":
    case "EPERM":
      return new Refusal(
        `「${settings.varDir}」かポート ${settings.port} を使う権限がありません。MADOGUCHI_VAR か PORT を変えてください。`,
      );
    // Node reports a folder that cannot be made on a read-only disk as one that is not there.
    case "EROFS":
    case "ENOENT on mkdir":
      return new Refusal(
        `「${settings.varDir}」に書き込めません。MADOGUCHI_VAR に、書き込めるフォルダーを指定してください。`,
      );
    // SQLSTATE disk_full, from the database.
    case "ENOSPC":
    case "53100":
      return new Refusal(diskFull);
    // SQLSTATE insufficient_privilege.
    case "42501":
      return new Refusal(
        "DATABASE_URL の利用者に、表や拡張機能を作る権限がありません。そのデータベースの所有者を指定するか、CREATE の権限を与えてください。",
      );
    // SQLSTATE undefined_file and feature_not_supported: how servers tell of an extension that is not installed.
    case "58P01":
    case "0A000":
      return new Refusal(
        "DATABASE_URL のサーバーに、拡張機能 btree_gist がありません。PostgreSQL の contrib を入れて、もう一度実行してください。",
      );
    default:
      return error;
  }
}

const diskFull =
  "ディスクがいっぱいで、データを書けません。空きを作って、もう一度実行してください。これまでのデータは残っています。";

function explainPostgres({ kind, message }: PostgresError, { varDir }: Settings): string {
  switch (kind) {
    case "already-running":
      return `「${varDir}」のデータは、すでに動いている窓口が使っています。そちらを止めるか、MADOGUCHI_VAR に別のフォルダーを指定してください。`;
    case "disk-full":
      return diskFull;
    case "no-unprivileged-user":
      return "データベースは root では動かせず、この環境では利用者の切り替えも禁じられています。root 以外の利用者で実行するか、DATABASE_URL に外の PostgreSQL を指定してください。";
    case "no-binaries":
      return `この機種（${process.platform} ${process.arch}）用のデータベースが入っていません。「npm ci」を実行するか、DATABASE_URL に PostgreSQL を指定してください。`;
    case "other-version":
      return `「${varDir}」のデータは、別の版のデータベースが書いたものです。MADOGUCHI_VAR に別のフォルダーを指定してください。（${message}）`;
    case "unreachable":
      return `DATABASE_URL のデータベースにつながりません。住所、利用者名、パスワードと、サーバーが動いていることを確かめてください。（${message}）`;
    case "too-old":
      return `DATABASE_URL のデータベースが古すぎます。PostgreSQL 15 以上を指定してください。（${message}）`;
    case "failed":
      return `データベースを始められませんでした。「${varDir}」の中身と権限を確かめてください。（${message}）`;
  }
}

function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ("code" in error && typeof error.code === "string") {
    const isMkdir = "syscall" in error && error.syscall === "mkdir";
    return error.code === "ENOENT" && isMkdir ? "ENOENT on mkdir" : error.code;
  }
  return errorCode(error.cause);
}
