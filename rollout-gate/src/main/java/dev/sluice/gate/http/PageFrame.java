package dev.sluice.gate.http;

/** Head, style and foot that all pages share. */
final class PageFrame {
  private static final int REFRESH_SECONDS = 3;
  private static final int REFRESH_ENDED_SECONDS = 30;

  private static final String STYLE =
      """
      :root{color-scheme:light dark;--bg:#f6f7f9;--card:#fff;--ink:#1b2330;--soft:#5d6878;--line:#dde2e9;
      --good:#0f7b4b;--goodbg:#e2f4ea;--bad:#b3261e;--badbg:#fce8e6;--wait:#8a5a00;--waitbg:#fff3d6;
      --none:#5d6878;--nonebg:#eceff3;--accent:#2257c4}
      @media (prefers-color-scheme:dark){:root{--bg:#11151b;--card:#1a2029;--ink:#e6eaf0;--soft:#97a3b4;
      --line:#2e3744;--good:#5fd39a;--goodbg:#123526;--bad:#ff8a80;--badbg:#43201e;--wait:#f0bf5a;
      --waitbg:#3c2f12;--none:#97a3b4;--nonebg:#262e39;--accent:#8ab0ff}}
      *{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--ink);
      font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif}
      main{max-width:62rem;margin:0 auto;padding:1.5rem 1rem 3rem}a{color:var(--accent)}
      header{display:flex;align-items:baseline;gap:.75rem;margin-bottom:1rem}header a{text-decoration:none;font-weight:650}
      h1{font-size:1.5rem;margin:0 0 .25rem}h2{font-size:1.05rem;margin:2rem 0 .6rem}
      .card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:1rem 1.2rem;margin-bottom:.8rem}
      .soft{color:var(--soft)}.small{font-size:.87rem}.num{font-variant-numeric:tabular-nums}
      .badge{display:inline-block;padding:.05rem .55rem;border-radius:999px;font-size:.8rem;font-weight:650;
      letter-spacing:.02em;white-space:nowrap}
      .good{color:var(--good);background:var(--goodbg)}.bad{color:var(--bad);background:var(--badbg)}
      .wait{color:var(--wait);background:var(--waitbg)}.none{color:var(--none);background:var(--nonebg)}
      .row{display:flex;flex-wrap:wrap;gap:.5rem .8rem;align-items:baseline}.grow{flex:1}
      .stages{display:flex;gap:.35rem;margin:.9rem 0 .2rem}.stages div{flex:1;text-align:center;padding:.35rem 0;
      border-radius:6px;font-weight:650;background:var(--nonebg);color:var(--none)}
      .stages .done{background:var(--goodbg);color:var(--good)}.stages .now{outline:2px solid currentColor;
      background:var(--waitbg);color:var(--wait)}.stages .stop{background:var(--badbg);color:var(--bad);outline:2px solid currentColor}
      .verdict{font-size:1.05rem;margin:.7rem 0 .2rem;overflow-wrap:anywhere}
      svg{display:block;width:100%;min-width:32rem;height:auto;margin:.4rem 0}svg text{fill:var(--soft);font-size:12px}
      .axis{stroke:var(--line);stroke-width:1}.zero{stroke:var(--ink);stroke-width:1.5}
      .margin{stroke:var(--bad);stroke-width:1.5;stroke-dasharray:5 4}.beyond{fill:var(--badbg);opacity:.55}
      .interval{stroke-width:5;stroke-linecap:round}.i-good{stroke:var(--good)}.i-bad{stroke:var(--bad)}
      .i-wait{stroke:var(--wait)}.dot{fill:var(--card);stroke:var(--ink);stroke-width:2.5}
      table{width:100%;border-collapse:collapse;font-size:.92rem}th,td{text-align:left;vertical-align:top;
      padding:.45rem .6rem .45rem 0;border-bottom:1px solid var(--line)}th{color:var(--soft);font-weight:600}
      tr:last-child td{border-bottom:0}.scroll{overflow-x:auto}.days{white-space:nowrap}dl{display:grid;grid-template-columns:max-content 1fr;
      gap:.15rem 1rem;margin:.6rem 0 0}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
      pre{overflow:auto;margin:.5rem 0 0;font-size:.85rem}summary{cursor:pointer;color:var(--soft)}
      """;

  private PageFrame() {}

  static Html begin(String title, boolean live) {
    return new Html()
        .markup("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
        .markup("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
        .markup("<meta http-equiv=\"refresh\" content=\"")
        .markup(Integer.toString(live ? REFRESH_SECONDS : REFRESH_ENDED_SECONDS))
        .markup("\"><title>")
        .text(title)
        .markup("</title><style>")
        .markup(STYLE)
        .markup("</style></head><body><main><header><a href=\"/\">Sluice gate</a>")
        .markup("<span class=\"soft small\">decides, from private evidence</span></header>");
  }

  static String end(Html html) {
    return html.markup("</main></body></html>").toString();
  }
}
