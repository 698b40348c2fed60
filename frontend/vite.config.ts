import { defineConfig } from 'vite';

// One entry for each island and one for the style sheet, called by the name of its folder; pages ask for them by that name
// (Assets.java reads the manifest). What one island imports stays out of the bundles of the others.
export default defineConfig({
  base: '/assets/',
  publicDir: false,
  build: {
    outDir: '../target/classes/META-INF/resources/assets',
    emptyOutDir: true,
    assetsDir: '',
    manifest: 'manifest.json',
    // Files, never data: URLs, so that a strict content security policy holds.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: {
        board: 'src/board/main.ts',
        companion: 'src/board/companionMain.ts',
        help: 'src/board/helpMain.ts',
        cards: 'src/cards/main.ts',
        classes: 'src/classes/main.ts',
        diagram: 'src/diagram/main.ts',
        lesson: 'src/lesson/main.ts',
        page: 'src/page/main.ts',
        replay: 'src/replay/main.ts',
        styles: 'src/styles/main.css',
        terminal: 'src/terminal/main.ts',
        theme: 'src/page/theme.ts',
      },
    },
  },
});
