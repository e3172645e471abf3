import type { SourceNode, Sourced } from "../source";

/** What the AWS CLI leaves behind where it prints one page of a list only. */
const NEXT = ["nextToken", "NextToken", "Marker"] as const;

/** A list of the AWS CLI; of its first page alone nothing, which is told: what is on the others is unknown. */
export function readList<Value>(source: SourceNode, key: string, read: (list: SourceNode) => Value): Sourced<Value>[] {
  const list = source.required(key);
  if (list === undefined || isCut(source)) return [];
  return [{ value: read(list), at: list.at }];
}

function isCut(source: SourceNode): boolean {
  const next = NEXT.find((each) => source.child(each) !== undefined);
  if (next === undefined) return false;
  source.child(next)?.report("import-list-cut", {
    message: "a part of a list, expected all of it: the rest is on other pages",
    help: "make this file again with the same command of `aws`, without --max-items, --starting-token and --no-paginate, then run `eks-access import` again",
  });
  return true;
}
