-- Whether there is any account yet.
SELECT 1 FROM users LIMIT 1
