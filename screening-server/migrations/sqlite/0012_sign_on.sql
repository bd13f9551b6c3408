-- People whom a provider of OpenID Connect vouches for: issuer and subject, which are the same for ever. Null: the account
-- has a password here. The password of the others is empty, which none is.
ALTER TABLE users ADD COLUMN subject TEXT;

CREATE UNIQUE INDEX users_by_subject ON users (subject) WHERE subject IS NOT NULL;
