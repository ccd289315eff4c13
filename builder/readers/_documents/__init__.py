"""What a whole file says, whatever its syntax: front matter, habits of tools, traces of copying."""
