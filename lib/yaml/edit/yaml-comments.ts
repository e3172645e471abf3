import { Parser } from "yaml";
import type { TextRange } from "./text-range";

/** The comments of a part of a text: tokens of the parser, for a `#` within a value is none. */
export function commentsIn(text: string, { start, end }: TextRange): string[] {
  return [...new Parser().parse(text)]
    .flatMap(commentTokens)
    .filter(({ offset }) => offset >= start && offset < end)
    .map(({ source }) => source.trimEnd());
}

function commentTokens(token: unknown): { readonly offset: number; readonly source: string }[] {
  if (typeof token !== "object" || token === null) return [];
  if ("type" in token && token.type === "comment" && "offset" in token && "source" in token) {
    return [{ offset: Number(token.offset), source: String(token.source) }];
  }
  return Object.values(token).flatMap(commentTokens);
}
