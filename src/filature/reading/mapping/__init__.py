"""From columns of any name to Filature's tables: words, typed values, proposals, mapping files."""
