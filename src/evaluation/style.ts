/** The page's colours, for light and dark, and how drawings look in them. c0 to c8 are the series' colours. */
export const DRAW_STYLE = `:root{color-scheme:light dark;--ink:#222;--faint:#ccc;--c0:#b9b9b9;--c1:#0067c0;--c2:#c4500a;--c3:#2a7d2a;--c4:#8a3ab9;
--c5:#a67c00;--c6:#007d84;--c7:#c2185b;--c8:#666}
@media(prefers-color-scheme:dark){:root{--ink:#ddd;--faint:#444;--c0:#666;--c1:#6cb6ff;--c2:#ff9d5c;--c3:#7bd17b;--c4:#cf9bf5;--c5:#e0bf50;--c6:#5fd3d9;
--c7:#ff80ab;--c8:#aaa}}
.draw{display:flex;flex-wrap:wrap;gap:.5rem;margin:.5rem 0}
.draw svg{flex:0 1 auto;max-width:100%;height:auto;font:10px system-ui,sans-serif}
.draw text{fill:var(--ink)}.draw .rule{stroke:var(--faint);fill:none}
${Array.from({ length: 9 }, (_, i) => `.draw .f.c${i},.key .c${i}{fill:var(--c${i});background:var(--c${i})}.draw .l.c${i}{stroke:var(--c${i});fill:none;stroke-width:1.5}`).join('\n')}
.key{display:flex;flex-wrap:wrap;gap:.25rem 1rem;font-size:13px;padding:0;list-style:none}
.key i{display:inline-block;width:1.2em;height:.5em;margin-right:.35em;vertical-align:middle}`;

export const PICTURES_STYLE = `.pictures,.pair{display:flex;flex-wrap:wrap;gap:.5rem}.pair{flex-wrap:nowrap}figure{margin:0}
figcaption{font-size:12px;max-width:128px}`;
