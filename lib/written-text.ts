/** The characters that names and descriptions may have. Browser-safe. */

/** Visible characters: letters, digits, signs. */
export const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

// A lone surrogate is refused: JSON parsers and Postgres do not accept it.
const NOT_TEXT = String.raw`\p{Cc}\p{Cs}`;

/** Text without characters that break Postgres or a terminal. */
export const NO_CONTROLS = new RegExp(`^[^${NOT_TEXT}]*$`, "u");
export const NO_CONTROLS_BUT_LINES = new RegExp(String.raw`^(?:[^${NOT_TEXT}]|[\n\r\t])*$`, "u");

/** Cuts text and removes what cannot be stored or displayed, for showing refused input. */
export function shownText(text: string, longest: number): string {
  return text
    .replace(/\p{Cc}+/gu, " ")
    .slice(0, longest)
    .toWellFormed();
}
