"""Pages of the accounts: logging in, setting up, the account itself, a forgotten password, an invitation."""
