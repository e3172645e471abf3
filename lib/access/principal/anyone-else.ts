import type { IamArn, Partition } from "./arn";

const NAME = "anyone-else-of-the-account";

/** The user that stands for everybody of a mapped account whom nothing else names. */
export function anyoneElse(accountId: string, partition: Partition): IamArn {
  return { partition, accountId, kind: "user", path: "/", name: NAME };
}

/** Whether a principal is no user of its own, but stands for everybody else of its account. */
export function isAnyoneElse({ kind, name }: IamArn): boolean {
  return kind === "user" && name === NAME;
}
