/** The same card once more: what to say to the patient, and the step. On a phone the typing comes before the card. */
import type { CardPlace } from "../../phone/card-place.ts";

export const layAgain = {
  reader: {
    patientWords: "恐れ入りますが、もう一度カードを置いて、そのままお待ちください。",
    step: "患者さんに、カードをリーダーの中央に置き直していただきます。",
  },
  phone: {
    patientWords: "恐れ入りますが、もう一度カードを当てて、そのままお待ちください。",
    step: "「もう一度確認する」を押し、入力し直してから、カードを当てていただきます。",
  },
} satisfies Record<CardPlace, { patientWords: string; step: string }>;
