// The harness itself: a check that cannot fail would let every page pass.
import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { checkAxe, checkFits, checkPage, shot } from './checks.js';
import { everyWay, journey, useServer } from './journey.js';
import { results } from './paths.js';

const frame = (body) => `<!DOCTYPE html><html lang="en"><head><title>A page</title>
  <meta name="viewport" content="width=device-width, initial-scale=1"></head>
  <body><main><h1>A page</h1>${body}</main></body></html>`;

const pages = {
  '/sound': frame('<p id="who">Plain</p><script>document.getElementById("who").textContent = "Scripted"</script>'),
  '/unlabelled': frame('<input type="text">'),
  '/small-targets': frame('<a href="/a">a</a><br><a href="/b" style="font-size:6px;line-height:6px">b</a> <a href="/c" style="font-size:6px;line-height:6px">c</a>'),
  '/wide': frame('<div style="width:1500px">wide</div>'),
  '/broken-script': frame('<script>nothing.here()</script>'),
  '/refused': frame('<script>document.title = "refused"</script>'),
};

function startPages() {
  const server = createServer((request, response) => {
    const headers = { 'content-type': 'text/html; charset=utf-8' };
    if (request.url === '/refused') headers['content-security-policy'] = "script-src 'none'";
    response.writeHead(pages[request.url] ? 200 : 404, headers).end(pages[request.url] ?? frame('not here'));
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve({
        url: `http://127.0.0.1:${server.address().port}`,
        stop: () => new Promise((done) => server.close(done).closeAllConnections()),
      }),
    );
  });
}

const world = useServer(startPages);
const desk = { width: 1280, javaScript: true };

everyWay('a sound page passes', world, async (page, way) => {
  await page.goto('/sound');
  assert.equal(await page.locator('#who').textContent(), way.javaScript ? 'Scripted' : 'Plain');
  assert.equal(page.viewportSize().width, way.width);
  await checkPage(page);
  await page.goto('/sound');
  assert.equal(await page.locator('#who').textContent(), way.javaScript ? 'Scripted' : 'Plain', 'the check changed the page');
});

everyWay('axe sees an input without a label', world, async (page) => {
  await page.goto('/unlabelled');
  await assert.rejects(checkAxe(page), /label: /);
});

journey('axe sees targets too small to hit', world, desk, async (page) => {
  await page.goto('/small-targets');
  await assert.rejects(checkAxe(page), /target-size: /);
});

journey('a page wider than the screen is seen', world, desk, async (page) => {
  await page.goto('/wide');
  await assert.rejects(checkFits(page), /is 15\d\d px wide where there are 1280/);
});

journey('an error in a script is seen', world, desk, async (page) => {
  await page.goto('/broken-script');
  await assert.rejects(checkPage(page), /error in a script: nothing is not defined/);
});

journey('what the policy refuses is seen', world, desk, async (page) => {
  await page.goto('/refused');
  await assert.rejects(checkPage(page), /Content Security Policy/);
});

journey('a picture is taken', world, desk, async (page) => {
  delete process.env.KITH_SHOTS; // whoever runs the journeys may want none
  await page.goto('/sound');
  await shot(page, 'harness');
  assert.ok((await stat(join(results, 'harness-1280.png'))).size > 0);
});
