package volunteersweb_test

import (
	"bytes"
	"image"
	"image/png"
	"net/url"
	"testing"
)

func TestAPhotoForTheCard(t *testing.T) {
	b := start(t)
	hub, at := b.As(inHapi), b.ready(jean())
	page := at + "/photo"
	hub.Get(at).Has(`href="` + page + `"`)
	hub.Get(page).Is(200).Says("There is no photo").Hides("<img")
	var face bytes.Buffer
	if err := png.Encode(&face, image.NewGray(image.Rect(0, 0, 60, 80))); err != nil {
		t.Fatal(err)
	}
	agreed := url.Values{"agreed": {"yes"}}
	hub.Upload(page, agreed, "", "", "").Is(422).Says("Choose the photo")
	hub.Upload(page, agreed, "photo", "jean.jpg", "a letter").Is(422).Says("This is no photo")
	hub.Upload(page, nil, "photo", "jean.png", face.String()).Is(422).Says("Tick that they have agreed to it").Hides("<img")
	hub.Upload(page, agreed, "photo", "jean.png", face.String()).LeadsTo(page)
	hub.Get(page).Says("The photo is on their card").Has(`src="data:image/jpeg;base64,`, `alt="Photo of Jean Taylor"`)
	for _, other := range []string{page, page + "/remove"} {
		b.As(agent).Post(other, nil).Is(403)
		b.As(inLeigh).Post(other, nil).Is(403)
	}
	b.As(inLeigh).Get(page).Is(403)
	hub.Post(page+"/remove", nil).LeadsTo(page)
	hub.Get(page).Says("The photo is gone", "There is no photo").Hides("<img")
}
