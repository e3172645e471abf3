import type { GoProblem } from "./go-yaml-node";

/** A value as go-yaml decodes it into `interface{}`, as far as anything here depends on it. */
export type GoValue =
  | { readonly kind: "string" | "null" | "bool" | "number" | "infinite"; readonly text: string; readonly line: number }
  | { readonly kind: "list"; readonly items: readonly GoValue[]; readonly line: number }
  | GoMap;

/** A map by {@link textKey}, and other names for keys that are no texts. */
export interface GoMap {
  readonly kind: "map";
  readonly entries: ReadonlyMap<string, GoValue>;
  /** Keys that the text gives more than once. */
  readonly repeated: readonly string[];
  readonly line: number;
}

/** A value and the first thing that went wrong, after which go-yaml reads no further. */
export interface Decoded<Value> {
  readonly value: Value;
  readonly problem: GoProblem | undefined;
}

/** An element of mapAccounts; without text where it is no scalar. */
export interface DecodedText {
  readonly text: string | undefined;
  readonly line: number;
}

/** Begins the name of a key that is a text. */
export const TEXT_KEY = "string ";

/** The text of a key that is one. */
export function textKey(key: string): string | undefined {
  return key.startsWith(TEXT_KEY) ? key.slice(TEXT_KEY.length) : undefined;
}
