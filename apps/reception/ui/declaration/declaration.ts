/** Paper and facts of 被保険者資格申立書, in a file of their own: most answers need none. */
export { DeclarationScreen } from "./declaration-screen.tsx";
export { declaredBy, declaredOffline, declaredWithoutAnswer } from "./facts.ts";
