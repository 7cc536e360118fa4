/**
 * Who may do what: one line for each route. A new route gets its line here; without one a test fails and names it.
 *
 *   "GET /somewhere": everybody,
 *   "GET /somewhere/:id": facility("money", "grant"),   // right, and the record that `:id` names (see `Sample`)
 *   "GET /somewhere/:id/secret": facility("credentials", "appAccount", { stepUp: true }),
 *   "POST /office/somewhere/:id": official("cases.handle"),
 */
import { doors } from "./accounts/index.ts";
import type { OfficeRight, Realm, Right } from "./accounts/index.ts";

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
  | {
      readonly who: "official";
      /** Null: everybody of the office. */
      readonly right: OfficeRight | null;
      readonly stepUp: boolean;
    }
  /** Whoever is signed in at this door, about their own account. */
  | { readonly who: "own"; readonly realm: Realm; readonly proof: "none" | "session" | "fresh" }
  /** Signed by a terminal or an insurer's system: no browser gets in. */
  | { readonly who: "signed" };

const everybody: Access = { who: "everybody" };
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

function official(
  right: OfficeRight | null,
  { stepUp = false }: { readonly stepUp?: boolean } = {},
): Access {
  return { who: "official", right, stepUp };
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
  "GET /office": official(null),
  "POST /office/desk/:work/several": official("cases.handle"),
  "POST /office/desk/:work/return": official("cases.handle"),
  "GET /office/desk/:work/held": official("cases.see"),
  "GET /office/straight-through": official("cases.see"),
  "GET /office/straight-through/:kind/new": official("cases.decide", { stepUp: true }),
  "POST /office/straight-through/:kind": official("cases.decide", { stepUp: true }),
  "GET /office/straight-through/proposals/:id": official("cases.see"),
  "POST /office/straight-through/proposals/:id/confirm": official("cases.decide", { stepUp: true }),
  "POST /office/straight-through/proposals/:id/withdraw": official("cases.decide", {
    stepUp: true,
  }),
  "GET /office/desk/terms": official("cases.see"),
  "GET /office/desk/terms/:work/new": official("cases.decide", { stepUp: true }),
  "POST /office/desk/terms/:work": official("cases.decide", { stepUp: true }),
  "GET /office/desk/terms/proposals/:id": official("cases.see"),
  "POST /office/desk/terms/proposals/:id/confirm": official("cases.decide", { stepUp: true }),
  "POST /office/desk/terms/proposals/:id/withdraw": official("cases.decide", { stepUp: true }),
  "POST /office/desk/:work/:id/undo": official("cases.handle"),
  "POST /office/desk/:work/export": official("cases.see"),
  "POST /office/desk/:work/:id/take": official("cases.handle"),
  "POST /office/desk/:work/:id/release": official("cases.handle"),
  "GET /office/desk/:work/:id/take-over": official("cases.handle"),
  "POST /office/desk/:work/:id/take-over": official("cases.handle"),
  "GET /office/usage-applications/:id": official("cases.see"),
  "POST /office/usage-applications/:id/message": official("cases.handle"),
  "GET /office/usage-applications/:id/correct": official("cases.handle"),
  "POST /office/usage-applications/:id/correct": official("cases.handle"),
  "POST /office/usage-applications/:id/approve": official("cases.decide"),
  "GET /office/usage-applications/:id/return": official("cases.handle"),
  "POST /office/usage-applications/:id/return": official("cases.handle"),
  "GET /office/usage-applications/:id/refuse": official("cases.decide"),
  "POST /office/usage-applications/:id/refuse": official("cases.decide"),
  "GET /office/grants": official("grants.see"),
  "GET /office/grants/payments": official("payments.see"),
  "POST /office/grants/payments": official("payments.make", { stepUp: true }),
  "GET /office/grants/payments/:id": official("payments.see"),
  "POST /office/grants/payments/:id/approve": official("payments.make", { stepUp: true }),
  "POST /office/grants/payments/:id/withdraw": official("payments.make", { stepUp: true }),
  "GET /office/grants/payments/:id/transfer.txt": official("payments.make", { stepUp: true }),
  "POST /office/grants/payments/:id/result": official("payments.make", { stepUp: true }),
  "GET /office/grants/payer": official("payments.see"),
  "POST /office/grants/payer": official("payments.make", { stepUp: true }),
  "GET /office/grants/payer/new": official("payments.make", { stepUp: true }),
  "GET /office/grants/payer/proposals/:id": official("payments.see"),
  "POST /office/grants/payer/proposals/:id/confirm": official("payments.make", { stepUp: true }),
  "POST /office/grants/payer/proposals/:id/withdraw": official("payments.make", { stepUp: true }),
  "GET /office/grants/budget": official("grants.see"),
  "GET /office/grants/accounts": official("grants.see"),
  "GET /office/grants/accounts/journal.csv": official("grants.see"),
  "GET /office/grants/accounts/balance.csv": official("grants.see"),
  "GET /office/grants/reports": official("grants.see"),
  "GET /office/grants/reports/report.pdf": official("grants.see"),
  "GET /office/grants/reports/report.csv": official("grants.see"),
  "GET /office/grants/programmes": official("grants.see"),
  "POST /office/grants/programmes": official("programmes.change"),
  "GET /office/grants/programmes/new": official("programmes.change"),
  "GET /office/grants/programmes/:code": official("grants.see"),
  "GET /office/grants/programmes/:code/new": official("programmes.change"),
  "GET /office/grants/proposals/:id": official("grants.see"),
  "POST /office/grants/proposals/:id/confirm": official("programmes.change", { stepUp: true }),
  "POST /office/grants/proposals/:id/withdraw": official("programmes.change", { stepUp: true }),
  "GET /office/grants/:id": official("grants.see"),
  "POST /office/grants/:id/account": official("grants.see"),
  "POST /office/grants/payments/:id/accounts": official("payments.see"),
  "POST /office/grants/:id/revocation": official("grants.revoke"),
  "POST /office/grants/:id/revocation/confirm": official("grants.revoke"),
  "POST /office/grants/:id/revocation/withdraw": official("grants.revoke"),
  "POST /office/grants/:id/repayment": official("payments.make"),
  "POST /office/grants/:id/recall": official("payments.make"),
  "GET /office/grants/:id/revocation-letter.pdf": official("grants.see"),
  "POST /office/grants/:id/approve": official("cases.decide"),
  "POST /office/grants/:id/return": official("cases.handle"),
  "POST /office/grants/:id/refuse": official("cases.decide"),
  "GET /office/grants/:id/receipts/:receiptId": official("grants.see"),
  "GET /office/grants/:id/receipts/:receiptId/preview": official("grants.see"),
  "GET /office/grants/:id/decision-letter.pdf": official("grants.see"),
  "GET /office/grants/:id/breakdown.pdf": official("grants.see"),
  "GET /office/inquiries": official("inquiries.see"),
  "GET /office/inquiries/:number": official("inquiries.see"),
  "POST /office/inquiries/:number/answer": official("inquiries.answer"),
  "POST /office/inquiries/:number/note": official("inquiries.answer"),
  "POST /office/inquiries/:number/claim": official("inquiries.answer"),
  "POST /office/inquiries/:number/release": official("inquiries.answer"),
  "POST /office/inquiries/:number/escalate": official("inquiries.answer"),
  "POST /office/inquiries/:number/close": official("inquiries.answer"),
  "POST /office/inquiries/:number/article.md": official("inquiries.answer"),
  "GET /office/inquiries/:number/files/:id": official("inquiries.see"),
  "GET /office/procedures": official("cases.see"),
  "GET /office/procedures/:id": official("cases.see"),
  "POST /office/procedures/:id/approve": official("cases.decide"),
  "GET /office/procedures/:id/return": official("cases.handle"),
  "POST /office/procedures/:id/return": official("cases.handle"),
  "GET /office/procedures/:id/refuse": official("cases.decide"),
  "POST /office/procedures/:id/refuse": official("cases.decide"),
  "GET /office/factor-resets": official("resets.see"),
  "GET /office/factor-resets/new": official("resets.handle"),
  "POST /office/factor-resets/new": official("resets.handle"),
  "GET /office/factor-resets/:id": official("resets.see"),
  "POST /office/factor-resets/:id/check": official("resets.handle"),
  "POST /office/factor-resets/:id/approve": official("resets.handle", { stepUp: true }),
  "POST /office/factor-resets/:id/stop": official("resets.handle"),
  "GET /office/factor-resets/:id/decline": official("resets.handle"),
  "POST /office/factor-resets/:id/decline": official("resets.handle"),
  "GET /office/audit": official("audit.see"),
  "POST /office/audit/export": official("audit.see"),
  "GET /office/audit/personal-data": official("audit.see"),
  "POST /office/audit/personal-data/export": official("audit.see"),
  "GET /office/officials": official("officials.see"),
  "GET /office/officials/:id": official("officials.see"),
  "GET /office/officials/invite": official("officials.change", { stepUp: true }),
  "POST /office/officials/invite": official("officials.change", { stepUp: true }),
  "GET /office/officials/:id/give": official("officials.change", { stepUp: true }),
  "POST /office/officials/:id/give": official("officials.change", { stepUp: true }),
  "GET /office/officials/:id/take": official("officials.change", { stepUp: true }),
  "POST /office/officials/:id/take": official("officials.change", { stepUp: true }),
  "GET /office/officials/:id/factor-reset": official("officials.see"),
  "POST /office/officials/:id/factor-reset": official("officials.change", { stepUp: true }),
  "POST /office/officials/:id/factor-reset/approve": official("officials.change", { stepUp: true }),
  "POST /office/officials/:id/factor-reset/decline": official("officials.change", { stepUp: true }),
  "POST /office/officials/:id/factor-reset/stop": official("officials.change", { stepUp: true }),
  "GET /office/officials/proposals/:id": official("officials.see"),
  "POST /office/officials/proposals/:id/agree": official("officials.change", { stepUp: true }),
  "POST /office/officials/proposals/:id/decline": official("officials.change", { stepUp: true }),
  "POST /office/officials/proposals/:id/withdraw": official("officials.change", { stepUp: true }),
  "GET /office/mails": official("mails.see"),
  "GET /office/mails/:name": official("mails.see"),
  "GET /office/mails/:name/:number": official("mails.see"),
  "GET /office/unreachable-addresses": official("mails.see"),
  "POST /office/unreachable-addresses/:id/resume": official("mails.resume"),
  "POST /account/mail/again": facility(null),
  "GET /office/notices": official("notices.see"),
  "GET /office/notices/new": official("notices.publish"),
  "POST /office/notices/new": official("notices.publish"),
  "GET /office/notices/:number": official("notices.publish"),
  "GET /office/notices/:number/versions": official("notices.see"),
  "GET /office/notices/proposals/:id": official("notices.see"),
  "POST /office/notices/proposals/:id/confirm": official("notices.publish"),
  "POST /office/notices/proposals/:id/withdraw": official("notices.publish"),
  "POST /office/notices/:number": official("notices.publish"),
  "POST /office/notices/:number/withdraw": official("notices.publish"),
  "GET /office/revocation-lists": official("lists.see"),
  "POST /office/revocation-lists/fetch": official("lists.fetch"),
  "GET /office/certificate-links": official("links.see"),
  "POST /office/certificate-links": official("links.see"),
  "POST /office/certificate-links/unlink": official("links.end"),
  "GET /office/dashboard": official("figures.see"),
  "GET /office/dashboard.csv": official("figures.see"),
  "GET /office/facility-lists": official("masters.see"),
  "POST /office/facility-lists": official("masters.change"),
  "GET /office/facility-lists/new": official("masters.change"),
  "GET /office/facility-lists/records/:code": official("masters.see"),
  "GET /office/facility-lists/:id": official("masters.see"),
  "GET /office/facility-lists/:id/problems.csv": official("masters.see"),
  "GET /office/facility-lists/:id/differences.csv": official("masters.see"),
  "POST /office/facility-lists/:id/confirm": official("masters.change", { stepUp: true }),
  "POST /office/facility-lists/:id/withdraw": official("masters.change", { stepUp: true }),
  "GET /office/closings": official("masters.see"),
  "POST /office/closings": official("masters.change"),
  "POST /office/closings/:id/withdraw": official("masters.change"),
  "GET /office/insurers": official("insurers.see"),
  "GET /office/insurers/suspended": official("insurers.see"),
  "GET /office/insurers/new": official("insurers.change"),
  "POST /office/insurers/new": official("insurers.change"),
  "GET /office/insurers/:number/contract": official("insurers.change"),
  "POST /office/insurers/:number/contract": official("insurers.change"),
  "POST /office/insurers/:number/contract/:id/confirm": official("insurers.change"),
  "POST /office/insurers/:number/contract/:id/decline": official("insurers.change"),
  "POST /office/insurers/:number/contract/:id/withdraw": official("insurers.change"),
  "GET /office/insurers/:number": official("insurers.see"),
  "GET /office/insurers/:number/edit": official("insurers.change"),
  "POST /office/insurers/:number/edit": official("insurers.change"),
  "GET /office/insurers/:number/suspended": official("insurers.see"),
  "POST /office/insurers/:number/suspended": official("insurers.see"),
  "GET /office/insurers/:number/keys/new": official("insurers.change", { stepUp: true }),
  "POST /office/insurers/:number/keys/new": official("insurers.change", { stepUp: true }),
  "GET /office/insurers/:number/keys/:id/revoke": official("insurers.change", { stepUp: true }),
  "POST /office/insurers/:number/keys/:id/revoke": official("insurers.change", { stepUp: true }),
  "GET /office/insurers/:number/upload": official("insurers.change"),
  "POST /office/insurers/:number/upload": official("insurers.change"),
  "GET /office/feeds/:id": official("insurers.see"),
  "GET /office/feeds/:id/problems.csv": official("insurers.see"),
  "POST /office/feeds/:id/confirm": official("insurers.change"),
  "POST /office/feeds/:id/decline": official("insurers.change"),

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
