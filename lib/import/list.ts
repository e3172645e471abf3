import type { SourceNode, Told } from "./source";

/** What the AWS CLI leaves behind where it prints one page of a list only. */
const NEXT = ["nextToken", "NextToken", "Marker"] as const;

/** A list of the AWS CLI; told where it is its first page only. */
export function readList<Value>(source: SourceNode, key: string, read: (list: SourceNode) => Value): Told<Value>[] {
  const list = source.required(key);
  if (list === undefined) return [];
  const next = NEXT.find((each) => source.child(each) !== undefined);
  if (next !== undefined) {
    source.child(next)?.report("import-list-cut", {
      message: "the first page of a list, expected all of it",
      help: "run the command without --max-items and --no-paginate",
    });
  }
  return [{ value: read(list), at: list.at }];
}
