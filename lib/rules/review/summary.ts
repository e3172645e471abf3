import { shorten } from "../../finding/shorten";
import { isClusterAdmin } from "../../access/effective/cluster-admin";
import { changedHolder, countRows } from "../compared/aws-auth-change";
import type { ComparedCluster } from "../compared/compared-cluster";
import { isDestroyed, isForgotten, isReplaced } from "../../plan/objects/planned-change";
import type { Person, ReviewFinding } from "./review";
import { verdictOf } from "./verdict";

/** One sentence: what the plan does to a cluster's access, the worst first. */
export function summaryOf(
  compared: ComparedCluster,
  people: readonly Person[],
  findings: readonly ReviewFinding[],
): string {
  const said = [
    ...clusterWords(compared),
    ...loserWords(people),
    ...refusalWords(findings),
    ...winnerWords(compared, people),
    ...configMapWords(compared),
    ...modeWords(compared),
  ];
  const text = said.slice(0, PARTS).join("; ") || nothingWords(compared);
  return isWhole(compared) ? text : `as far as the plan goes, ${text}`;
}

/** Where the plan changes access of a cluster that it does not name, it may be this one's. */
function nothingWords({ stack: { unattributed, changes, otherWriters } }: ComparedCluster): string {
  const isOpen = unattributed.some(({ address }) => changes.some((change) => change.address === address));
  if (isOpen) return "the plan changes access and does not tell whether it is this cluster's";
  return otherWriters.length > 0 ? "what the plan shows changes nobody's access" : "nobody's access changes";
}

/** Of a plan that is not whole nothing is sure. */
function isWhole({ stack: { facts }, cluster: { changes } }: ComparedCluster): boolean {
  const isSilent = facts.complete === false || facts.untouched.length > 0;
  return !facts.errored && !(isSilent && changes.length > 0);
}

const PARTS = 4;
const NAMES = 3;

function clusterWords({ cluster: { change, access } }: ComparedCluster): string[] {
  if (change !== undefined && isReplaced(change)) return ["the cluster is destroyed and made anew"];
  if (change?.action === "delete") return ["the cluster is destroyed"];
  return access.before.exists ? [] : ["the cluster is new"];
}

function loserWords(people: readonly Person[]): string[] {
  const of = (effect: Person["effect"]): readonly Person[] => people.filter((person) => person.effect === effect);
  const isGone = ({ after }: Person): boolean => after.startsWith("no access");
  const losers = of("loses");
  return [
    ...sentence(losers.filter(isGone), "loses all access", "lose all access"),
    ...sentence(
      losers.filter((person) => !isGone(person)),
      "loses rights",
      "lose rights",
    ),
    ...sentence(of("unknown"), "may lose access, the plan does not tell", "may lose access, the plan does not tell"),
  ];
}

function winnerWords({ everybody }: ComparedCluster, people: readonly Person[]): string[] {
  const newAdmins = everybody.filter(({ before, after }) => isClusterAdmin(after) && !isClusterAdmin(before));
  const isAdminNow = ({ principal }: Person): boolean => newAdmins.some((one) => one.principal === principal);
  const of = (effect: Person["effect"]): readonly Person[] => people.filter((person) => person.effect === effect);
  return [
    ...sentence(of("gains").filter(isAdminNow), "becomes cluster admin", "become cluster admins"),
    ...sentence(
      of("gains").filter((person) => !isAdminNow(person)),
      "gains access",
      "gain access",
    ),
    ...sentence(of("changes"), "gets another username", "get other usernames"),
    ...sentence(of("moves"), "keeps the same rights in another way", "keep the same rights in another way"),
  ];
}

/** `role a, user b and 2 more lose all access` */
function sentence(people: readonly Person[], one: string, many: string): string[] {
  if (people.length === 0) return [];
  const named = people.slice(0, NAMES).map(({ name }) => `\`${shorten(name, 80)}\``);
  const rest = people.length - named.length;
  return [`${listed(rest > 0 ? [...named, `${rest} more`] : named)} ${people.length === 1 ? one : many}`];
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.slice(-1).join("")}`;
}

/** What nobody in the table shows. */
function refusalWords(findings: readonly ReviewFinding[]): string[] {
  const worst = findings.find((finding) => ["refused", "unknown", "danger"].includes(verdictOf([finding])));
  return worst === undefined || SAID_OTHERWISE.includes(worst.code) ? [] : [shorten(unquoted(worst.message), 200)];
}

const SAID_OTHERWISE = [
  "access-lost",
  "node-access-lost",
  "entry-weaker",
  "cluster-replaced",
  "cluster-destroyed",
  "config-map-lost",
];

function unquoted(text: string): string {
  return text.replaceAll("`", "");
}

function configMapWords({ cluster }: ComparedCluster): string[] {
  const holder = changedHolder(cluster);
  const change = holder?.change;
  if (change === undefined) return [];
  if (isForgotten(change)) return ["Terraform lets go of aws-auth, which stays"];
  if (isDestroyed(change)) return [holder?.holds === "keys" ? "keys of aws-auth are deleted" : "aws-auth is deleted"];
  const { before, after } = cluster.access;
  const isEmptied = countRows(before.state.awsAuth) > 0 && countRows(after.state.awsAuth) === 0;
  return isEmptied && after.state.awsAuth.unreadable.length === 0 ? ["aws-auth is emptied"] : [];
}

function modeWords({ cluster: { mode, access } }: ComparedCluster): string[] {
  const isSwitch = access.before.exists && access.after.exists && mode.before !== mode.after;
  return isSwitch ? [`the authentication mode goes from ${mode.before} to ${mode.after}`] : [];
}
