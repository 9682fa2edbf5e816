// The host's side of a transfer: empties a buffer of the sandbox, gives nothing back and never throws.

export function detachBuffer(buffer: ArrayBuffer): void {
  try {
    structuredClone(buffer, { transfer: [buffer] });
  } catch {
    // Already detached.
  }
}
