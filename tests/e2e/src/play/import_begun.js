// Reads a file made here, begins to write it, and says so when the second piece is stored.
const days = Array.from({ length: 200 }, (_, day) => {
  const id = `5f3a9c2${(day % 10)}-1d7e-4b62-8f90-ac4e17${String(day).padStart(6, '0')}`;
  const t = 1750000000 + day * 86400;
  const node = (id, parent, role, words) => [id, { id, parent, children: [], message: { id, author: { role }, create_time: t,
    recipient: 'all', metadata: {}, content: { content_type: 'text', parts: [words] } } }];
  return { title: 'T', create_time: t, conversation_id: id, mapping: Object.fromEntries([
    ['root', { id: 'root', message: null, parent: null, children: [] }],
    node('m', 'root', 'user', 'Thank you, quokka'), node('r', 'm', 'assistant', 'With pleasure.')]) };
});
const worker = new Worker('import/worker.js', { type: 'module' });
globalThis.kept = worker;
worker.onmessage = ({ data }) => {
  if (data.said === 'read') worker.postMessage({ ask: 'write' });
  if (data.said === 'written' && data.done > 0) done(data.done);
  if (data.said === 'failed') done(JSON.stringify(data));
};
worker.postMessage({ ask: 'read', files: [new File([JSON.stringify(days)], 'c.json')] });
