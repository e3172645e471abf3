import { cut, shortenSentence } from "../../finding/shorten";
import { printable } from "./printable";

/** As {@link printable}, for one value: as long as an ARN, and no longer. */
export function shown(text: string): string {
  return printable(cut(text, 200));
}

/** As {@link printable}, for a sentence about values. */
export function shownSentence(text: string): string {
  return printable(shortenSentence(text));
}
