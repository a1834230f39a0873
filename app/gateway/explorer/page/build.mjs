// Bundles GraphiQL into ../assets: nothing is loaded from another origin, so that the page can forbid it.
// Names hold a hash of the content; manifest.json tells the server which ones the page starts with.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const here = path.dirname(fileURLToPath(import.meta.url));
const outdir = path.join(here, '..', 'assets');

const options = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  outdir,
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  legalComments: 'linked',
  loader: { '.ttf': 'dataurl' },
  metafile: true,
  target: 'es2022',
};

function outputs(result) {
  const entries = Object.entries(result.metafile.outputs).filter(([, output]) => output.entryPoint);
  return entries.map(([file, { entryPoint, cssBundle }]) => ({
    source: path.basename(entryPoint),
    script: path.basename(file),
    style: cssBundle && path.basename(cssBundle),
  }));
}

await rm(outdir, { recursive: true, force: true });
await mkdir(outdir, { recursive: true });

const workers = await build({
  ...options,
  format: 'iife',
  entryPoints: [
    'monaco-editor/esm/vs/editor/editor.worker.js',
    'monaco-editor/esm/vs/language/json/json.worker.js',
    'monaco-graphql/esm/graphql.worker.js',
  ],
});
const workerFiles = Object.fromEntries(
  outputs(workers).map(({ source, script }) => [source.replace('.worker.js', ''), script]),
);

const page = await build({
  ...options,
  format: 'esm',
  splitting: true,
  entryPoints: ['src/explorer.jsx'],
  jsx: 'automatic',
  define: {
    'process.env.NODE_ENV': '"production"',
    WORKERS: JSON.stringify(workerFiles),
  },
});

for (const { metafile } of [workers, page]) {
  for (const file of Object.keys(metafile.outputs)) {
    const written = path.join(here, file);
    await writeFile(`${written}.gz`, gzipSync(await readFile(written)));
  }
}

const { script, style } = outputs(page).find(({ source }) => source === 'explorer.jsx');
await writeFile(path.join(outdir, 'manifest.json'), JSON.stringify({ script, style }));
