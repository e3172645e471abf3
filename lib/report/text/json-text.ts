import { jsonText } from "./jsonable";

/**
 * A value as JSON for files, pipes and logs: nothing is lost, and what steers a terminal, hides or turns the direction of
 * text stands as `\uXXXX`.
 */
export function inertJson(value: unknown): string {
  return jsonText(value).replace(HIDDEN, (character) => (character === "\n" ? character : escaped(character)));
}

const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** JSON writes what is beyond 16 bits as two halves. */
function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, i) => {
    return `\\u${character.charCodeAt(i).toString(16).padStart(4, "0")}`;
  }).join("");
}
