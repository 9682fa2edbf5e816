// Tasks of a pool whose threads keep to their event loops.
export default async function pack(parcel: string): Promise<string> {
  setTimeout(() => console.log("packed"), 10);
  return parcel;
}
