import { readsConfigMap } from "../../access/access-entry/authentication-mode";
import { type Finding, findingsIn } from "../../finding/finding";
import type { StagedDefinition } from "../../migration/staged-definition";
import { type ClusterDefinition, isProtected } from "./cluster-definition";

const finding = findingsIn("file");

type Protected = Pick<StagedDefinition<ClusterDefinition>, "definition" | "rendering">;

/**
 * What holds access and could be destroyed by any plan: a file says so on purpose, or nobody noticed, for protection goes with
 * `migration` and `adopt`. A stack of access alone holds nothing else; one of a whole cluster without a migration may be a new one.
 * @see docs/protection.md
 */
export function protectionFindings({ definition, rendering }: Protected): Finding[] {
  const { protect } = definition.terraform;
  const isTold = protect === false || definition.render === "access";
  const open = isTold && !isProtected(definition) ? holdersOf({ definition, rendering }) : [];
  if (open.length === 0) return [];
  return [
    finding("protection-off", "terraform.protect", {
      message: `Terraform does not refuse to destroy ${open.join(", ")}, expected \`true\`, got ${protect === false ? "`false`" : "nothing, without `migration` and `adopt`"}`,
      help: "write `terraform.protect: true`: else `terraform destroy` takes access away without a question",
    }),
  ];
}

/** `the cluster`, `3 access entries`, `aws-auth` */
function holdersOf({ definition, rendering }: Protected): string[] {
  const { awsAuth, entries, mode } = rendering;
  const count = Object.keys(entries).length;
  const isRead = readsConfigMap(mode) || definition.migration !== undefined;
  return [
    ...(definition.render === "access" ? [] : ["the cluster"]),
    ...(count === 0 ? [] : [count === 1 ? "1 access entry" : `${count} access entries`]),
    ...((awsAuth.create || awsAuth.manage) && isRead ? ["aws-auth"] : []),
  ];
}
