const OVERLAY = "`render: overlay` is new";
const MODULE = "`render: module` is new: the first version refused it (`render-unsupported`)";
const FLEET = "clusters/fleet.yaml is new: the first version read it as a cluster file, and refused it";

/**
 * Codes that refuse nothing that the first version took, each with its reason: docs/upgrade-notes.md has the others.
 * Tried by giving each code's example to the first version.
 */
export const NEW_ALONE: Readonly<Record<string, string>> = {
  "constraint-unmet": "`terraform.providers` is new",
  "entry-path-wrong": "another name of `role-path-wrong`, which refused the same",
  "expression-in-text": MODULE,
  "file-no-cluster": "the first version refused such a file by its keys (`key-unknown`)",
  "file-unreadable": "the first version ended with exit code 2",
  "fleet-admin-unlisted": FLEET,
  "fleet-principal-missing": FLEET,
  "module-rows-unlike": MODULE,
  "module-version": MODULE,
  "overlay-argument-unknown": OVERLAY,
  "overlay-block-missing": OVERLAY,
  "overlay-cluster-differs": OVERLAY,
  "overlay-cluster-left-out": OVERLAY,
  "overlay-entry-differs": OVERLAY,
  "overlay-entry-dropped": OVERLAY,
  "overlay-entry-unknown": OVERLAY,
  "overlay-expression": OVERLAY,
  "overlay-file-differs": OVERLAY,
  "overlay-file-foreign": OVERLAY,
  "overlay-mode-ahead": OVERLAY,
  "overlay-module-unknown": OVERLAY,
  "overlay-module-version": OVERLAY,
  "overlay-not-done": OVERLAY,
  "overlay-root-missing": OVERLAY,
  "overlay-root-unreadable": OVERLAY,
  "overlay-rows-differ": OVERLAY,
  "overlay-unsupported": OVERLAY,
  "question-open": "the first version refused a key without a value (`type-wrong`)",
  "renamed-conflict": "`renamed` is new",
  "ring-ambiguous": FLEET,
  "ring-gate-unfit": FLEET,
  "ring-missing": FLEET,
};
