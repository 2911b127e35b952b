"""How material arrives: one module for each form. Bytes in, captures or relations out."""
