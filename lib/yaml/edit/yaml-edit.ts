import type { Document } from "yaml";
import type { YamlPath } from "../yaml-node";

/** One change of a YAML text. */
export type YamlEdit = SetValue | RemoveKey | AddElements | FillIn;

/** Gives a key of a map another value; through an alias it is the value that the alias stands for. */
export interface SetValue {
  readonly kind: "set";
  readonly path: readonly string[];
  readonly value: string | number | boolean;
  /**
   * The key after which a missing key is written.
   * @default a missing key cannot be set
   */
  readonly after?: string;
}

/** Takes a key out of a map. */
export interface RemoveKey {
  readonly kind: "remove";
  readonly path: readonly string[];
  /**
   * What becomes of its comments: those of its lines, and where they are taken those right above it too.
   * @default "left"
   */
  readonly comments?: "left" | "taken";
}

/** Adds elements to the end of a list or map. What is not there is made, with its parents. */
export interface AddElements {
  readonly kind: "add";
  readonly path: YamlPath;
  /** Lines of a block. */
  readonly block: readonly string[];
  /**
   * The elements in brackets.
   * @default none: they cannot go into brackets
   */
  readonly flow?: readonly string[];
}

/** Gives a value to a key that has none: `region:`. */
export interface FillIn {
  readonly kind: "fill";
  readonly path: YamlPath;
  /** As it is to be written, in quotes where it needs them. */
  readonly value: string;
}

/** An edit that a text cannot take, and why: `a value stands there`. */
export interface RefusedEdit {
  readonly edit: YamlEdit;
  readonly why: string;
}

/** A text and what it says: what an edit is made in. */
export interface OpenText {
  readonly text: string;
  readonly document: Document.Parsed;
}

/** What became of one edit. */
export type Edited = { readonly text: string } | { readonly why: string };
