import { STAGES } from "../stage";
import type { Guard, GuardSentence } from "./guard";

/** Account, region, cluster and API server are the file's. */
export const identityMismatch = {
  code: "identity-mismatch",
  advice:
    "Nothing else is judged before this is right: run in the account and region of the file, with a Kubernetes provider that leads to this cluster.",
  stages: STAGES,
  reads: ["cluster", "root CA"],
  refuses: (_, live) => (live.isTheFilesCluster ? [] : ["cluster"]),
} as const satisfies Guard;

/** The ARN says account, region and name at once. */
export function otherCluster({
  cluster,
  live,
  expected,
}: Readonly<Record<"cluster" | "live" | "expected", string>>): GuardSentence {
  return {
    wrong: `Cluster ${cluster} is ${live}, and terraform.account_id and terraform.region of its cluster file say ${expected}`,
    mend: "run Terraform in that account and region, or correct the file",
  };
}

/** A root module that serves several clusters, by variables or workspaces, and has the files of one of them. */
export function otherRun({ cluster, planned }: Readonly<Record<"cluster" | "planned", string>>): GuardSentence {
  return {
    wrong: `This run is about cluster ${planned}, and the overlay in its folder is about cluster ${cluster}: it would give ${planned} the mode, the entries and the rows of ${cluster}`,
    mend: "give each cluster a folder of its own, with its own files, or render: access in its cluster file",
  };
}

/** The Kubernetes provider leads to another API server. */
export function otherApiServer(cluster: string): GuardSentence {
  return {
    wrong: `Terraform reads the Kubernetes API of another cluster than ${cluster}, for kube-system/kube-root-ca.crt there does not hold the certificate authority of ${cluster}`,
    mend: "correct terraform.kubernetes_auth, config_path or config_context in its cluster file, or the variable KUBE_CONFIG_PATH, so that they lead to this cluster",
  };
}
