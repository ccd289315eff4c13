"""Records of tables, JSON and YAML: found, named, and made questions."""
