"""Archives whose members are captures of their own: zip (WACZ among them) and tar, packed or not."""
