/// The look of a bill. Colours come as two variables, `--brand` and `--on-brand`.
enum BillStyle {
    static let sheet: StaticString = """
        :root{--ink:#1b1f24;--soft:#57606a;--line:#d8dee4;--paper:#fff;--ground:#eef1f4;\
        --note:#fff6dc;--bar:var(--brand)}
        @media (prefers-color-scheme:dark){:root{--ink:#e6e9ec;--soft:#a6aeb7;--line:#3b424a;\
        --paper:#1a1e23;--ground:#101317;--note:#3a3115;\
        --bar:color-mix(in srgb,var(--brand) 55%,#fff)}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--ground);color:var(--ink);\
        font:1rem/1.5 "Noto Sans",system-ui,sans-serif;font-variant-numeric:tabular-nums;\
        overflow-wrap:anywhere}
        main{max-width:54rem;margin:0 auto;background:var(--paper);padding-bottom:1rem}
        @media (min-width:58rem){main{margin:2rem auto;border-radius:.5rem;overflow:hidden;\
        box-shadow:0 1px 6px rgb(0 0 0/.15)}}
        main>*{margin-inline:clamp(1rem,4vw,2.5rem)}
        .banner{margin-inline:0;padding:1.25rem clamp(1rem,4vw,2.5rem);background:var(--brand);\
        color:var(--on-brand);display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;\
        justify-content:space-between;align-items:baseline}
        .banner p,.banner h1{margin:0;font-size:1.35rem;line-height:1.25}
        .banner .issuer{font-weight:700}.banner h1{font-weight:400}
        .addressed{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,17rem),1fr));\
        gap:1rem 2rem;margin-block:1.5rem}
        address{font-style:normal}
        .facts{margin:0;display:grid;gap:.25rem}
        .facts>div{display:grid;grid-template-columns:8rem 1fr;gap:.75rem}
        dt{color:var(--soft)}dd{margin:0;min-width:0}
        .demand{border-block:2px solid var(--bar);padding:.75rem 0;margin-block:1.5rem;\
        display:flex;flex-wrap:wrap;gap:0 1.5rem;justify-content:space-between;\
        align-items:baseline;font-size:1.15rem}
        .demand strong{font-size:1.5rem;line-height:1.3}
        .notice{background:var(--note);padding:.75rem 1rem;border-radius:.375rem}
        section{margin-block:2rem}
        h2{font-size:1.2rem;margin:0 0 .5rem;display:flex;flex-wrap:wrap;gap:0 .75rem;\
        align-items:baseline}
        h2 small{font-weight:400;color:var(--soft);font-size:.95rem}
        table{width:100%;border-collapse:collapse;margin-top:1.25rem}
        caption{text-align:start;font-weight:700;padding-bottom:.25rem}
        th,td{padding:.4rem 0 .4rem 1rem;border-top:1px solid var(--line);vertical-align:top;\
        text-align:start;font-weight:400}
        th:first-child{padding-inline-start:0}
        thead th{color:var(--soft);font-size:.9rem;border-top:0}
        .number{text-align:end;white-space:nowrap}
        th small,td small{display:block;color:var(--soft);font-size:.85rem;white-space:normal}
        tfoot tr:first-child>*{border-top:2px solid var(--ink)}
        .total>*,table:not([role]) tfoot *{font-weight:600}
        summary{cursor:pointer}
        summary:focus-visible{outline:2px solid var(--bar);outline-offset:2px}
        summary::marker{color:var(--bar)}
        details ol{margin:.5rem 0;padding-inline-start:1.25rem;font-size:.9rem;color:var(--soft)}
        details li{margin-bottom:.5rem}
        details b{color:var(--ink);font-weight:600}
        cite{font-size:.95em}
        svg{display:block;width:100%;max-width:36rem;height:auto}
        svg text{font-size:10px;text-anchor:middle;fill:var(--ink)}
        svg text.start{text-anchor:start}svg text.end{text-anchor:end}
        .waterfall .more{fill:var(--bar);fill-opacity:.45;stroke:var(--bar)}
        .waterfall .less{fill:none;stroke:var(--bar);stroke-dasharray:3 2}
        .bar{fill:var(--bar)}
        .bar.estimated{fill:url(#stripes);stroke:var(--bar)}
        .axis{stroke:var(--ink)}.scale{stroke:var(--line);stroke-dasharray:3 3}
        .key{color:var(--soft);margin:.25rem 0}
        .figures table{width:auto;min-width:min(100%,20rem)}
        .message p{margin:0;max-width:65ch}
        footer{border-top:1px solid var(--line);padding-top:1rem;font-size:.9rem}
        @media (max-width:36rem){
        [role=table],[role=table] tbody,[role=table] tfoot{display:block}
        [role=table] caption{display:block}
        [role=table] thead{position:absolute;width:1px;height:1px;overflow:hidden;\
        clip-path:inset(50%)}
        [role=table] tr{display:flex;flex-wrap:wrap;gap:0 .75rem;\
        padding:.4rem 0;border-top:1px solid var(--line)}
        [role=table] tr>*{border:0!important;padding:0}
        [role=table] tr>th{flex:0 0 100%}
        .charges tr>td:nth-last-child(2){color:var(--soft)}
        .charges tr>td:nth-last-child(3){color:var(--soft)}
        .charges td:last-child{margin-inline-start:auto}
        .charges tfoot tr{flex-wrap:nowrap}
        .charges tfoot tr>th{flex:1 1 0;min-width:0}
        .charges tfoot tr:first-child{border-top:2px solid var(--ink)}
        .readings td{flex:0 0 100%;display:grid;grid-template-columns:5.5rem 1fr;text-align:start}
        .readings td::before{content:attr(data-label);color:var(--soft)}
        .readings td small{grid-column:2}
        .facts>div{grid-template-columns:6rem 1fr}
        footer .facts>div{grid-template-columns:1fr;gap:0}
        svg text{font-size:13px}
        }
        @page{size:A4;margin:14mm}
        @media print{
        :root{color-scheme:light;--ink:#000;--soft:#444;--line:#bbb;--paper:#fff;--ground:#fff;\
        --note:#fff6dc;--bar:var(--brand)}
        html{font-size:9.5pt}body{line-height:1.35}
        main{margin:0;max-width:none;box-shadow:none;border-radius:0}
        main>*{margin-inline:0}.banner{padding-inline:1rem}
        .banner,.notice,svg{-webkit-print-color-adjust:exact;print-color-adjust:exact}
        section,.addressed,.demand{margin-block:.7rem}table{margin-top:.4rem}
        tfoot{display:table-row-group}
        th,td{padding-block:.2rem}.banner{padding-block:.6rem}h2{margin-bottom:.2rem}
        .facts{gap:.1rem}footer{padding-top:.5rem}
        tr,li,.demand,.notice,svg{break-inside:avoid}
        h2,caption{break-after:avoid}
        details:not([open])>summary{list-style:none}
        details.figures:not([open]){display:none}
        svg{max-width:90mm}svg text{font-size:12px}
        }
        """
}
