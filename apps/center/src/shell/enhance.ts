/**
 * The portal's only script, on pages that ask for it: copy buttons, forms that save themselves or are found as they were left,
 * what a search finds while somebody types,
 * files sent in parts, articles beside a question, and a text as its readers will see it.
 * A page works without it: values can be selected by hand, and every form has a button that saves.
 */
import { saveByItself } from "./enhance/autosave.ts";
import { listWhileTyping } from "./enhance/choices.ts";
import { copy } from "./enhance/copy.ts";
import { keepTyped } from "./enhance/keep-typed.ts";
import { previewWhileTyping } from "./enhance/preview.ts";
import { suggestWhileTyping } from "./enhance/suggest.ts";
import { sendInParts } from "./enhance/upload.ts";

for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
  button.addEventListener("click", () => void copy(button));
}
for (const form of document.querySelectorAll<HTMLFormElement>("form[data-autosave]")) {
  saveByItself(form);
}
for (const form of document.querySelectorAll<HTMLFormElement>("form[data-keep]")) {
  keepTyped(form);
}
for (const place of document.querySelectorAll<HTMLElement>("[data-suggest]")) {
  suggestWhileTyping(place);
}
for (const place of document.querySelectorAll<HTMLElement>("[data-choices]")) {
  listWhileTyping(place);
}
for (const place of document.querySelectorAll<HTMLElement>("[data-preview]")) {
  previewWhileTyping(place);
}
for (const form of document.querySelectorAll<HTMLFormElement>("form[data-uploads]")) {
  sendInParts(form);
}
