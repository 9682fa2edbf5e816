// What long arrays, buffers and texts take of the host's memory, roughly.

/** Bytes of them that one run may make, freed ones included: what a program keeps cannot be seen from inside. */
export const MAX_BULK_BYTES = 2 ** 30;

/** Shorter ones are paid for by the statements that make them. */
const LEAST = 4096;
const BYTES_PER_ELEMENT = 8;

export function weigh(value: unknown): number {
  const bytes = bytesOf(value);
  return bytes < LEAST ? 0 : bytes;
}

function bytesOf(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (Array.isArray(value)) return value.length * BYTES_PER_ELEMENT;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  const shared = typeof SharedArrayBuffer === "function" && value instanceof SharedArrayBuffer;
  return value instanceof ArrayBuffer || shared ? value.byteLength : 0;
}
