// The job of the farm: it never ends.
export const never = (): Promise<never> => new Promise(() => {});
