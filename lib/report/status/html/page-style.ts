/** The look of the page: light or dark as the system says, or as its button does. */
export const PAGE_STYLE = `
:root{color-scheme:light;--back:#fff;--card:#f4f6f8;--line:#ccd3da;--text:#1b2126;--dim:#59636e;--link:#0a58b5;--red:#b4231a;--green:#176b32;--amber:#855300;--redback:#fdecea;--greenback:#e6f4ea;--amberback:#fdf3dd;--mark:#fff3a8}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;--back:#0f1419;--card:#1a2129;--line:#38434e;--text:#e4e9ee;--dim:#9ba7b3;--link:#7cb7ff;--red:#ff8f86;--green:#7fd493;--amber:#eebb55;--redback:#3b1c1b;--greenback:#17301e;--amberback:#33280f;--mark:#5c4d00}}
:root[data-theme=dark]{color-scheme:dark;--back:#0f1419;--card:#1a2129;--line:#38434e;--text:#e4e9ee;--dim:#9ba7b3;--link:#7cb7ff;--red:#ff8f86;--green:#7fd493;--amber:#eebb55;--redback:#3b1c1b;--greenback:#17301e;--amberback:#33280f;--mark:#5c4d00}
*{box-sizing:border-box}
body{margin:0;padding:0 1.25rem 2rem;background:var(--back);color:var(--text);font:15px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif}
header{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;align-items:end;padding:1rem 0 .75rem;border-bottom:1px solid var(--line)}
h1{font-size:1.3rem;margin:0;flex:1 1 16rem}
h1 span{display:block;font-size:.85rem;font-weight:400;color:var(--dim)}
h2{font-size:1rem;margin:1.25rem 0 .4rem}
h2 span{font-weight:400;color:var(--dim)}
form{display:grid;grid-template-columns:auto minmax(16rem,26rem);gap:.15rem .6rem;align-items:center}
#hint{grid-column:2;font-size:.8rem;color:var(--dim)}
input{font:inherit;padding:.35rem .6rem;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:6px}
button{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:6px;padding:.3rem .6rem;cursor:pointer}
button[aria-pressed=true]{background:var(--link);border-color:var(--link);color:var(--back)}
button[aria-pressed=true]::before{content:"\\2713  " / ""}
:focus-visible{outline:3px solid var(--link);outline-offset:1px}
kbd,code{font:.9em ui-monospace,"DejaVu Sans Mono",monospace}
.skip{position:absolute;left:-999rem}
.skip:focus{left:1rem;top:.5rem;background:var(--back);padding:.3rem}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.ring{display:grid;grid-template-columns:repeat(var(--columns),minmax(9rem,1fr));gap:.5rem;overflow-x:auto;padding:3px}
.cell{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:.4rem;max-height:19rem;overflow-y:auto;min-width:0}
.cell h3{position:sticky;top:-.4rem;background:var(--card);font-size:.8rem;font-weight:600;color:var(--dim);margin:-.1rem 0 .3rem;padding:.15rem 0;display:flex;justify-content:space-between}
.list{display:grid;grid-template-columns:repeat(auto-fill,minmax(8.5rem,1fr));gap:.2rem}
.cell.empty{opacity:.55}
.chip{display:flex;gap:.35rem;width:100%;text-align:left;padding:.14rem .4rem;margin:0;min-width:0;border-left:4px solid var(--line);border-radius:5px;background:var(--back);font-size:.86rem;align-items:center}
.chip b{font-weight:500;flex:1 1 auto;min-width:0;overflow-wrap:anywhere}
.chip i{font-style:normal;color:var(--dim);font-size:.78rem;font-variant-numeric:tabular-nums}
.chip .ok{color:var(--green)}
.chip .ahead,dd.ahead{color:var(--amber)}
.chip.blocked,.key.blocked{border-left-color:var(--red);background:var(--redback)}
.chip.ready,.key.ready{border-left-color:var(--green)}
.chip.waits,.key.waits{border-left-color:var(--amber)}
.searching .chip:not(.hit){opacity:.28}
.chip.hit{box-shadow:inset 0 0 0 2px var(--link)}
.key{display:inline-block;border-left:4px solid var(--line);padding:0 .4rem;margin-right:.4rem}
footer{margin-top:1.5rem;color:var(--dim);font-size:.82rem}
#findings{color:var(--red);padding-left:1.1rem}
#found h2{margin-top:.3rem}
#found{border:1px solid var(--line);border-radius:8px;padding:.5rem .8rem;margin-top:.8rem;max-height:46vh;overflow:auto}
table{border-collapse:collapse;font-size:.86rem;width:100%}
th,td{border-bottom:1px solid var(--line);padding:.3rem .5rem;text-align:left;vertical-align:top}
thead th{position:sticky;top:0;background:var(--back)}
th[scope=row]{font-weight:500;overflow-wrap:anywhere;min-width:10rem}
th small,dd small{display:block;color:var(--dim);font-weight:400;overflow-wrap:anywhere}
td p{margin:0;overflow-wrap:anywhere}
td.row{background:var(--amberback)}td.row p:first-child{color:var(--amber);font-weight:600}
td.entry p:first-child{color:var(--green);font-weight:600}
td.none p:first-child{color:var(--red)}td.unknown p:first-child{color:var(--amber);font-style:italic}
th.now,td.now{box-shadow:inset 2px 0 0 var(--link),inset -2px 0 0 var(--link)}
td.same{color:var(--dim)}
.links button{padding:.05rem .4rem;margin:0 .25rem .25rem 0;font-size:.82rem}
dialog{width:min(96vw,84rem);max-height:92vh;border:1px solid var(--line);border-radius:10px;background:var(--back);color:var(--text);padding:1rem 1.2rem}
dialog::backdrop{background:#0008}
dialog h2{margin-top:0;font-size:1.15rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;margin:.5rem 0 1rem}
dt{color:var(--dim)}dd{margin:0;overflow-wrap:anywhere}
dd.bad{color:var(--red)}
.top{display:flex;justify-content:space-between;gap:1rem;align-items:start}
.wide{overflow-x:auto}
`;
