import type { VerifiedCluster } from "../../app/verify/verify";

/** `entries, wave 1 of 3`; what a file without migration is at. */
export function stageWords(stage: VerifiedCluster["stage"]): string {
  if (stage === undefined) return "no migration";
  return stage.wave === undefined
    ? `stage ${stage.stage}`
    : `stage ${stage.stage}, wave ${stage.wave.in} of ${stage.wave.of}`;
}

/** What may be done next, in one line. */
export function nextWords({ file, next }: Pick<VerifiedCluster, "file" | "next">): string {
  return "to" in next ? `eks-access advance ${file} (to ${stageWords(next.to)})` : `no next step: ${next.why}`;
}
