import type { Facts } from "../facts";
import type { SourceNode } from "../source";

const EKS_ARN = /^arn:[a-z-]+:eks:([a-z0-9-]+):(\d{12}):([a-z-]+)\/([^/]+)/;

/** What the ARN of a cluster, or of something of it, says: region, account, name. */
export function readEksArn(arn: SourceNode | undefined, facts: Facts): void {
  const text = arn?.text();
  if (arn === undefined || text === undefined) return;
  const [, region, accountId, , name] = EKS_ARN.exec(text) ?? [];
  if (region === undefined || accountId === undefined || name === undefined) {
    arn.wrong("an ARN of EKS");
    return;
  }
  facts.regions.push({ value: region, at: arn.at });
  facts.accountIds.push({ value: accountId, at: arn.at });
  facts.clusterNames.push({ value: name, at: arn.at });
}
