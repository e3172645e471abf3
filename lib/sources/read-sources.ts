import { sortFindings } from "../finding/finding-order";
import { principalNameOf } from "../access/principal/principal-name";
import type { LocatedFinding } from "../inventory/finding/located-finding";
import { partitionOf } from "../inventory/definition/partition";
import { agreed } from "./merge/agreement";
import { type Facts, type Format, noFacts } from "./facts";
import { foreignObject } from "./foreign-object";
import { FORMATS } from "./formats/formats";
import { mergeLiveData } from "./merge/merge-live-data";
import type { LiveData } from "./live-data";
import { isAwsAuthAbsent, mergeAwsAuth } from "./merge/merge-aws-auth";
import { hasLive, mergeEntries, undescribed, unlisted } from "./merge/merge-entries";
import { foundAt, printPlace, SourceNode, type Sourced } from "./source";
import { isDump, readDump } from "./read-dump";
import { TERRAFORM_FORMATS } from "./terraform/terraform-formats";
import { sourceDocuments, type SourceText } from "./source-documents";
import type { MergedSources } from "./merge/merged-sources";

const ALL_FORMATS = [...TERRAFORM_FORMATS, ...FORMATS];

/** What somebody says beside the sources, which are silent about it. */
export interface KnownBeside {
  /** @default unknown */
  readonly accountId?: string;
  /** @default unknown */
  readonly region?: string;
}

/** What sources say, and everything that is wrong with them. With an error nothing of it should be used. */
interface ReadSources {
  readonly sources: MergedSources;
  /** The same as guards ask for it: `check --live`. */
  readonly live: LiveData;
  /** By file, line and column. */
  readonly findings: readonly LocatedFinding[];
}

/**
 * Reads dumps of one cluster, of kubectl, eksctl, the AWS command line and Terraform, each recognized by what it holds,
 * several in one text too, and merges them. `wanted` is the cluster, where a state has several. Contradictions are findings that name both places.
 */
export function readSources(texts: readonly SourceText[], wanted?: string, beside: KnownBeside = {}): ReadSources {
  const facts = noFacts(wanted);
  const findings: LocatedFinding[] = [];
  for (const text of texts) readText(text, facts, findings);
  const [first] = texts;
  const sources = merge(facts, { beside, file: first?.name ?? "" }, findings);
  findings.push(...missing(facts, sources), ...declaredAlone(facts), ...unreadCalls(facts));
  return { sources, live: mergeLiveData(facts, sources), findings: sortFindings(findings) };
}

function readText(text: SourceText, facts: Facts, findings: LocatedFinding[]): void {
  const { documents, findings: found } = sourceDocuments(text);
  findings.push(...found);
  for (const document of documents) {
    readDocument(new SourceNode({ file: text.name, findings }, document), facts);
  }
}

function readDocument(source: SourceNode, facts: Facts): void {
  if (isDump(source)) {
    readDump(source, facts, (answer) => readDocument(answer, facts));
    return;
  }
  const [format] = formatsOf(source);
  if (format !== undefined) format.read(source.of(format.name), facts);
  else if (isSeveral(source)) for (const item of source.items()) readDocument(item, facts);
  else unknownFormat(source);
}

function formatsOf(source: SourceNode): readonly Format[] {
  return ALL_FORMATS.filter((each) => each.recognizes(source));
}

/** `--output yaml-stream`, `jq --slurp`, `--query Roles`: a list of what is read one by one. */
function isSeveral(source: SourceNode): boolean {
  if (source.node.kind !== "list" || source.node.items.length === 0) return false;
  return source.items().every((item) => item.node.kind === "map" && formatsOf(item).length > 0);
}

function unknownFormat(source: SourceNode): void {
  const other = foreignObject(source);
  if (other !== undefined) {
    source.report("import-source-unknown", { message: `${other.name}, expected another output`, help: other.help });
    return;
  }
  if (source.node.kind !== "map") {
    bareValue(source);
    return;
  }
  if (source.has("cluster_name")) {
    source.report("import-source-unknown", {
      message: "a cluster file, expected the output of a command",
      help: "name it with --update: what is new in the cluster is added to it",
    });
    return;
  }
  const names = [...new Set(ALL_FORMATS.map(({ name }) => name))].join(", ");
  const got = source.keys.length === 0 ? "an empty map" : `keys ${source.keys.slice(0, 5).join(", ")}`;
  source.report("import-source-unknown", {
    message: `in no format that is read, expected the output of a command, got ${got.replaceAll("`", "'")}`,
    help: `read are: ${names}`,
  });
}

/** `--query accessEntries`, `--query 'Roles[].Arn'`, `--query nodegroups`: values that do not say what they are of. */
function bareValue(source: SourceNode): void {
  const got = source.node.kind === "list" ? "a list" : "a value";
  source.report("import-source-unknown", {
    message: `bare output of --query or jq, expected the whole output of a command, got ${got} that does not say what it lists or names`,
    help: "run the command again without --query and with `--output json`",
  });
}

interface Beside {
  readonly beside: KnownBeside;
  /** The first source. */
  readonly file: string;
}

function merge(facts: Facts, { beside, file }: Beside, findings: LocatedFinding[]): MergedSources {
  const clusterName = agreed(facts.clusterNames, { what: "cluster", findings });
  const accountId = agreed(facts.accountIds, { what: "account", findings });
  const region = agreed(facts.regions, { what: "region", findings });
  const live = agreed(facts.modes, { what: "authentication mode", findings });
  const declared = agreed(facts.declared.modes, { what: "authentication mode", findings });
  if (live !== undefined && declared !== undefined && live.value !== declared.value) {
    findings.push(otherMode(live, declared));
  }
  const entries = mergeEntries(facts, findings);
  findings.push(...unlisted(entries, accountId?.value));
  const mode = hasLive(facts) ? live : declared;
  const lists = [...facts.entries, ...facts.listedEntries.filter(({ value }) => value.length > 0)];
  if (mode?.value === "CONFIG_MAP") findings.push(...lists.map(({ at }) => entriesInConfigMap(at, mode)));
  const where = region?.value ?? beside.region;
  const partition = where === undefined ? undefined : partitionOf(where);
  const account = { accountId: accountId?.value ?? beside.accountId, partition };
  const [localCluster] = facts.localClusters;
  return {
    start: { file, line: 1, column: 1, path: "" },
    clusterName,
    accountId,
    region,
    partition,
    mode,
    localCluster,
    ...mergeAwsAuth(facts, account, findings),
    ...entries,
    managedRoles: facts.managedRoles,
    creator: facts.creators[0],
    isCreatorNoAdmin: facts.bootstraps.length > 0 && !facts.bootstraps.includes(true),
    isAwsAuthAbsent: isAwsAuthAbsent(facts),
    isOfState: facts.states.length > 0,
    addresses: facts.addresses,
    configuration: { calls: facts.calls, providers: facts.providers, terraform: facts.terraform },
    knowsNodeGroups: knowsNodeGroups(facts),
  };
}

function otherMode(live: Sourced<string>, declared: Sourced<string>): LocatedFinding {
  return foundAt("import-declared-differs", declared.at, {
    message: `the ClusterConfig of eksctl asks for another authentication mode than the live one, expected \`${live.value}\` as ${printPlace(live.at)} says, got \`${declared.value}\``,
    help: "the cluster file is written with the live mode: nothing has to be done",
  });
}

function entriesInConfigMap(at: Sourced<unknown>["at"], mode: Sourced<string>) {
  return foundAt("import-contradiction", at, {
    message: `access entries, expected none in mode CONFIG_MAP as ${printPlace(mode.at)} says`,
    help: "AWS knows no entries in that mode: one of the two sources is older, leave it out",
  });
}

/** All that are listed are described; a list is needed, for without one there may be more. */
function knowsNodeGroups(facts: Facts): boolean {
  return facts.listedNodeGroups.length > 0 && undescribedGroups(facts).length === 0;
}

function undescribedGroups({ listedNodeGroups, managedRoles }: Facts): Sourced<string>[] {
  const described = managedRoles.filter(({ value }) => value.kind === "managed node group");
  return listedNodeGroups.flatMap(({ value, at }) =>
    value.filter((name) => !described.some((role) => role.value.name === name)).map((name) => ({ value: name, at })),
  );
}

/** What eksctl was asked for is taken for what is live where nothing else tells: that has to be known. */
function declaredAlone(facts: Facts): LocatedFinding[] {
  if (hasLive(facts)) return [];
  const name = facts.clusterNames[0]?.value ?? "NAME";
  return facts.declared.configs.map(({ at }) =>
    foundAt("import-declared-alone", at, {
      message:
        "who has access to the live cluster is not known: a ClusterConfig of eksctl says what somebody asked for, expected output of the cluster itself beside it",
      help: `type \`kubectl get configmap -n kube-system aws-auth -o yaml > aws-auth.yaml\` and \`aws eks describe-cluster --name ${name} > cluster.json\`, then import again with both files and this one; or read the live cluster: \`eks-access import --cluster ${name}\``,
    }),
  );
}

/** What somebody asked the cluster and was not told. */
function unreadCalls({ unread }: Facts): LocatedFinding[] {
  return unread.map(({ value: { action, of, reason }, at }) =>
    foundAt("import-call-unanswered", at, {
      message: `${action}${of === undefined ? "" : ` of \`${of}\``} was not answered, so what it tells is not known: ${reason}`,
      help: "give whoever ran `eks-access collect` this right (docs/permissions.md has an IAM policy and a ClusterRole with all that it reads), and run it again: `eks-access collect --cluster NAME > live.json`; until then look it up by hand",
    }),
  );
}

/** What nobody says and somebody has to. */
function missing(facts: Facts, sources: MergedSources): LocatedFinding[] {
  const name = sources.clusterName?.value ?? "<cluster>";
  const groups = undescribedGroups(facts).map(({ value, at }) =>
    foundAt("import-node-groups-unknown", at, {
      message: `the role of a managed node group, expected its description, got \`${value}\` alone`,
      help: `add the output of \`aws eks describe-nodegroup --cluster-name ${name} --nodegroup-name ${value}\``,
    }),
  );
  const { listedEntries } = sources;
  const accountId = sources.accountId?.value;
  if (listedEntries === undefined) return groups;
  const entries = undescribed(sources).map((arn) =>
    foundAt("import-entry-unknown", listedEntries.at, {
      message: `an access entry that no source describes, got that of ${principalNameOf(arn, accountId)}`,
      help: `run \`eks-access import\` again and give it these two outputs as well, each in a file: \`aws eks describe-access-entry --cluster-name ${name} --principal-arn ${arn}\` and \`aws eks list-associated-access-policies --cluster-name ${name} --principal-arn ${arn}\``,
    }),
  );
  return [...groups, ...entries];
}
