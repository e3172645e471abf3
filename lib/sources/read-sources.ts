import { PARTITIONS } from "../access/principal/arn";
import { type LocatedFinding, sortLocated } from "../inventory/finding/located-finding";
import { partitionOf } from "../inventory/definition/partition";
import { agreed } from "./agreement";
import { type Facts, noFacts } from "./facts";
import { FORMATS } from "./formats/formats";
import { mergeLiveData } from "./merge-live-data";
import type { LiveData } from "./live-data";
import { mergeAwsAuth } from "./merge-aws-auth";
import { hasLive, mergeEntries, undescribed, unlisted } from "./merge-entries";
import { foundAt, printPlace, SourceNode, type Sourced } from "./source";
import { TERRAFORM_FORMATS } from "./terraform/terraform-formats";
import { sourceDocuments, type SourceText } from "./source-documents";
import type { MergedSources } from "./merged-sources";

const ALL_FORMATS = [...TERRAFORM_FORMATS, ...FORMATS];

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
export function readSources(texts: readonly SourceText[], wanted?: string): ReadSources {
  const facts = noFacts(wanted);
  const findings: LocatedFinding[] = [];
  for (const text of texts) readText(text, facts, findings);
  const sources = merge(facts, findings);
  findings.push(...missing(facts, sources), ...declaredAlone(facts));
  return { sources, live: mergeLiveData(facts, sources), findings: sortLocated(findings) };
}

function readText(text: SourceText, facts: Facts, findings: LocatedFinding[]): void {
  const { documents, findings: found } = sourceDocuments(text);
  findings.push(...found);
  for (const document of documents) {
    const source = new SourceNode({ file: text.name, findings }, document);
    const format = ALL_FORMATS.find((each) => each.recognizes(source));
    if (format === undefined) unknownFormat(source);
    else format.read(source, facts);
  }
}

function unknownFormat(source: SourceNode): void {
  const names = [...new Set(ALL_FORMATS.map(({ name }) => name))].join(", ");
  const got = source.node.kind === "map" ? `keys ${source.keys.slice(0, 5).join(", ")}` : `a ${source.node.kind}`;
  source.report("import-source-unknown", {
    message: `in no format that is read, expected the output of a command, got ${got.replaceAll("`", "'")}`,
    help: `read are: ${names}`,
  });
}

function merge(facts: Facts, findings: LocatedFinding[]): MergedSources {
  const clusterName = agreed(facts.clusterNames, { what: "cluster", findings });
  const accountId = agreed(facts.accountIds, { what: "account", findings });
  const region = agreed(facts.regions, { what: "region", findings });
  const live = agreed(facts.modes, { what: "authentication mode", findings });
  const declared = agreed(facts.declared.modes, { what: "authentication mode", findings });
  if (live !== undefined && declared !== undefined && live.value !== declared.value) {
    findings.push(otherMode(live, declared));
  }
  const entries = mergeEntries(facts, findings);
  findings.push(...unlisted(entries));
  const mode = hasLive(facts) ? live : declared;
  const lists = [...facts.entries, ...facts.listedEntries.filter(({ value }) => value.length > 0)];
  if (mode?.value === "CONFIG_MAP") findings.push(...lists.map(({ at }) => entriesInConfigMap(at, mode)));
  return {
    clusterName,
    accountId,
    region,
    partition: region === undefined ? undefined : PARTITIONS.find((each) => each === partitionOf(region.value)),
    mode,
    ...mergeAwsAuth(facts, findings),
    ...entries,
    managedRoles: facts.managedRoles,
    creator: facts.creators[0],
    isOfState: facts.states.length > 0,
    knowsNodeGroups: knowsNodeGroups(facts),
  };
}

function otherMode(live: Sourced<string>, declared: Sourced<string>): LocatedFinding {
  return foundAt("import-declared-differs", declared.at, {
    message: `asked for and not live, expected \`${live.value}\` as ${printPlace(live.at)} says, got \`${declared.value}\``,
    help: "what is live counts",
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
  return facts.declared.configs.map(({ at }) =>
    foundAt("import-declared-alone", at, {
      message: "a ClusterConfig alone says what was asked for, not what is live",
      help: "add the output of `kubectl get configmap -n kube-system aws-auth -o yaml` and of `aws eks describe-cluster`",
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
  if (listedEntries === undefined) return groups;
  const entries = undescribed(sources).map((arn) =>
    foundAt("import-entry-unknown", listedEntries.at, {
      message: `an access entry that no source describes, got \`${arn}\``,
      help: `add the output of \`aws eks describe-access-entry --cluster-name ${name} --principal-arn ${arn}\``,
    }),
  );
  return [...groups, ...entries];
}
