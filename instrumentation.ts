/** Once a server: what has to be open before the first request, and closed before the last. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { prepareServer } = await import("#lib/http/prepare-server.ts");
  await prepareServer();
}
