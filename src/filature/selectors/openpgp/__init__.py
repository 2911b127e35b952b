"""OpenPGP as it stands on pages: damaged armour repaired, packets read, facts of keys, messages and signatures."""
