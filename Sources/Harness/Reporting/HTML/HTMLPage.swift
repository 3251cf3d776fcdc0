/// The page around a report: its template, its looks, and how its tables sort.
enum HTMLPage {
  /// Nothing may be loaded from anywhere, whatever a name in the report contains.
  static let template = """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
    <title>{{title}}</title>
    <style>{{{style}}}</style>
    </head>
    <body>
    <main>
    <h1>{{title}}</h1>
    <div class="verdict {{standing}}">
    {{#opening}}{{> block}}{{/opening}}
    </div>
    <nav aria-label="Sections">{{#sections}}<a href="#{{anchor}}">{{title}}</a> {{/sections}}</nav>
    <p class="filter"><label>Show rows with <input type="search" id="filter" autocomplete="off"></label></p>
    {{#sections}}
    <section id="{{anchor}}">
    <h2>{{title}}</h2>
    {{#blocks}}{{> block}}{{/blocks}}
    </section>
    {{/sections}}
    </main>
    <script>{{{script}}}</script>
    </body>
    </html>

    """

  static let block = """
    {{#heading}}<h3>{{heading}}</h3>
    {{/heading}}{{#paragraph}}<p>{{{paragraph}}}</p>
    {{/paragraph}}{{#list}}<ul>{{#items}}<li>{{{.}}}{{/items}}</ul>
    {{/list}}{{#table}}<div class="wide" tabindex="0" role="region" aria-label="table"><table><thead><tr>{{#columns}}<th{{#right}} class=n{{/right}} scope=col><button type=button>{{title}}</button>{{/columns}}</thead><tbody>{{#rows}}
    <tr>{{{cells}}}{{/rows}}
    </tbody></table></div>
    {{/table}}{{#picture}}<figure class="wide" tabindex="0">{{{picture}}}</figure>
    {{/picture}}{{#command}}<pre><code>{{command}}</code></pre>
    {{/command}}
    """

  static let style = """
    :root{--paper:#fff;--ink:#1b1f24;--faint:#59636e;--line:#d9dee3;--band:#eef2f6;--bad:#d55e00;--good:#0072b2;--open:#b07700}
    @media screen and (prefers-color-scheme:dark){:root{--paper:#0d1117;--ink:#e6edf3;--faint:#9198a1;--line:#30363d;--band:#161b22;\
    --bad:#ef7a2a;--good:#56b4e9;--open:#e69f00}}
    *{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);\
    font:16px/1.5 system-ui,-apple-system,'Segoe UI','DejaVu Sans',sans-serif}
    main{max-width:1200px;margin:0 auto;padding:1rem}h1,h2,h3,p,li{overflow-wrap:anywhere}
    h1{font-size:1.6rem;line-height:1.25}h2{font-size:1.25rem;margin-top:2.5rem;border-bottom:1px solid var(--line)}h3{font-size:1.05rem}
    .verdict{border-left:6px solid var(--faint);padding:.25rem 1rem;background:var(--band)}
    .verdict.regressed,.verdict.overBudget,.verdict.disagreeing,.verdict.unfit{border-color:var(--bad)}
    .verdict.improved,.verdict.equivalent{border-color:var(--good)}.verdict.undecided,.verdict.incomplete{border-color:var(--open)}
    nav{margin:1rem 0}nav a{display:inline-block;margin-right:1rem;color:var(--good)}
    .filter input{font:inherit;max-width:100%;padding:.2rem .4rem;color:inherit;background:var(--paper);border:1px solid var(--faint);border-radius:4px}
    .wide{overflow-x:auto;max-width:100%;margin:1rem 0}table{border-collapse:collapse;font-size:.85rem}
    th,td{padding:.3rem .6rem;border-bottom:1px solid var(--line);text-align:left;white-space:nowrap}
    th{position:sticky;top:0;background:var(--paper)}th button{all:unset;cursor:pointer;font-weight:600}
    th button:focus-visible{outline:2px solid var(--good)}th[aria-sort=ascending] button::after{content:" ▲"}
    th[aria-sort=descending] button::after{content:" ▼"}.n{text-align:right;font-variant-numeric:tabular-nums}
    td:last-child:not(.n){white-space:normal;min-width:8rem}tbody tr:hover{background:var(--band)}
    code,pre{font-family:ui-monospace,'DejaVu Sans Mono',monospace;font-size:.92em}pre{overflow-x:auto;padding:.75rem;background:var(--band)}
    figure svg{display:block;min-width:600px;max-width:100%;height:auto}
    @media print{nav,.filter{display:none}.wide{overflow:visible}table{font-size:8pt}th{position:static}figure{break-inside:avoid}\
    figure svg{min-width:0}td,th{white-space:normal;padding:.1rem .3rem}}

    """

  /// Sorts by a cell's rank where it has one, else by its text, numbers within it by value; again turns the order round.
  static let script = """
    (function(){"use strict";
    function value(row,column){var cell=row.cells[column];return cell.dataset.rank===undefined?cell.textContent:Number(cell.dataset.rank)}
    function compare(a,b){if(typeof a==="number"&&typeof b==="number")return a-b;
    if(typeof a==="number")return -1;if(typeof b==="number")return 1;return a.localeCompare(b,"en",{numeric:true})}
    document.querySelectorAll("table").forEach(function(table){
    table.querySelectorAll("th button").forEach(function(button,column){button.addEventListener("click",function(){
    var head=button.parentNode,up=head.getAttribute("aria-sort")!=="ascending",body=table.tBodies[0];
    table.querySelectorAll("th").forEach(function(other){other.removeAttribute("aria-sort")});
    head.setAttribute("aria-sort",up?"ascending":"descending");
    Array.from(body.rows).map(function(row,place){return{row:row,value:value(row,column),place:place}})
    .sort(function(a,b){return(up?1:-1)*compare(a.value,b.value)||a.place-b.place})
    .forEach(function(one){body.appendChild(one.row)})})})});
    var filter=document.getElementById("filter");
    filter.addEventListener("input",function(){var words=filter.value.toLowerCase().split(/\\s+/).filter(Boolean);
    document.querySelectorAll("tbody tr").forEach(function(row){var text=row.textContent.toLowerCase();
    row.hidden=!words.every(function(word){return text.includes(word)})})})})();
    """
}
