declare module "waymark.wasm.gz" {
  const bytes: Uint8Array;
  export default bytes;
}

declare module "worker.js" {
  const text: string;
  export default text;
}
