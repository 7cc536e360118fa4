/**
 * Who may do what: one line for each route. A new route gets its line here; without one a test fails and names it.
 *
 *   "GET /somewhere": everybody,
 *   "GET /somewhere/:id": facility("money", "grant"),   // right, and the record that `:id` names (see `Sample`)
 *   "GET /somewhere/:id/secret": facility("credentials", "appAccount", { stepUp: true }),
 *   "POST /office/somewhere/:id": official,
 */
import { doors } from "./accounts/index.ts";
import type { Realm, Right } from "./accounts/index.ts";

/** Records of one facility, for routes that name one. Another facility's people must not find them. */
export type Sample =
  | "appAccount"
  | "terminal"
  | "grant"
  | "grantReceipt"
  | "contract"
  | "bulk"
  | "checklistItem"
  | "inquiry"
  | "inquiryFile"
  | "procedure"
  | "member"
  | "invitation";

export type Access =
  | { readonly who: "everybody" }
  | {
      readonly who: "facility";
      /** Null: everybody of the facility. */
      readonly right: Right | null;
      /** Only with a second factor of a short while ago. */
      readonly stepUp: boolean;
      /** The record in the address; null where there is none. */
      readonly of: Sample | null;
      /** Whatever the form must hold to come as far as the record. */
      readonly fields: Readonly<Record<string, string>>;
      /** The address names nothing that belongs to a facility. */
      readonly shared: boolean;
    }
  | { readonly who: "official" }
  /** Whoever is signed in at this door, about their own account. */
  | { readonly who: "own"; readonly realm: Realm; readonly proof: "none" | "session" | "fresh" }
  /** Signed by a terminal or an insurer's system: no browser gets in. */
  | { readonly who: "signed" };

const everybody: Access = { who: "everybody" };
const official: Access = { who: "official" };
const signed: Access = { who: "signed" };

function facility(
  right: Right | null,
  of: Sample | null = null,
  rest: {
    readonly fields?: Readonly<Record<string, string>>;
    readonly shared?: true;
    readonly stepUp?: true;
  } = {},
): Access {
  return { who: "facility", right, of, stepUp: false, fields: {}, shared: false, ...rest };
}

function own(proof: "none" | "session" | "fresh"): { facility: Access; office: Access } {
  return {
    facility: { who: "own", realm: "facility", proof },
    office: { who: "own", realm: "office", proof },
  };
}

/** The same pages lie below /account and /office/account. */
function ownPages(lines: Readonly<Record<string, ReturnType<typeof own>>>): Record<string, Access> {
  return Object.fromEntries(
    Object.entries(lines).flatMap(([route, access]) => [
      [route.replace("…", doors.facility.account), access.facility],
      [route.replace("…", doors.office.account), access.office],
    ]),
  );
}

const version = { version: "0" };

export const access: Readonly<Record<string, Access>> = {
  // The front door and what is for all to read.
  "GET /": everybody,
  "GET /favicon.ico": everybody,
  "GET /terms": everybody,
  "GET /problems/:slug": everybody,
  "GET /help/answers": everybody,
  "GET /papers/declaration": everybody,
  "GET /feed.atom": everybody,
  "GET /sitemap.xml": everybody,
  "GET /robots.txt": everybody,
  "GET /notices": everybody,
  "GET /notices/:number": everybody,
  "GET /notices/mail": facility(null),
  "POST /notices/mail": facility(null),
  "GET /notices/mail/stop": everybody,
  "POST /notices/mail/stop": everybody,
  "GET /search": everybody,
  "GET /help/:number.pdf": everybody,
  "POST /library/:number/rating": everybody,
  "GET /posters": everybody,
  "GET /posters/:name/:file": everybody,
  "GET /help": everybody,
  "GET /help/glossary": everybody,
  "GET /help/:number": everybody,
  "GET /eligible": everybody,
  "GET /papers/declaration.pdf": everybody,

  // Coming in and going out.
  "GET /register": everybody,
  "POST /register": everybody,
  "GET /register/details": everybody,
  "GET /register/sent": everybody,
  "GET /register/complete": everybody,
  "POST /register/complete": everybody,
  "GET /sign-in": everybody,
  "POST /sign-in": everybody,
  "POST /sign-out": everybody,
  "GET /office/sign-in": everybody,
  "POST /office/sign-in": everybody,
  "POST /office/sign-out": everybody,
  "GET /sign-in/passkey": everybody,
  "POST /sign-in/passkey": everybody,
  "GET /office/sign-in/passkey": everybody,
  "POST /office/sign-in/passkey": everybody,
  "GET /forgot-password": everybody,
  "POST /forgot-password": everybody,
  "GET /forgot-password/sent": everybody,
  "GET /reset-password": everybody,
  "POST /reset-password": everybody,
  "GET /forgot-id": everybody,
  "POST /forgot-id": everybody,
  "GET /forgot-id/sent": everybody,
  "GET /office/forgot-password": everybody,
  "POST /office/forgot-password": everybody,
  "GET /office/forgot-password/sent": everybody,
  "GET /office/reset-password": everybody,
  "POST /office/reset-password": everybody,

  "GET /invitation": everybody,
  "POST /invitation": everybody,
  "GET /invitation/decline": everybody,
  "POST /invitation/decline": everybody,
  "GET /stop-factor-reset": everybody,
  "POST /stop-factor-reset": everybody,

  // One's own account.
  ...ownPages({
    "GET …": own("session"),
    "GET …/name": own("session"),
    "POST …/name": own("session"),
    "GET …/mail": own("fresh"),
    "POST …/mail": own("fresh"),
    "GET …/mail/confirm": own("session"),
    "POST …/mail/confirm": own("session"),
    "GET …/password": own("session"),
    "POST …/password": own("session"),
    "POST …/sessions/:id/end": own("session"),
    "POST …/sessions/end-others": own("session"),
    "GET …/confirm": own("none"),
    "POST …/confirm": own("none"),
    "POST …/confirm/mail": own("none"),
    "GET …/confirm/passkey": own("none"),
    "POST …/confirm/passkey": own("none"),
    "GET …/second-factor": own("session"),
    "POST …/second-factor/app": own("fresh"),
    "GET …/second-factor/app": own("fresh"),
    "POST …/second-factor/app/confirm": own("fresh"),
    "GET …/second-factor/app/remove": own("fresh"),
    "POST …/second-factor/app/remove": own("fresh"),
    "POST …/second-factor/recovery-codes": own("fresh"),
    "GET …/second-factor/passkeys/new": own("fresh"),
    "POST …/second-factor/passkeys/new": own("fresh"),
    "GET …/second-factor/passkeys/:id/remove": own("fresh"),
    "POST …/second-factor/passkeys/:id/remove": own("fresh"),
  }),
  "GET /account/confirm/lost": own("none").facility,
  "POST /account/confirm/lost": own("none").facility,
  "POST /account/confirm/lost/stop": own("none").facility,
  "GET /account/facility": own("session").facility,
  "POST /account/facility": own("session").facility,
  "GET /account/facilities/:id/leave": own("session").facility,
  "POST /account/facilities/:id/leave": own("session").facility,
  "GET /register/complete/add": own("session").facility,
  "POST /register/complete/add": own("session").facility,
  "GET /invitation/join": own("session").facility,
  "POST /invitation/join": own("session").facility,
  "GET /resume": own("session").facility,
  "POST /resume/send": own("session").facility,
  "POST /resume/drop": own("session").facility,
  "GET /office/resume": own("session").office,
  "POST /office/resume/send": own("session").office,
  "POST /office/resume/drop": own("session").office,

  // The people of the facility.
  "GET /account/people": facility("people"),
  "GET /account/people/invite": facility("people", null, { stepUp: true }),
  "POST /account/people/invite": facility("people", null, { stepUp: true }),
  "POST /account/people/invitations/:id/resend": facility("people", "invitation", { stepUp: true }),
  "POST /account/people/invitations/:id/withdraw": facility("people", "invitation"),
  "GET /account/people/hand-over": facility("people", null, { stepUp: true }),
  "POST /account/people/hand-over": facility("people", null, { stepUp: true }),
  "POST /account/people/hand-over/withdraw": facility("people"),
  "GET /account/people/members/:id": facility("people", "member", { stepUp: true }),
  "POST /account/people/members/:id": facility("people", "member", { stepUp: true }),
  "GET /account/people/members/:id/remove": facility("people", "member", { stepUp: true }),
  "POST /account/people/members/:id/remove": facility("people", "member", { stepUp: true }),
  "GET /account/people/members/:id/factor-reset": facility("people", "member", { stepUp: true }),
  "POST /account/people/members/:id/factor-reset": facility("people", "member", { stepUp: true }),
  "POST /account/people/members/:id/factor-reset/stop": facility("people", "member", {
    stepUp: true,
  }),

  // Preparing.
  "GET /home": facility(null),
  "POST /home/checklist/:item": facility("prepare", "checklistItem", { shared: true }),
  "GET /home/print": facility(null),
  "POST /home/reminders": facility(null),
  "GET /reminders/stop": everybody,
  "POST /reminders/stop": everybody,
  "GET /devices/choose": facility(null),
  "POST /devices/choose": facility(null),
  "GET /devices/compare": facility(null),
  "GET /preparation/reception": facility(null),
  "GET /go-live": facility("prepare"),
  "POST /go-live": facility("prepare"),
  "GET /usage-application": facility("apply"),
  "POST /usage-application": facility("apply"),
  "POST /usage-application/draft": facility("apply"),
  "GET /usage-application/copy.pdf": facility("apply"),
  "GET /usage-application/new": facility("apply"),
  "GET /usage-application/confirm": facility("apply"),
  "POST /usage-application/submit": facility("apply"),

  // Questions to the office.
  "GET /inquiries/new": everybody,
  "POST /inquiries/new": everybody,
  "POST /inquiries/new/edit": everybody,
  "POST /inquiries": everybody,
  "POST /inquiries/articles": everybody,
  "GET /inquiries": facility(null),
  "GET /inquiries/:number": facility(null, "inquiry"),
  "POST /inquiries/:number/reply": facility(null, "inquiry"),
  "POST /inquiries/:number/close": facility(null, "inquiry"),
  "GET /inquiries/:number/files/:id": facility(null, "inquiryFile"),
  "GET /inquiries/guest": everybody,
  "POST /inquiries/guest/confirm": everybody,
  "POST /inquiries/guest/reply": everybody,
  "POST /inquiries/guest/close": everybody,
  "GET /inquiries/guest/files/:id": everybody,

  // Procedures of the facility itself.
  "GET /procedures": everybody,
  "GET /procedures/suspend": facility("procedures"),
  "POST /procedures/suspend/edit": facility("procedures"),
  "POST /procedures/suspend/preview": facility("procedures"),
  "POST /procedures/suspend": facility("procedures"),
  "GET /procedures/resume": facility("procedures"),
  "POST /procedures/resume/edit": facility("procedures"),
  "POST /procedures/resume/preview": facility("procedures"),
  "POST /procedures/resume": facility("procedures"),
  "GET /procedures/close": facility("procedures"),
  "POST /procedures/close/edit": facility("procedures"),
  "POST /procedures/close/preview": facility("procedures"),
  "POST /procedures/close": facility("procedures"),
  "GET /procedures/details": facility("procedures"),
  "POST /procedures/details/edit": facility("procedures"),
  "POST /procedures/details/preview": facility("procedures"),
  "POST /procedures/details": facility("procedures"),
  "GET /procedures/founder": facility("procedures"),
  "POST /procedures/founder/edit": facility("procedures"),
  "POST /procedures/founder/preview": facility("procedures"),
  "POST /procedures/founder": facility("procedures"),
  "GET /procedures/code": facility("procedures"),
  "POST /procedures/code/edit": facility("procedures"),
  "POST /procedures/code/preview": facility("procedures"),
  "POST /procedures/code": facility("procedures"),
  "GET /procedures/records/:id": facility("procedures", "procedure"),
  "POST /procedures/records/:id/withdraw": facility("procedures", "procedure"),

  // Figures.
  "GET /statistics": facility(null),
  "GET /statistics.csv": facility(null),
  "POST /statistics/patients": facility(null),
  "GET /statistics/open": everybody,
  "GET /statistics/open.csv": everybody,

  // Devices.
  "GET /terminals": facility("terminals"),
  "POST /terminals/accounts/:id/setup-info": facility("credentials", "appAccount", {
    fields: version,
    stepUp: true,
  }),
  "POST /terminals/accounts/:id/setup-info.pdf": facility("credentials", "appAccount", {
    fields: {
      userId: "W0000001",
      password: "7KQM2HXD4TPN6RWB",
      facilityCode: "1310000019",
      activationCode: "7KQM-2HXD",
    },
  }),
  "GET /terminals/accounts/:id/reissue": facility("credentials", "appAccount", { stepUp: true }),
  "GET /terminals/accounts/:id/stop": facility("terminals", "appAccount"),
  "POST /terminals/accounts/:id/stop": facility("terminals", "appAccount"),
  "POST /terminals/accounts/:id/resume": facility("terminals", "appAccount"),
  "GET /terminals/accounts/new": facility("credentials"),
  "POST /terminals/accounts/new": facility("credentials"),
  "GET /terminals/devices/:id/lost": facility("terminals", "terminal"),
  "POST /terminals/devices/:id/lost": facility("terminals", "terminal"),
  "GET /terminals/devices/:id/remove": facility("terminals", "terminal"),
  "POST /terminals/devices/:id/remove": facility("terminals", "terminal"),

  // Money.
  "GET /grants": facility("money"),
  "POST /grants": facility("money"),
  "GET /grants/:id": facility("money", "grant"),
  "GET /grants/:id/costs": facility("money", "grant"),
  "POST /grants/:id/costs": facility("money", "grant"),
  "POST /grants/:id/costs/draft": facility("money", "grant"),
  "GET /grants/:id/receipts": facility("money", "grant"),
  "POST /grants/:id/receipts": facility("money", "grant"),
  "POST /grants/:id/receipts/:receiptId/remove": facility("money", "grantReceipt"),
  "POST /grants/:id/receipts/:receiptId/take": facility("money", "grantReceipt"),
  "POST /grants/:id/receipts/:receiptId/turn": facility("money", "grantReceipt"),
  "GET /grants/:id/receipts/:receiptId/preview": facility("money", "grantReceipt"),
  "POST /grants/:id/uploads": facility("money", "grant"),
  "POST /grants/:id/uploads/:uploadId": facility("money", "grant"),
  "GET /grants/:id/receipts/:receiptId": facility("money", "grantReceipt"),
  "GET /grants/:id/account": facility("money", "grant", { stepUp: true }),
  "POST /grants/banks": facility("money"),
  "POST /grants/:id/account/draft": facility("money", "grant", { stepUp: true }),
  "POST /grants/:id/account": facility("money", "grant", { stepUp: true }),
  "GET /grants/:id/confirm": facility("money", "grant", { stepUp: true }),
  "POST /grants/:id/submit": facility("money", "grant", { stepUp: true }),
  "GET /grants/:id/payment-account": facility("money", "grant", { stepUp: true }),
  "POST /grants/:id/payment-account": facility("money", "grant", { stepUp: true }),
  "GET /grants/:id/decision-letter.pdf": facility("money", "grant"),
  "GET /grants/:id/submission-receipt.pdf": facility("money", "grant"),
  "GET /grants/:id/revocation-letter.pdf": facility("money", "grant"),
  "GET /grants/:id/breakdown.pdf": facility("money", "grant"),

  // Health-check sites.
  "GET /checkup-contracts": facility("inquire"),
  "POST /checkup-contracts": facility("inquire"),
  "GET /checkup-contracts/:id/end": facility("inquire", "contract"),
  "POST /checkup-contracts/:id/end": facility("inquire", "contract"),
  "GET /bulk-inquiries": facility("inquire"),
  "POST /bulk-inquiries": facility("inquire"),
  "GET /bulk-inquiries/template.csv": facility("inquire"),
  "GET /bulk-inquiries/:receiptNumber": facility("inquire", "bulk"),
  "GET /bulk-inquiries/:receiptNumber/result.csv": facility("inquire", "bulk"),
  "GET /bulk-inquiries/:receiptNumber/errors.csv": facility("inquire", "bulk"),

  // The officials' counter.
  "GET /office": official,
  "POST /office/desk/:work/several": official,
  "POST /office/desk/:work/return": official,
  "GET /office/desk/:work/held": official,
  "GET /office/desk/terms": official,
  "GET /office/desk/terms/:work/new": official,
  "POST /office/desk/terms/:work": official,
  "GET /office/desk/terms/proposals/:id": official,
  "POST /office/desk/terms/proposals/:id/confirm": official,
  "POST /office/desk/terms/proposals/:id/withdraw": official,
  "POST /office/desk/:work/:id/undo": official,
  "POST /office/desk/:work/export": official,
  "POST /office/desk/:work/:id/take": official,
  "POST /office/desk/:work/:id/release": official,
  "GET /office/desk/:work/:id/take-over": official,
  "POST /office/desk/:work/:id/take-over": official,
  "GET /office/usage-applications/:id": official,
  "POST /office/usage-applications/:id/approve": official,
  "GET /office/usage-applications/:id/return": official,
  "POST /office/usage-applications/:id/return": official,
  "GET /office/usage-applications/:id/refuse": official,
  "POST /office/usage-applications/:id/refuse": official,
  "GET /office/grants": official,
  "GET /office/grants/payments": official,
  "POST /office/grants/payments": official,
  "GET /office/grants/payments/:id": official,
  "POST /office/grants/payments/:id/approve": official,
  "POST /office/grants/payments/:id/withdraw": official,
  "GET /office/grants/payments/:id/transfer.txt": official,
  "POST /office/grants/payments/:id/result": official,
  "GET /office/grants/payer": official,
  "POST /office/grants/payer": official,
  "GET /office/grants/payer/new": official,
  "GET /office/grants/payer/proposals/:id": official,
  "POST /office/grants/payer/proposals/:id/confirm": official,
  "POST /office/grants/payer/proposals/:id/withdraw": official,
  "GET /office/grants/budget": official,
  "GET /office/grants/accounts": official,
  "GET /office/grants/accounts/journal.csv": official,
  "GET /office/grants/accounts/balance.csv": official,
  "GET /office/grants/reports": official,
  "GET /office/grants/reports/report.pdf": official,
  "GET /office/grants/reports/report.csv": official,
  "GET /office/grants/programmes": official,
  "POST /office/grants/programmes": official,
  "GET /office/grants/programmes/new": official,
  "GET /office/grants/programmes/:code": official,
  "GET /office/grants/programmes/:code/new": official,
  "GET /office/grants/proposals/:id": official,
  "POST /office/grants/proposals/:id/confirm": official,
  "POST /office/grants/proposals/:id/withdraw": official,
  "GET /office/grants/:id": official,
  "POST /office/grants/:id/revocation": official,
  "POST /office/grants/:id/revocation/confirm": official,
  "POST /office/grants/:id/revocation/withdraw": official,
  "POST /office/grants/:id/repayment": official,
  "POST /office/grants/:id/recall": official,
  "GET /office/grants/:id/revocation-letter.pdf": official,
  "POST /office/grants/:id/approve": official,
  "POST /office/grants/:id/return": official,
  "POST /office/grants/:id/refuse": official,
  "GET /office/grants/:id/receipts/:receiptId": official,
  "GET /office/grants/:id/receipts/:receiptId/preview": official,
  "GET /office/grants/:id/decision-letter.pdf": official,
  "GET /office/grants/:id/breakdown.pdf": official,
  "GET /office/inquiries": official,
  "GET /office/inquiries/:number": official,
  "POST /office/inquiries/:number/answer": official,
  "POST /office/inquiries/:number/note": official,
  "POST /office/inquiries/:number/claim": official,
  "POST /office/inquiries/:number/release": official,
  "POST /office/inquiries/:number/escalate": official,
  "POST /office/inquiries/:number/close": official,
  "POST /office/inquiries/:number/article.md": official,
  "GET /office/inquiries/:number/files/:id": official,
  "GET /office/procedures": official,
  "GET /office/procedures/:id": official,
  "POST /office/procedures/:id/approve": official,
  "GET /office/procedures/:id/return": official,
  "POST /office/procedures/:id/return": official,
  "GET /office/procedures/:id/refuse": official,
  "POST /office/procedures/:id/refuse": official,
  "GET /office/factor-resets": official,
  "GET /office/factor-resets/new": official,
  "POST /office/factor-resets/new": official,
  "GET /office/factor-resets/:id": official,
  "POST /office/factor-resets/:id/check": official,
  "POST /office/factor-resets/:id/approve": official,
  "POST /office/factor-resets/:id/stop": official,
  "GET /office/factor-resets/:id/decline": official,
  "POST /office/factor-resets/:id/decline": official,
  "GET /office/notices": official,
  "GET /office/notices/new": official,
  "POST /office/notices/new": official,
  "GET /office/notices/:number": official,
  "GET /office/notices/:number/versions": official,
  "GET /office/notices/proposals/:id": official,
  "POST /office/notices/proposals/:id/confirm": official,
  "POST /office/notices/proposals/:id/withdraw": official,
  "POST /office/notices/:number": official,
  "POST /office/notices/:number/withdraw": official,
  "GET /office/revocation-lists": official,
  "POST /office/revocation-lists/fetch": official,
  "GET /office/certificate-links": official,
  "POST /office/certificate-links": official,
  "POST /office/certificate-links/unlink": official,
  "GET /office/dashboard": official,
  "GET /office/dashboard.csv": official,
  "GET /office/closings": official,
  "POST /office/closings": official,
  "POST /office/closings/:id/withdraw": official,
  "GET /office/facility-lists": official,
  "POST /office/facility-lists": official,
  "GET /office/facility-lists/new": official,
  "GET /office/facility-lists/records/:code": official,
  "GET /office/facility-lists/:id": official,
  "GET /office/facility-lists/:id/problems.csv": official,
  "GET /office/facility-lists/:id/differences.csv": official,
  "POST /office/facility-lists/:id/confirm": official,
  "POST /office/facility-lists/:id/withdraw": official,
  "GET /office/insurers": official,
  "GET /office/insurers/suspended": official,
  "GET /office/insurers/new": official,
  "POST /office/insurers/new": official,
  "GET /office/insurers/:number/contract": official,
  "POST /office/insurers/:number/contract": official,
  "POST /office/insurers/:number/contract/:id/confirm": official,
  "POST /office/insurers/:number/contract/:id/decline": official,
  "POST /office/insurers/:number/contract/:id/withdraw": official,
  "GET /office/insurers/:number": official,
  "GET /office/insurers/:number/edit": official,
  "POST /office/insurers/:number/edit": official,
  "GET /office/insurers/:number/suspended": official,
  "POST /office/insurers/:number/suspended": official,
  "GET /office/insurers/:number/keys/new": official,
  "POST /office/insurers/:number/keys/new": official,
  "GET /office/insurers/:number/keys/:id/revoke": official,
  "POST /office/insurers/:number/keys/:id/revoke": official,
  "GET /office/insurers/:number/upload": official,
  "POST /office/insurers/:number/upload": official,
  "GET /office/feeds/:id": official,
  "GET /office/feeds/:id/problems.csv": official,
  "POST /office/feeds/:id/confirm": official,
  "POST /office/feeds/:id/decline": official,

  // Terminals and insurers' systems.
  "POST /api/v1/terminals": signed,
  "GET /api/v1/terminals/self": signed,
  "POST /api/v1/terminals/self": signed,
  "POST /api/v1/challenges": signed,
  "POST /api/v1/checks": signed,
  "POST /api/v1/visual-checks": signed,
  "POST /api/v1/first-uses": signed,
  "POST /api/v1/checks/:checkId/consents": signed,
  "POST /api/v1/rechecks": signed,
  "POST /api/v1/recent-checks": signed,
  "POST /api/v1/bulk-inquiries": signed,
  "GET /api/v1/bulk-inquiries/:receiptNumber": signed,
  "GET /api/v1/bulk-inquiries/:receiptNumber/:file": signed,
  "POST /api/v1/feeds": signed,
  "GET /api/v1/feeds/:id": signed,
  "GET /api/v1/feeds/:id/problems": signed,
};
