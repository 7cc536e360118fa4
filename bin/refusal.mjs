/** A sentence that says everything a person needs; no stack trace. */
export class Refusal extends Error {}

/** What may stand in the way of writing below the program's own folder, as a sentence; any other error unchanged. */
export function explain(error) {
  const full = error.code === "ENOSPC" || /no space left/iu.test(error.message);
  if (full) {
    return new Refusal(
      "ディスクがいっぱいで、準備ができません。空きを作って、もう一度実行してください。",
    );
  }
  // Node reports a folder that cannot be made on a read-only disk as one that is not there.
  const barred =
    ["EACCES", "EPERM", "EROFS"].includes(error.code) ||
    (error.code === "ENOENT" && error.syscall === "mkdir");
  return barred
    ? new Refusal(
        `「${error.path}」に書き込めません。このフォルダーの持ち主として実行するか、書き込めるフォルダーに置き直してください。`,
      )
    : error;
}
