// Used by many at once.
import { Client, sharedClient } from "./primitive";

const client = new Client();

export const both = (): Promise<string[]> => Promise.all([client.get(), client.get(), sharedClient(), sharedClient()]);
