import type { Code } from "./catalogue";
import { shortenText } from "./finding";

/** What is wrong with the props of a construct, and where. */
export interface Problem {
  /** Stable, listed in docs/rules.md. */
  readonly code: Code;
  /** Where: `access_entries.admin`. */
  readonly path: string;
  /** What is wrong, what was expected, what was found (in backticks), without the path: lower case, no full stop. */
  readonly message: string;
  /**
   * What to do about it.
   * @default none
   */
  readonly help?: string;
}

/** What constructs throw: cdktf's own validations are silenced by `skipValidation`, constructors are not. */
export class ValidationError extends Error {
  public readonly code: Code;
  public readonly path: string;
  public readonly help: string | undefined;

  constructor({ code, path, ...text }: Problem) {
    const { message, help } = shortenText(text);
    super(`${path}: ${message}`);
    this.name = "ValidationError";
    this.code = code;
    this.path = path;
    this.help = help;
  }
}

/** Throws the first of the problems of a construct's props, if there is one. */
export function refuse(problems: readonly Problem[]): void {
  const [first] = problems;
  if (first !== undefined) throw new ValidationError(first);
}
