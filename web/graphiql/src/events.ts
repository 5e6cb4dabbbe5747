/**
 * The data of server-sent events, one by one, until the server says that they are
 * complete. An EventSource could not send a POST, nor headers.
 */
export async function* events(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    text += decoder.decode(value, { stream: true });
    let end: number;
    while ((end = text.indexOf('\n\n')) >= 0) {
      const lines = text.slice(0, end).split('\n');
      text = text.slice(end + 2);
      if (lines.includes('event: complete')) return;
      const data = lines.filter(line => line.startsWith('data:')).map(line => line.slice(5));
      if (data.length > 0) yield data.join('\n');
    }
  }
}
