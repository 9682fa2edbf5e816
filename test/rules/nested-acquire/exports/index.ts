// A module that passes others on as members of a namespace.
export * as parts from "./parts";
