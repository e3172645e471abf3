import { isDeepStrictEqual } from "node:util";
import type { Direction, Position } from "../../migration/step";
import { STAGE_FACTS } from "../../migration/stage";
import { render } from "../../migration/rendering/rendering";
import type { StagedCluster } from "../../migration/staged-cluster";
import type { ClusterDefinition } from "../definition/cluster-definition";
import { type ClusterFile, parseClusterFile } from "./parse-cluster-file";
import type { YamlEdit } from "../../yaml/edit/yaml-edit";
import { editYaml } from "../../yaml/edit/yaml-editor";

/** A cluster file at another position; undefined where its text cannot be edited safely: then by hand. */
export interface MovedClusterFile {
  readonly text: string;
  readonly staged: StagedCluster<ClusterDefinition>;
}

/** Where a file goes, and which way that is. */
export interface Move {
  readonly direction: Direction;
  readonly to: Position;
}

/**
 * Writes a position into a cluster file's text, with what the file says beside it: the mode, the toggles of aws-auth, and,
 * on the way forward, no `adopt`, nor comments about it, and no `renamed` any more (the keys of imported entries stay). What is
 * read again has to be the same cluster at that position.
 */
export function moveClusterFile(
  { file, around, staged: { definition } }: ClusterFile,
  text: string,
  move: Move,
): MovedClusterFile | undefined {
  const wanted = moved(definition, move);
  const edited = editYaml(text, editsFor(definition, wanted));
  if (!("text" in edited)) return undefined;
  const read = parseClusterFile(file, edited.text, around).cluster;
  if (read === undefined || !isDeepStrictEqual(read.staged.definition, wanted)) return undefined;
  return { text: edited.text, staged: read.staged };
}

/** A definition at another position. */
export function moved(definition: ClusterDefinition, { direction, to }: Move): ClusterDefinition {
  const { stage, wave } = to;
  const { migration, adopt, renamed, authenticationMode, awsAuth, ...rest } = definition;
  if (migration === undefined) return definition;
  const { wave: old, ...others } = migration;
  const kept = adopt === undefined || direction === "back" ? adopt : adopted(definition, adopt);
  return {
    ...rest,
    ...(authenticationMode === undefined ? {} : { authenticationMode: STAGE_FACTS[stage].mode }),
    ...(awsAuth === undefined ? {} : { awsAuth: stage === "done" ? togglesOff(awsAuth) : awsAuth }),
    ...(kept === undefined ? {} : { adopt: kept }),
    ...(renamed === undefined || direction === "advance" ? {} : { renamed }),
    migration: { ...others, stage, ...(wave === undefined ? {} : { wave }) },
  };
}

/**
 * What `adopt` says once everything that the plan renders has moved: which entries were imported. Those that it does not
 * render yet are still to be: without `import` a later plan would create what lives.
 */
function adopted(
  definition: ClusterDefinition,
  { imported, import: imports }: NonNullable<ClusterDefinition["adopt"]>,
): ClusterDefinition["adopt"] {
  if (imported === undefined) return undefined;
  const { entries } = render(definition);
  const isDue = imports === true && imported.some((key) => !Object.hasOwn(entries, key));
  return isDue ? { import: true, imported } : { imported };
}

type AwsAuth = NonNullable<ClusterDefinition["awsAuth"]>;

/** At `done` the ConfigMap goes; toggles that the file leaves out stay out. */
function togglesOff(awsAuth: AwsAuth): AwsAuth {
  const { createAwsAuthConfigmap: create, manageAwsAuthConfigmap: manage } = awsAuth;
  return {
    ...awsAuth,
    ...(create === undefined ? {} : { createAwsAuthConfigmap: false }),
    ...(manage === undefined ? {} : { manageAwsAuthConfigmap: false }),
  };
}

function editsFor(from: ClusterDefinition, to: ClusterDefinition): YamlEdit[] {
  return [
    ...stageEdits(from, to),
    ...modeEdits(from, to),
    ...toggleEdits(from, to),
    ...adoptEdits(from, to),
    ...renamedEdits(from, to),
  ];
}

function stageEdits({ migration: from }: ClusterDefinition, { migration: to }: ClusterDefinition): YamlEdit[] {
  if (from === undefined || to === undefined) return [];
  const path = ["migration", "wave"];
  const stage: YamlEdit[] =
    from.stage === to.stage ? [] : [{ kind: "set", path: ["migration", "stage"], value: to.stage }];
  if (from.wave === to.wave) return stage;
  return [
    ...stage,
    to.wave === undefined ? { kind: "remove", path } : { kind: "set", path, value: to.wave, after: "waves" },
  ];
}

function modeEdits(from: ClusterDefinition, { authenticationMode: to }: ClusterDefinition): YamlEdit[] {
  if (to === undefined || from.authenticationMode === to) return [];
  return [{ kind: "set", path: ["authentication_mode"], value: to }];
}

function toggleEdits({ awsAuth: from }: ClusterDefinition, { awsAuth: to }: ClusterDefinition): YamlEdit[] {
  const toggles = [
    ["create_aws_auth_configmap", from?.createAwsAuthConfigmap, to?.createAwsAuthConfigmap],
    ["manage_aws_auth_configmap", from?.manageAwsAuthConfigmap, to?.manageAwsAuthConfigmap],
  ] as const;
  return toggles.flatMap(([key, before, after]) =>
    after === undefined || after === before ? [] : [{ kind: "set", path: ["aws_auth", key], value: after }],
  );
}

function adoptEdits({ adopt: from }: ClusterDefinition, { adopt: to }: ClusterDefinition): YamlEdit[] {
  if (from === undefined) return [];
  if (to === undefined) return [{ kind: "remove", path: ["adopt"], comments: "taken" }];
  const keys = [
    ["module", from.module, to.module],
    ["aws_auth_module", from.awsAuthModule, to.awsAuthModule],
    ["import", from.import, to.import],
    ["imported_without_associations", from.importedWithoutAssociations, to.importedWithoutAssociations],
  ] as const;
  return keys.flatMap(([key, before, after]) =>
    before === after ? [] : [{ kind: "remove", path: ["adopt", key], comments: "taken" }],
  );
}

function renamedEdits({ renamed: from }: ClusterDefinition, { renamed: to }: ClusterDefinition): YamlEdit[] {
  return from !== undefined && to === undefined ? [{ kind: "remove", path: ["renamed"] }] : [];
}
