"""What the product can do, one module a feature: load, ask the rules, save, note what to tell people."""
