/** What is started over something that was prepared for it, such as a folder of data. */

/** Something that can be ended. */
interface Closable {
  close(): Promise<unknown>;
}

/**
 * Starts it. When it is closed, or does not start, what was prepared is removed.
 * @throws whatever `start` throws
 */
export async function startedOver<Started extends Closable>(
  prepared: { close(): Promise<void> },
  start: () => Promise<Started>,
): Promise<Started> {
  try {
    const started = await start();
    return { ...started, close: () => started.close().finally(prepared.close) };
  } catch (error) {
    await prepared.close();
    throw error;
  }
}
