import type { Finding } from "../../finding/finding";
import { inventoryFinding as finding } from "../finding/inventory-finding";
import { clusterNameProblem, isClusterName } from "../schema/names";

/**
 * The name of the stack of a file: its folders and its cluster, with dots between them, which neither can have. So the file `shop`
 * in the folder `prod` never meets another: `prod.shop`.
 */
export function stackNameOf(folders: readonly string[], clusterName: string): string {
  return [...folders, clusterName].join(".");
}

/** Whether two stacks would share a folder of the output on a disk that does not tell upper case from lower case. */
export function sameFolder(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** What keeps a text from being the name of a stack: each part of it has to be a name, of a folder or of the cluster. */
function stackNameProblem(name: string): ReturnType<typeof clusterNameProblem> {
  const isPath = name.split(".").every((part) => isClusterName(part));
  return isPath
    ? name
        .split(".")
        .map(clusterNameProblem)
        .find((problem) => problem !== undefined)
    : clusterNameProblem(name);
}

/** What keeps a text from being the name of a stack beside another: of one that shares its folder, where there is one. */
export function stackNameFindings(name: string, twin?: string): Finding[] {
  const problem = stackNameProblem(name);
  return [
    ...(problem === undefined ? [] : [finding(problem.code, "cluster_name", problem)]),
    ...(twin === undefined ? [] : [nameTwice(name, { name: twin, what: "another stack", each: "stack" })]),
  ];
}

/** What has a cluster or a name first. */
export interface First {
  /** `clusters/a.yaml`, or `stack \`a\``. */
  readonly what: string;
  /**
   * What each of both is.
   * @default file
   */
  readonly each?: "file" | "stack";
}

/** A cluster of AWS that another file or stack has already, under whatever name. */
export function clusterTwice(name: string, { what, each = "file" }: First): Finding {
  return finding("cluster-name-twice", "cluster_name", {
    message: `second ${each} of one cluster, whose account, region and name ${what} has too, got \`${name}\``,
    help: `delete one of the ${each}s: two stacks would write one cluster's access`,
  });
}

/** A cluster that another file or stack may have already: one of the two does not say its account. */
export function maybeTwice(name: string, { what, each = "file" }: First): Finding {
  const place = each === "file" ? "each file, or into the `defaults.yaml` of its folder" : "the props of each stack";
  return finding("cluster-name-twice", "cluster_name", {
    message: `may be the cluster of ${what}, whose region and name it has, expected \`terraform.account_id\` in both ${each}s, got \`${name}\``,
    help: `write the account into ${place}; where both ${each}s are for one cluster, delete one of them: two stacks would write its access`,
  });
}

/** What to do about two clusters of one name: another name of the file alone would not help. */
const TWICE = {
  file: "write the name of the other cluster as `cluster_name`, and name the file after it; or delete one of the two files: each cluster name is a folder of the output",
  stack: "give one of the stacks another name, or delete it: each name is a folder of the output",
} as const;

/** A name that an earlier cluster has, or would have on some disks. */
export function nameTwice(
  name: string,
  { what, each = "file", name: first }: First & { readonly name: string },
): Finding {
  if (first === name) {
    return finding("cluster-name-twice", "cluster_name", {
      message: `a second cluster with the name of the one in ${what}, got \`${name}\``,
      help: TWICE[each],
    });
  }
  const other = each === "file" ? ", or keep it in another folder of cluster files" : "";
  return finding("cluster-name-twice", "cluster_name", {
    message: `a name that differs from \`${first}\` of ${what} in upper and lower case alone, expected another name, got \`${name}\``,
    help: `rename one of them${other}: each name is a folder of the output, and some disks take both for one`,
  });
}
