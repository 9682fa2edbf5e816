// The job of a pool: it never ends.
export default function never(): Promise<never> {
  return new Promise(() => {});
}
