"""A parsed page as flat tables: nodes in the order of the document, their text, their attributes, and CSS over them."""
