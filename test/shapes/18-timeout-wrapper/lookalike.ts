// A race of two that both only look.
declare function fromCache(name: string): Promise<string>;
declare function fromNetwork(name: string): Promise<string>;

export const first = (name: string): Promise<string> => Promise.race([fromCache(name), fromNetwork(name)]);
