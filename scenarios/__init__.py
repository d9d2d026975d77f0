"""Example scenarios shipped with the program, one TOML file each, found by their stem."""
