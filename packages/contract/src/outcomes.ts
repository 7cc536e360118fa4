/**
 * 資格有効性 (OQSCD006 1–5) widened by the states that the card and the insurer's feed add.
 * `unlinked`: 保険証利用登録なし. `suspended`: 照会停止中（保険者確認中）.
 */
export const outcomes = [
  "valid",
  "invalid",
  "invalid-newer",
  "none",
  "multiple",
  "suspended",
  "unlinked",
  "certificate-expired",
  "certificate-revoked",
] as const;
export type Outcome = (typeof outcomes)[number];
