import type { FilePlace } from "./file-place";

/** What can be wrong with a YAML text, whatever it is about. */
type YamlFault =
  "aliases" | "documents" | "duplicate-key" | "empty" | "key" | "nesting" | "syntax" | "tab" | "tag" | "version";

/** One thing that is wrong with a YAML text, and where: whoever reads the text makes a finding of it. */
export interface YamlProblem {
  readonly fault: YamlFault;
  readonly at: FilePlace;
  readonly message: string;
  /** @default there is nothing to advise that the message does not say */
  readonly help?: string;
}
