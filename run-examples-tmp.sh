for d in src/modules/*/examples/*/; do
  r=$(mktemp -d); mkdir -p $r/workspaces $r/shop/dev
  echo 'name: shop' > $r/shop/project.yaml; echo 'name: dev' > $r/shop/dev/stack.yaml
  cp -r $d. $r/shop/dev/; rm -f $r/shop/dev/expected.* $r/shop/dev/workspace.yaml
  if [ -f $d/workspace.yaml ]; then cp $d/workspace.yaml $r/workspaces/dev.yaml; else echo '{}' > $r/workspaces/dev.yaml; fi
  npx tsx src/bin.ts render -C $r --output json > $r/out.json 2>/dev/null
  npx tsx src/bin.ts render -C $r > $r/out.yaml 2>$r/err
  node -e "
const fs=require('fs');const [r,d]=process.argv.slice(1);const j=JSON.parse(fs.readFileSync(r+'/out.json','utf8'));
const lines=j.diagnostics.map(x=>x.severity+' '+x.code+' '+(x.range?x.range.filename.replace('shop/dev/','').replace('workspaces/dev.yaml','workspace.yaml')+':'+x.range.start.line+':'+x.range.start.column:'-')+'\n').join('');
const want=fs.existsSync(d+'expected.txt')?fs.readFileSync(d+'expected.txt','utf8'):undefined;
if(want!==undefined){console.log(d,want===lines?'OK':'DIFF\n'+lines+'-- want\n'+want)}
else{const y=fs.readFileSync(r+'/out.yaml','utf8');console.log(d,y===fs.readFileSync(d+'expected.yaml','utf8')?'OK':'DIFF\n'+y+lines, 'exit',j.exitCode)}
" $r $d
done
