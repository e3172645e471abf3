import { findingsOf, type Rule } from "../finding/finding";
import { SOURCE_RULES } from "../sources/source-rules";

/** The codes of findings about what is imported: what sources leave open, and what a file that is updated says. */
export const IMPORT_RULES = {
  ...SOURCE_RULES,
  "import-entry-of-eks": {
    severity: "blocker",
    rule: "R41",
    meaning:
      "The file declares an entry for the role of an EKS capability: EKS has made it, and answers 409 to a second.",
  },
  "import-file-differs": {
    severity: "warning",
    rule: "R38",
    meaning: "The file that is updated says something else than the cluster. The file's stays: it may be a decision.",
  },
  "import-update-refused": {
    severity: "error",
    rule: "-",
    meaning: "The file to update cannot take what is new at the place where it belongs.",
  },
} as const satisfies Record<string, Rule>;

/** One of the codes. */
export type ImportCode = keyof typeof IMPORT_RULES;

/** Makes a finding of {@link IMPORT_RULES}. */
export const importFinding = findingsOf(IMPORT_RULES);
