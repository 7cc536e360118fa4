/** Addresses at which mail does not arrive: what a mail server's answer means, and when sending ends. */

/** RFC 3463: the classes of what is for good, by subject and detail. */
const causes: Readonly<Record<string, string>> = {
  "5.1.1": "そのアドレスの受信箱がありません。",
  "5.1.2": "アドレスの「@」より後ろ（メールサーバー）が見つかりません。",
  "5.1.10": "そのアドレスは、メールを受け取らない設定です。",
  "5.2.1": "その受信箱は、止められています。",
  "5.2.2": "受信箱がいっぱいです。",
};
const subjects: Readonly<Record<string, string>> = {
  "5.1": "アドレスが正しくないと、相手のメールサーバーが答えました。",
  "5.2": "受信箱の都合で受け取れないと、相手のメールサーバーが答えました。",
  "5.4": "相手のメールサーバーに、つながりませんでした。",
  "5.6": "メールの形を受け付けないと、相手のメールサーバーが答えました。",
  "5.7": "受け取りの決まりにより、相手のメールサーバーが断りました。",
};

export function causeWords(status: string): string {
  return (
    causes[status] ??
    subjects[status.split(".").slice(0, 2).join(".")] ??
    "相手のメールサーバーが、受け取りを断りました。"
  );
}

export type Unreachable = {
  readonly failures: number;
  readonly stoppedAt: object | null;
};

export function isStopped({ stoppedAt }: Pick<Unreachable, "stoppedAt">): boolean {
  return stoppedAt !== null;
}

/** @param failures with the one that was just counted */
export function endsSending(failures: number, limit: number): boolean {
  return failures >= limit;
}

/** VERP: the address to which a mail server sends what it could not deliver, one for each mail. */
export function returnAddress(bounceAddress: string, sentMailId: string): string {
  const at = bounceAddress.lastIndexOf("@");

  return `${bounceAddress.slice(0, at)}+${sentMailId}${bounceAddress.slice(at)}`;
}
