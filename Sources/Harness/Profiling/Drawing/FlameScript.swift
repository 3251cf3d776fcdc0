/// What a flame graph does where scripts run: a click widens a box, `/` or Ctrl-F searches, Escape takes both back.
///
/// Boxes carry their place in counts (`data-s`, `data-w`); their full names are the first lines of their titles. The picture
/// says all that is in it without a script, too.
enum FlameScript {
  static func text(total: Int) -> String {
    "(function(){'use strict';var total=\(total),left=\(Int(FlameStyle.margin)),"
      + "width=\(Int(FlameStyle.width - 2 * FlameStyle.margin)),letter=\(FlameStyle.letterWidth);\n" + body + "})();"
  }

  private static let body = """
    function by(id){return document.getElementById(id)}
    var boxes=[].slice.call(document.querySelectorAll('g.f')).map(function(g){
      return {g:g,rect:g.querySelector('rect'),text:g.querySelector('text'),
        s:+g.getAttribute('data-s'),w:+g.getAttribute('data-w'),name:g.querySelector('title').textContent.split('\\n')[0]}});
    var query='',typing=false;
    function label(name,room){var n=Math.floor((room-6)/letter);
      return n<3?'':name.length<=n?name:name.slice(0,n-1)+'\\u2026'}
    function show(s,w){
      boxes.forEach(function(b){
        var from=Math.max(0,(b.s-s)/w),to=Math.min(1,(b.s+b.w-s)/w),room=(to-from)*width;
        b.g.classList.toggle('hidden',to<=from||room<0.2);
        b.g.classList.toggle('dim',b.w>w);
        if(to<=from)return;
        var x=left+from*width;
        b.rect.setAttribute('x',x);b.rect.setAttribute('width',room);
        if(!b.text){b.text=document.createElementNS('http://www.w3.org/2000/svg','text');
          b.text.setAttribute('y',+b.rect.getAttribute('y')+13);b.g.appendChild(b.text)}
        b.text.setAttribute('x',x+3);b.text.textContent=label(b.name,room)});
      by('reset').classList.toggle('hidden',s===0&&w===total)}
    function find(){
      var low=query.toLowerCase(),sum=0,end=-1;
      boxes.forEach(function(b){b.isHit=low!==''&&b.name.toLowerCase().indexOf(low)>=0;b.g.classList.toggle('hit',b.isHit)});
      boxes.filter(function(b){return b.isHit}).sort(function(a,b){return a.s-b.s||b.w-a.w}).forEach(function(b){
        if(b.s>=end){sum+=b.w;end=b.s+b.w}});
      by('search').textContent=typing||query?'search: '+query+(typing?'_':''):'search ( / )';
      by('found').textContent=query?(100*sum/total).toFixed(1)+' % found':''}
    boxes.forEach(function(b){b.g.addEventListener('click',function(){show(b.s,b.w)})});
    by('reset').addEventListener('click',function(){show(0,total)});
    by('search').addEventListener('click',function(){typing=true;find()});
    document.addEventListener('keydown',function(e){
      var isFind=(e.ctrlKey||e.metaKey)&&e.key==='f';
      if(e.key==='Escape'){if(typing||query){query='';typing=false}else{show(0,total)}}
      else if(isFind||(!typing&&e.key==='/')){typing=true}
      else if(!typing||e.ctrlKey||e.metaKey||e.altKey)return;
      else if(e.key==='Enter'){typing=false}
      else if(e.key==='Backspace'){query=query.slice(0,-1)}
      else if(e.key.length===1){query+=e.key}
      else return;
      e.preventDefault();find()});
    by('search').classList.remove('hidden');find();

    """
}
