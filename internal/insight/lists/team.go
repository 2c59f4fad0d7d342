package lists

import "kith/internal/plat/access"

// teamRoles are those of teams that work on a page of their own: health, care and housing.
var teamRoles = []access.Role{access.LinkWorker, access.Partner}
