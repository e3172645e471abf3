/** Why a use case has no answer, in one line for people. */
export interface Unanswered {
  readonly problem: string;
  /** What to do about it. */
  readonly help?: string;
  /** What is at fault: what was asked, or what the files say. */
  readonly fault: "question" | "files";
}
