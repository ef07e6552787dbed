"""Times mkcerts beside its peers and beside the least that libcrypto allows, and tells the ratios."""
