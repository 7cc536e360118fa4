export * from "./answer.ts";
export * from "./api.ts";
export * from "./bytes.ts";
export * from "./client.ts";
export * from "./context.ts";
export * from "./http-signature.ts";
export * from "./problem.ts";
export * from "./setup-text.ts";
