import { createServer } from "node:net";

const listenBriefly = (port, host) =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ port, ...(host === undefined ? {} : { host }) }, () => {
      const address = server.address();
      server.close(() => resolve(address.port));
    });
  });

/** Why nobody can listen on this port ("EADDRINUSE", "EACCES"), or null when it is free. */
export const findPortProblem = async (port) => {
  try {
    await listenBriefly(port);
    // Another program may hold only the loopback address of the same port.
    await listenBriefly(port, "127.0.0.1");
    return null;
  } catch (error) {
    return error.code ?? "EUNKNOWN";
  }
};

export const freePort = () => listenBriefly(0, "127.0.0.1");
