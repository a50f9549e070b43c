"""How pages of the checker look: light and dark, on a desk, on a phone and on paper."""

STYLE = """
:root{color-scheme:light dark;--error:#c62828;--warning:#9a5b00;--info:#1565c0;--pass:#2e7d32;--line:#d5d9df;--soft:#f5f7fa;
--ink:#1f2733;--faint:#5b6675;--paper:#fff;--wrong:#ffcdd2;--related:#fff3e0;--dup:#e3f2fd;--explained:#eceff1;--on:#fff}
@media (prefers-color-scheme:dark){:root{--error:#ff8a80;--warning:#ffb74d;--info:#82b1ff;--pass:#81c784;--line:#3a4250;
--soft:#1b212b;--ink:#e3e7ee;--faint:#9aa5b5;--paper:#12161d;--wrong:#6b1f25;--related:#4a3518;--dup:#173a5c;--explained:#2c333d;
--on:#12161d}}
*{box-sizing:border-box}
body{font:15px/1.65 "Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;color:var(--ink);margin:0;background:var(--paper)}
main{max-width:1180px;margin:0 auto;padding:24px}
a{color:inherit}
h1{font-size:22px;margin:0 0 4px}
h2{font-size:18px;margin:32px 0 8px}
h3{font-size:15px;margin:24px 0 6px}
p.sum{background:var(--soft);border:1px solid var(--line);border-radius:6px;padding:10px 14px;margin:12px 0}
ol.f{list-style:none;padding:0;margin:0}
ol.f li.error,ol.f li.warning,ol.f li.info{border:1px solid var(--line);border-left:5px solid var(--c);border-radius:5px;
padding:8px 12px;margin:8px 0;overflow-wrap:anywhere}
.error{--c:var(--error)}.warning{--c:var(--warning)}.info{--c:var(--info)}.pass{--c:var(--pass)}.waived{opacity:.6}
.tag{display:inline-block;color:var(--on);background:var(--c);border-radius:3px;padding:0 7px;font-size:13px;margin-right:6px}
.meta{color:var(--faint);font-size:13px}
blockquote{margin:6px 0;padding:4px 10px;border-left:3px solid var(--line);background:var(--soft)}
mark{background:var(--wrong);color:inherit;padding:0 2px;border-radius:2px}
mark.fine{background:none;border-bottom:1px dotted var(--faint);border-radius:0}
mark.warning{background:var(--related)}mark.info{background:var(--dup)}
img{max-width:100%;border:1px solid var(--line)}
details>summary{cursor:pointer;color:var(--faint);font-size:13px}
.scroll{overflow-x:auto}
table{border-collapse:collapse;font-size:13px;font-variant-numeric:tabular-nums}
th,td{border:1px solid var(--line);padding:2px 8px;text-align:left;vertical-align:top}
th{background:var(--soft);font-weight:600}
td.n{text-align:right;white-space:nowrap}
td.gap{border-top:0;border-bottom:0;padding:0 4px}
td.wrong{background:var(--wrong);outline:2px solid var(--error);font-weight:600}
td.related{background:var(--related)}
td.dup{background:var(--dup)}
td.explained{background:var(--explained)}
:target{box-shadow:0 0 0 4px #ffd54f}
td.bare{color:var(--faint)}
.key span{display:inline-block;color:var(--ink);padding:0 8px;margin-right:8px;border:1px solid var(--line)}
.k1{background:var(--wrong)}.k2{background:var(--related)}.k3{background:var(--dup)}.k4{background:var(--explained)}
nav label{margin-right:14px}
body:has(#w:not(:checked)) li.warning,
body:has(#i:not(:checked)) li.info,
body:has(#e:not(:checked)) li.error{display:none}
@media (max-width:640px){main{padding:12px}h1{font-size:19px}ol.f li.error,ol.f li.warning,ol.f li.info{padding:6px 9px}
th,td{padding:2px 5px}}
@media print{nav,details>summary{display:none}}
"""
