package notify

import "crypto/tls"

// Trust has the carrier believe the certificates of a test.
func (s *SMTPSetup) Trust(c *tls.Config) { s.roots = c }
