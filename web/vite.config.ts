import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** `npm run web` builds the pages into dist/web; `npm run web:dev` serves them as they are edited, beside a running `stemma serve`. */
const api = process.env.STEMMA_API ?? 'http://127.0.0.1:7411'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: resolve(import.meta.dirname, '../dist/web'),
    emptyOutDir: true,
    target: 'es2024',
    assetsInlineLimit: 0, // the pages' policy of content allows no data: addresses for scripts and styles
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 400, // kB; Plot, which is loaded when a chart is shown
    reportCompressedSize: false,
  },
  server: { port: 7412, proxy: { '/api': api, '/mcp': api } },
})
