import type { Finding } from "../../finding/finding";
import { inventoryFinding as finding } from "../finding/inventory-finding";
import { clusterNameProblem } from "../schema/cluster-file";

/** Whether two stacks would share a folder of the output on a disk that does not tell upper case from lower case. */
export function sameFolder(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** What keeps a text from being the name of a stack beside another: of one that shares its folder, where there is one. */
export function stackNameFindings(name: string, twin?: string): Finding[] {
  const problem = clusterNameProblem(name);
  return [
    ...(problem === undefined ? [] : [finding(problem.code, "cluster_name", problem)]),
    ...(twin === undefined ? [] : [nameTwice(name, { name: twin, what: "stack" })]),
  ];
}

/** A name that an earlier cluster has, or would have on some disks; `of` says what has it. */
export function nameTwice(name: string, first: { readonly name: string; readonly what: string }): Finding {
  if (first.name === name) {
    return finding("cluster-name-twice", "cluster_name", {
      message: `a second cluster with the name of the one in ${first.what}, got \`${name}\``,
      help: "rename or delete one of the files: each name is a folder of the output",
    });
  }
  return finding("cluster-name-twice", "cluster_name", {
    message: `a name that differs from \`${first.name}\` of ${first.what} in upper and lower case alone, expected another name, got \`${name}\``,
    help: "rename one of them, or keep it in another folder of cluster files: each name is a folder of the output, and some disks take both for one",
  });
}
