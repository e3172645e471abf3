import { type Finding, findingsIn } from "../../../finding/finding";
import type { ClusterDefinition } from "../cluster-definition";

const finding = findingsIn("file");

/**
 * A state in a bucket that nothing locks: S3 locks only where the backend says by what; files, HCP Terraform and Terraform
 * Enterprise lock by themselves. An overlay has the backend of its root module, which the file does not tell.
 * @see https://developer.hashicorp.com/terraform/language/backend/s3#state-locking
 */
export function stateLockFindings({ render, terraform }: Pick<ClusterDefinition, "render" | "terraform">): Finding[] {
  const { backend } = terraform;
  if (render === "overlay" || backend === undefined || !("s3" in backend)) return [];
  const { useLockfile, dynamodbTable } = backend.s3;
  if (useLockfile === true || dynamodbTable !== undefined) return [];
  const isTold = useLockfile === false;
  return [
    finding("state-unlocked", `terraform.backend.s3${isTold ? ".use_lockfile" : ""}`, {
      message: `nothing locks the state while Terraform runs, expected \`use_lockfile: true\` or \`dynamodb_table\`, got ${isTold ? "`use_lockfile: false`" : "neither"}`,
      help: "write `use_lockfile: true` (Terraform >= 1.10): else two runs at once apply two plans of one state, and the second takes away what the first has made",
    }),
  ];
}
