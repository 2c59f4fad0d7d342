package document_test

import (
	"strings"
	"testing"

	"kith/internal/plat/document"
)

const sample = `Dear Ada

Your reference is **7K3D-9M2**.
See https://help.example.org/status?a=1&b=2.

We will:
- ring **you**
- bring food

# Then

1 < 2 & "so" **on`

func TestPlain(t *testing.T) {
	const want = `Dear Ada

Your reference is 7K3D-9M2.
See https://help.example.org/status?a=1&b=2.

We will:

• ring you
• bring food

Then

1 < 2 & "so" **on`
	if got := document.Plain(document.Parse(sample)); got != want {
		t.Errorf("plain text is\n%s", got)
	}
}

func TestHTML(t *testing.T) {
	const want = `<p>Dear Ada</p>
<p>Your reference is <strong>7K3D-9M2</strong>.<br>
See <a href="https://help.example.org/status?a=1&amp;b=2">https://help.example.org/status?a=1&amp;b=2</a>.</p>
<p>We will:</p>
<ul>
<li>ring <strong>you</strong></li>
<li>bring food</li>
</ul>
<h2>Then</h2>
<p>1 &lt; 2 &amp; &#34;so&#34; **on</p>
`
	if got := document.HTML(document.Parse(sample)); got != want {
		t.Errorf("HTML is\n%s", got)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(sample)
	f.Add("- \n# \n** ** **\r\n\r\n<script>")
	f.Fuzz(func(t *testing.T, text string) {
		blocks := document.Parse(text)
		if got := document.HTML(blocks); strings.Contains(got, "<script") {
			t.Errorf("not escaped: %s", got)
		}
		for _, r := range document.Plain(blocks) {
			if r == '\r' {
				return
			}
		}
	})
}
