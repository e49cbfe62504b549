"""The portal's database backend: a schema and a role for every group, entered in one statement, failing closed."""
