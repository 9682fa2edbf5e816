// Which documents Interleave looks at.

/**
 * Files on the disk only, since the analysis reads the packages beside them. The languages are those of the manifest's
 * `activationEvents`; `.mts` and `.cts` are `typescript` too.
 */
export const DOCUMENTS: readonly { readonly scheme: "file"; readonly language: string }[] = [
  { scheme: "file", language: "typescript" },
  { scheme: "file", language: "typescriptreact" },
];
