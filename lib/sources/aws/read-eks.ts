import type { Cluster } from "@aws-sdk/client-eks";
import { allPages, type AskedCall, type Collector } from "../collector";
import type { AwsSession } from "./aws-session";

type Eks = AwsSession["eks"];

/** A cluster of which is read. */
interface Target {
  readonly eks: Eks;
  readonly clusterName: string;
  readonly collector: Collector;
}

/** What DescribeCluster says. Throws what the SDK throws: without it nothing of the cluster is known. */
export async function describeCluster({ sdk, client }: Eks, name: string): Promise<Cluster> {
  const { cluster } = await client.send(new sdk.DescribeClusterCommand({ name }));
  if (cluster === undefined) throw new Error("DescribeCluster: expected a cluster, got nothing");
  return cluster;
}

/** Of a description what decides who reaches the cluster; names of subnets, keys and tags are left out. */
export function describedCluster(cluster: Cluster): object {
  const { name, arn, version, platformVersion, status, createdAt } = cluster;
  const { accessConfig, certificateAuthority, outpostConfig } = cluster;
  const head = { name, arn, version, platformVersion, status, createdAt };
  return { cluster: { ...head, accessConfig, certificateAuthority, outpostConfig } };
}

/** Entries with their policies, node groups, Fargate profiles and capabilities of a cluster. */
export async function readEks(target: Target, { accessConfig }: Cluster): Promise<void> {
  // AWS answers InvalidRequestException to questions for entries in this mode: there are none.
  const hasEntries = accessConfig?.authenticationMode !== undefined && accessConfig.authenticationMode !== "CONFIG_MAP";
  await Promise.all([
    hasEntries ? readEntries(target) : undefined,
    readNodeGroups(target),
    readFargateProfiles(target),
    readCapabilities(target),
  ]);
}

async function readEntries(target: Target): Promise<void> {
  const {
    eks: { sdk, client },
    clusterName,
    collector,
  } = target;
  const accessEntries = await collector.ask({ action: "eks:ListAccessEntries" }, () =>
    allPages(sdk.paginateListAccessEntries({ client, pageSize: 100 }, { clusterName }), (page) => page.accessEntries),
  );
  if (accessEntries === undefined) return;
  collector.read.push({ accessEntries });
  await Promise.all(accessEntries.map(async (principalArn) => readEntry(target, principalArn)));
}

async function readEntry({ eks, clusterName, collector }: Target, principalArn: string): Promise<void> {
  const { sdk, client } = eks;
  await collector.keep({ action: "eks:DescribeAccessEntry", of: principalArn }, async () => {
    const { accessEntry } = await client.send(new sdk.DescribeAccessEntryCommand({ clusterName, principalArn }));
    const { accessEntryArn, type, username, kubernetesGroups, createdAt, tags } = accessEntry ?? {};
    // An imported entry keeps its tags: without them the first plan would take them off.
    const told = { accessEntryArn, type, username, kubernetesGroups, createdAt, tags };
    return { accessEntry: { clusterName, principalArn, ...told } };
  });
  await collector.keep({ action: "eks:ListAssociatedAccessPolicies", of: principalArn }, async () => {
    const pages = sdk.paginateListAssociatedAccessPolicies({ client, pageSize: 100 }, { clusterName, principalArn });
    const associatedAccessPolicies = await allPages(pages, (page) => page.associatedAccessPolicies);
    return { clusterName, principalArn, associatedAccessPolicies };
  });
}

async function readNodeGroups(target: Target): Promise<void> {
  const {
    eks: { sdk, client },
    clusterName,
  } = target;
  const list: AskedCall = { action: "eks:ListNodegroups" };
  const pages = () => sdk.paginateListNodegroups({ client, pageSize: 100 }, { clusterName });
  await readNamed(target, list, {
    list: async () => allPages(pages(), (page) => page.nodegroups),
    listed: (nodegroups) => ({ nodegroups }),
    action: "eks:DescribeNodegroup",
    describe: async (nodegroupName) => {
      const { nodegroup } = await client.send(new sdk.DescribeNodegroupCommand({ clusterName, nodegroupName }));
      const { nodegroupArn, nodeRole, amiType, status } = nodegroup ?? {};
      return { nodegroup: { clusterName, nodegroupName, nodegroupArn, nodeRole, amiType, status } };
    },
  });
}

async function readFargateProfiles(target: Target): Promise<void> {
  const {
    eks: { sdk, client },
    clusterName,
  } = target;
  const list: AskedCall = { action: "eks:ListFargateProfiles" };
  const pages = () => sdk.paginateListFargateProfiles({ client, pageSize: 100 }, { clusterName });
  await readNamed(target, list, {
    list: async () => allPages(pages(), (page) => page.fargateProfileNames),
    listed: (fargateProfileNames) => ({ fargateProfileNames }),
    action: "eks:DescribeFargateProfile",
    describe: async (fargateProfileName) => {
      const command = new sdk.DescribeFargateProfileCommand({ clusterName, fargateProfileName });
      const { fargateProfileArn, podExecutionRoleArn, status } = (await client.send(command)).fargateProfile ?? {};
      return {
        fargateProfile: { clusterName, fargateProfileName, fargateProfileArn, podExecutionRoleArn, status },
      };
    },
  });
}

async function readCapabilities(target: Target): Promise<void> {
  const {
    eks: { sdk, client },
    clusterName,
  } = target;
  const list: AskedCall = { action: "eks:ListCapabilities" };
  const pages = () => sdk.paginateListCapabilities({ client, pageSize: 100 }, { clusterName });
  await readNamed(target, list, {
    list: async () =>
      allPages(pages(), (page) => page.capabilities?.flatMap(({ capabilityName }) => capabilityName ?? [])),
    listed: (names) => ({ capabilities: names.map((capabilityName) => ({ capabilityName })) }),
    action: "eks:DescribeCapability",
    describe: async (capabilityName) => {
      const command = new sdk.DescribeCapabilityCommand({ clusterName, capabilityName });
      const { arn, roleArn, status } = (await client.send(command)).capability ?? {};
      return { capability: { clusterName, capabilityName, arn, roleArn, status } };
    },
  });
}

/** A list of names, and what describes each. */
interface Named {
  readonly list: () => Promise<string[]>;
  readonly listed: (names: readonly string[]) => object;
  readonly action: string;
  readonly describe: (name: string) => Promise<object>;
}

async function readNamed({ collector }: Target, call: AskedCall, named: Named): Promise<void> {
  const names = await collector.ask(call, named.list);
  if (names === undefined) return;
  collector.read.push(named.listed(names));
  await Promise.all(
    names.map(async (name) => collector.keep({ action: named.action, of: name }, async () => named.describe(name))),
  );
}

/** Names of all clusters of a region. Throws what the SDK throws. */
export async function listClusters({ eks: { sdk, client } }: Pick<AwsSession, "eks">): Promise<string[]> {
  return allPages(sdk.paginateListClusters({ client, pageSize: 100 }, {}), (page) => page.clusters);
}
