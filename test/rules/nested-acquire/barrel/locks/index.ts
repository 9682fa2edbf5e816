export * from "./locks";
export { groups as teams, default as ordinary } from "./locks";
export * as all from "./locks";
