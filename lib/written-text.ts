/** What a text that people write may be made of. Browser-safe. */

/** Something to be seen: letters, digits, signs. */
export const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

// Half a character is none: neither JSON's readers nor Postgres take it.
const NOT_TEXT = String.raw`\p{Cc}\p{Cs}`;

/** Nothing that Postgres or a terminal would trip over. */
export const NO_CONTROLS = new RegExp(`^[^${NOT_TEXT}]*$`, "u");
export const NO_CONTROLS_BUT_LINES = new RegExp(String.raw`^(?:[^${NOT_TEXT}]|[\n\r\t])*$`, "u");

/** At most so long, and of nothing that cannot be kept or read; for showing what was refused. */
export function shownText(text: string, longest: number): string {
  return text
    .replace(/\p{Cc}+/gu, " ")
    .slice(0, longest)
    .toWellFormed();
}
