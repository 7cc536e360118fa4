/** Where people of facilities and officials go in, and where their own pages lie. */

export const doors = {
  facility: {
    home: "/home",
    signIn: "/sign-in",
    signOut: "/sign-out",
    outside: "/",
    account: "/account",
    confirm: "/account/confirm",
    secondFactor: "/account/second-factor",
    /** What was typed when a session ended is sent on from here. */
    resume: "/resume",
    forgotPassword: "/forgot-password",
    resetPassword: "/reset-password",
  },
  office: {
    home: "/office",
    signIn: "/office/sign-in",
    signOut: "/office/sign-out",
    outside: "/office/sign-in",
    account: "/office/account",
    confirm: "/office/account/confirm",
    secondFactor: "/office/account/second-factor",
    resume: "/office/resume",
    forgotPassword: "/office/forgot-password",
    resetPassword: "/office/reset-password",
  },
} as const;

export type Realm = keyof typeof doors;
