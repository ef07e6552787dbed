"""The jobs, a file for each kind, which yields them one by one: one may use what another has made."""
