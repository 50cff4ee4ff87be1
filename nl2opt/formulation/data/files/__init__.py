"""Tables in files and in other libraries' objects, read into columns; one module for each format."""
