-- SPDX-License-Identifier: GPL-3.0-or-later
-- Forgets the invitations to the server that have expired.
DELETE FROM invitation_links WHERE expires_at <= :now
