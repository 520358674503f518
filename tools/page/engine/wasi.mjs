// The few functions of the system that the engine asks for: the present moment, and where the C library would write a
// last message before it stops. There are no files, no environment, no network.

const badDescriptor = 8;
const standardError = 2;

/**
 * Returns the functions that the module imports from `wasi_snapshot_preview1`.
 * @param {() => WebAssembly.Memory} memory the memory of the instance, once there is one
 * @param {(text: string) => void} complain takes what is written to the standard error
 */
export function systemFunctions(memory, complain) {
  const view = () => new DataView(memory().buffer);
  const text = new TextDecoder();

  const written = (vectors, count) => {
    let message = "";
    let size = 0;
    for (let vector = vectors; vector < vectors + 8 * count; vector += 8) {
      const length = view().getUint32(vector + 4, true);
      message += text.decode(new Uint8Array(memory().buffer, view().getUint32(vector, true), length));
      size += length;
    }
    return { message, size };
  };

  return {
    clock_time_get(_clock, _precision, result) {
      view().setBigUint64(result, BigInt(Date.now()) * 1_000_000n, true);
      return 0;
    },
    fd_write(descriptor, vectors, count, result) {
      const { message, size } = written(vectors, count);
      if (descriptor === standardError) complain(message);
      view().setUint32(result, size, true);
      return 0;
    },
    fd_close: () => badDescriptor,
    fd_seek: () => badDescriptor,
    environ_get: () => 0,
    environ_sizes_get(count, size) {
      view().setUint32(count, 0, true);
      view().setUint32(size, 0, true);
      return 0;
    },
    proc_exit(code) {
      throw new Error(`the engine stopped with ${code}`);
    },
  };
}
