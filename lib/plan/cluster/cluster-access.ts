import {
  type AuthenticationMode,
  AUTHENTICATION_MODES,
  readsConfigMap,
} from "../../access/access-entry/authentication-mode";
import { type AwsAuth, EMPTY_AWS_AUTH, type Section, SECTIONS } from "../../access/aws-auth/aws-auth";
import type { AccessState } from "../../access/effective/effective-access";
import type { EntriesSide } from "./cluster-entries";
import type { ClusterSeed } from "./cluster-seed";
import { type ObjectSide, plannedText } from "../reading/object-side";
import type { PlannedAccess, PlannedAwsAuth, PlannedMode, PlanUnknown, SectionSight } from "./planned-access";
import { isReplaced } from "../objects/planned-change";
import { isOneOf } from "../reading/resource-types";
import type { ClusterLife } from "./config-map-sections";
import type { Sides, PlannedValue } from "../reading/planned-value";

/** Whether a cluster is there before and after. One that the plan does not manage is there. */
export function clusterLife({ managed }: ClusterSeed): ClusterLife {
  if (managed === undefined) return { before: true, after: true, isReplaced: false };
  const replaced = managed.change !== undefined && isReplaced(managed.change);
  return { before: managed.before !== undefined, after: managed.after !== undefined, isReplaced: replaced };
}

/** The mode on both sides: before, a data source's word goes before that of a state that may not be refreshed. */
export function clusterModes({ managed, readers }: ClusterSeed): Sides<PlannedValue<string>> {
  const read = readers.flatMap(({ before }) => (before === undefined ? [] : [modeOf(before)]));
  const live = read.find(({ kind }) => kind === "value") ?? { kind: "unseen" };
  if (managed === undefined) return { before: live, after: live };
  const before = managed.before === undefined ? UNSEEN : modeOf(managed.before);
  const after = managed.after === undefined ? UNSEEN : modeOf(managed.after);
  return { before: live.kind === "value" && managed.before !== undefined ? live : before, after };
}

const UNSEEN: PlannedValue<string> = { kind: "unseen" };

function modeOf(side: ObjectSide): PlannedValue<string> {
  return plannedText(side, ["access_config", 0, "authentication_mode"]);
}

/** Whether the state says another mode than a data source read. */
export function isModeStale({ managed, readers }: ClusterSeed): boolean {
  if (managed?.before === undefined) return false;
  const own = modeOf(managed.before);
  return readers.some(({ before }) => {
    const read = before === undefined ? UNSEEN : modeOf(before);
    return own.kind === "value" && read.kind === "value" && own.value !== read.value;
  });
}

/** A mode as a word; anything that is not told, or none of EKS's modes, is unknown. */
export function plannedMode(mode: PlannedValue<string>): PlannedMode {
  return mode.kind === "value" && isOneOf(AUTHENTICATION_MODES, mode.value) ? mode.value : "unknown";
}

/** What makes up one side of a cluster's access. */
interface AccessParts {
  readonly exists: boolean;
  readonly mode: PlannedValue<string>;
  readonly awsAuth: PlannedAwsAuth;
  /** Sections that nobody shows and that stay as they are, whatever they hold. */
  readonly untouched: readonly Section[];
  readonly entries: EntriesSide;
}

const NOBODY: AccessState = { mode: "API", awsAuth: EMPTY_AWS_AUTH, entries: {} };

/** Who can reach a cluster on one side, as far as the plan tells. */
export function plannedAccess({ exists, mode, awsAuth, untouched, entries }: AccessParts): PlannedAccess {
  if (!exists) return { exists, state: NOBODY, unknowns: [] };
  const known = plannedMode(mode);
  const assumed: AuthenticationMode = known === "unknown" ? "API_AND_CONFIG_MAP" : known;
  const unknowns = [
    ...(known === "unknown" ? [modeUnknown(mode)] : []),
    ...(readsConfigMap(assumed) ? rowUnknowns(awsAuth) : []),
    ...entries.unknowns,
  ];
  return {
    exists,
    state: { mode: assumed, awsAuth: without(rowsOf(awsAuth), untouched), entries: entries.entries },
    unknowns,
  };
}

/**
 * Sections of aws-auth that no resource shows, where another shows mapRoles and the plan leaves them as they are: whom they
 * serve, they serve on. Where nobody will read them any more, that is no comfort.
 * @see DOMAIN R44
 */
export function untouchedSections(
  { before, after }: Sides<PlannedAwsAuth>,
  modeAfter: PlannedValue<string>,
): readonly Section[] {
  const isRead = plannedMode(modeAfter) !== "API";
  if (!isRead || before.kind !== "seen" || after.kind !== "seen") return [];
  const isUnseen = (section: Section): boolean =>
    before.sections[section] === "unseen" && after.sections[section] === "unseen";
  return isUnseen("mapRoles") ? [] : SECTIONS.filter(isUnseen);
}

function without(awsAuth: AwsAuth, untouched: readonly Section[]): AwsAuth {
  return { ...awsAuth, unreadable: awsAuth.unreadable.filter((section) => !untouched.includes(section)) };
}

function rowsOf(awsAuth: PlannedAwsAuth): AwsAuth {
  if (awsAuth.kind === "absent") return EMPTY_AWS_AUTH;
  return awsAuth.kind === "seen" ? awsAuth.awsAuth : { ...EMPTY_AWS_AUTH, unreadable: SECTIONS };
}

function modeUnknown(mode: PlannedValue<string>): PlanUnknown {
  const why = { value: "malformed", unset: "unseen", unknown: "known-after-apply" } as const;
  const reason = mode.kind === "sensitive" || mode.kind === "unseen" ? mode.kind : why[mode.kind];
  const attribute = "access_config[0].authentication_mode";
  return { about: "mode", why: reason, attribute, sentence: `the authentication mode is ${MODE_WORDS[mode.kind]}` };
}

const MODE_WORDS: Readonly<Record<PlannedValue<string>["kind"], string>> = {
  value: "none that is known",
  unset: "not in the plan",
  unknown: "known after apply",
  sensitive: "a sensitive value",
  unseen: "not in the plan",
};

function rowUnknowns(awsAuth: PlannedAwsAuth): PlanUnknown[] {
  if (awsAuth.kind === "absent") return [];
  if (awsAuth.kind === "unseen") {
    return [{ about: "rows", why: "unseen", sentence: "no resource of the plan shows the rows of aws-auth" }];
  }
  return SECTIONS.flatMap((section): PlanUnknown[] => {
    const open = openSection(awsAuth.sections[section], awsAuth.awsAuth.unreadable.includes(section));
    if (open === undefined) return [];
    return [{ about: "rows", why: open, attribute: `data.${section}`, sentence: SECTION_SENTENCES[open](section) }];
  });
}

const SECTION_SENTENCES = {
  unseen: (section: Section) => `no resource of the plan shows ${section} of aws-auth`,
  "known-after-apply": (section: Section) => `${section} of aws-auth is known after apply`,
  sensitive: (section: Section) => `${section} of aws-auth is a sensitive value`,
  malformed: (section: Section) => `${section} of aws-auth is unreadable`,
} as const;

function openSection(sight: SectionSight, isUnreadable: boolean): keyof typeof SECTION_SENTENCES | undefined {
  if (sight === "seen") return isUnreadable ? "malformed" : undefined;
  return sight === "unknown" ? "known-after-apply" : sight;
}
