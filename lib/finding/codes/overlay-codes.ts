import type { CodeRow } from "../code-row";

/** What is wrong with an overlay: a root module that has the cluster, and the two files that are laid over it. */
export const OVERLAY_CODES = {
  "overlay-argument-unknown": {
    severity: { overlay: "error" },
    rule: "-",
    meaning: "A block that is overridden has an argument that the module does not: Terraform drops it without a word.",
  },
  "overlay-block-missing": {
    severity: { overlay: "error" },
    rule: "-",
    meaning: "The root module has no block of the name that the cluster file gives, or more than one.",
  },
  "overlay-cluster-left-out": {
    severity: { overlay: "error" },
    rule: "-",
    meaning:
      "The files of a root module hold a cluster whose file was not given: writing them would take its guards away.",
  },
  "overlay-cluster-differs": {
    severity: { overlay: "error" },
    rule: "-",
    meaning: "The block is of another cluster than the file.",
  },
  "overlay-entry-differs": {
    severity: { overlay: "error" },
    rule: "R38",
    meaning: "An access entry in the root module says something else than the one of its key in the cluster file.",
  },
  "overlay-entry-dropped": {
    severity: { overlay: "error" },
    rule: "R38",
    meaning: "The stage does not render an access entry of the root module: the plan would destroy the entry.",
  },
  "overlay-entry-unknown": {
    severity: { overlay: "error" },
    rule: "R38",
    meaning:
      "An access entry of the root module is in no cluster file: under the override it would not be made, or go.",
  },
  "overlay-entry-untold": {
    severity: { overlay: "note" },
    rule: "R38",
    meaning:
      "An access entry of the root module has an expression that nobody can tell without Terraform: it is not compared with the cluster file.",
  },
  "overlay-expression": {
    severity: { overlay: "error" },
    rule: "R38",
    meaning: "An argument that is overridden is an expression, so nobody knows what would be taken away.",
  },
  "overlay-file-differs": {
    severity: { overlay: "error" },
    rule: "-",
    meaning: "A file of the overlay is missing, or is not what `eks-access overlay` would write for the cluster files.",
  },
  "overlay-file-foreign": {
    severity: { overlay: "error" },
    rule: "-",
    meaning: "A file of the name that an overlay writes is there, and it was written by somebody else.",
  },
  "overlay-mode-ahead": {
    severity: { overlay: "error" },
    rule: "R35",
    meaning:
      "The root module says an authentication mode that the stage has not reached: under the override nothing switches it.",
  },
  "overlay-module-unknown": {
    severity: { overlay: "error" },
    rule: "-",
    meaning: "The source of the block is not the module, or its version is not known.",
  },
  "overlay-module-version": {
    severity: { overlay: "error" },
    rule: "-",
    meaning: "The module may have a version that an overlay does not take.",
  },
  "overlay-not-done": {
    severity: { overlay: "error" },
    rule: "R38",
    meaning: "An overlay is settled before the migration is done, or while something of its own is needed.",
  },
  "overlay-root-missing": {
    severity: { overlay: "error" },
    rule: "-",
    meaning: "`overlay.root` is not a folder with Terraform files.",
  },
  "overlay-root-unreadable": {
    severity: { overlay: "error" },
    rule: "-",
    meaning: "A file of the root module is no HCL, so nobody knows what stands in which block.",
  },
  "overlay-rows-differ": {
    severity: { overlay: "error" },
    rule: "R38",
    meaning: "The rows of aws-auth in the root module are others than those of the cluster file.",
  },
  "overlay-rows-untold": {
    severity: { overlay: "note" },
    rule: "R38",
    meaning:
      "Rows of aws-auth in the root module are an expression that nobody can tell without Terraform: they are not compared with the cluster file.",
  },
  "overlay-unsupported": {
    severity: { overlay: "error" },
    rule: "-",
    meaning: "The root module has something that an overlay cannot override.",
  },
} as const satisfies Readonly<Record<string, CodeRow>>;
