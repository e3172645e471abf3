import type { ClusterFile } from "../../inventory/cluster-file/parse-cluster-file";
import { type VerifiedCluster, verifiedFleet } from "../../app/verify/verify";
import { githubText } from "../findings/github";
import { sarifText } from "../findings/sarif";
import type { Paint } from "../text/colour";
import type { VerifyFormat } from "./verify-format";
import { verifyJsonText } from "./verify-json";
import { verifyJunit } from "./verify-junit";
import { verifyMarkdown } from "./verify-markdown";
import { verifyText } from "./verify-text";

/** What is printed, and with which look; `at`: milliseconds since 1970. */
export interface VerifyReport {
  readonly clusters: readonly ClusterFile[];
  readonly verified: readonly VerifiedCluster[];
  readonly at: number;
  readonly paint: Paint;
}

/** Verified clusters in one of their formats. */
export function printVerify({ clusters, verified, at, paint }: VerifyReport, format: VerifyFormat): string {
  switch (format) {
    case "text":
      return verifyText(verified, paint);
    case "json":
      return verifyJsonText(verified, at);
    case "markdown":
      return verifyMarkdown(verified);
    case "junit":
      return verifyJunit(verified);
    case "github":
      return githubText(verifiedFleet(clusters, verified));
    case "sarif":
      return sarifText(verifiedFleet(clusters, verified), "verify");
  }
}
