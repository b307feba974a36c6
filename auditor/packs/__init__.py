"""Rule packs: YAML with places, a closed schema, loading, examples."""
