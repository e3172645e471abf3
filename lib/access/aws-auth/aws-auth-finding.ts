import { findingsIn } from "../../finding/finding";

/** Makes the parser's findings. */
export const awsAuthFinding = findingsIn("import");
